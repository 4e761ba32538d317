"""Outside things of documents: the S3 store."""
