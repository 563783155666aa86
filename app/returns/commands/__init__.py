"""What is done with returns."""
