"""What records answers and says: what each person may see of each record, and what is in quarantine."""
