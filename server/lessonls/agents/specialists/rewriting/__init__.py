"""Changing text where the syntax tree says so; it knows nothing of what a change is for."""
