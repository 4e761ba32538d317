"""Taking in what backoffices publish: read, judge, store, say; one tenant's batch in one transaction."""
