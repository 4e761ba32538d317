"""The edge's rules: how often somebody may ask, what a revision is worth, what a form must carry. Pure."""
