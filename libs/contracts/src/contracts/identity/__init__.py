"""What identity answers and says: staff, users, invitations, memberships, sessions, keys."""
