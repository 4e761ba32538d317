"""MongoDB: one file per collection, its indexes beside it. Each repository belongs to one unit of work and tenant."""
