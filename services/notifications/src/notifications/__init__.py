"""Portico notifications: templates, mail, delivery log."""
