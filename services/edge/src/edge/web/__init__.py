"""Pages for people: rendered here, readable without scripts, in the language of whoever reads."""
