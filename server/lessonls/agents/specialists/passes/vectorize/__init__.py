"""Loops that the compiler can vectorize."""
