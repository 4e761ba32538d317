"""MongoDB: one file per collection, its indexes beside it."""
