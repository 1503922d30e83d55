"""What may not overlap, and what need not be loaded again."""
