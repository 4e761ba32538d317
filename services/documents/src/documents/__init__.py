"""Portico documents: files in S3, rendering, scanning, previews."""
