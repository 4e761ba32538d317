"""The operator'\''s command: portico tenant, topology, keys."""
