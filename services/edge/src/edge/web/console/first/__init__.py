"""The first run: from a name to the first customer who is invited, step by step, on the portal's own draft."""
