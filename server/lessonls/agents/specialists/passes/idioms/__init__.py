"""Another algorithm for the same result."""
