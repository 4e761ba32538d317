"""Pages about the visitor themselves: signing in and out, profile, password, sessions, colleagues."""
