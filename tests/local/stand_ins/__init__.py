"""Small programs that stand in for services."""
