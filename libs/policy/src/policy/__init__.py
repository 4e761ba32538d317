"""Who sees what: compiles a published portal into rights. Pure, standard library only."""
