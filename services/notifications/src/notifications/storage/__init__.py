"""MongoDB: one file per collection, its indexes beside it. Ids are `<tenant>/…`, so a key names its tenant first."""
