"""What benchmarks of doors measure with."""
