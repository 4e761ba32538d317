"""Portico identity: staff, users, invitations, memberships, sessions, keys."""
