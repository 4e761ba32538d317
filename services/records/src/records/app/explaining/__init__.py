"""How an explanation is put together: one membership before one record, past versions, words."""
