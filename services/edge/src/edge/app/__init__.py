"""What the edge does itself: find out who asks, keep everybody to their quota, take in a backoffice's events."""
