"""Running it: what could not be taken in, backoffices and their keys, who did what."""
