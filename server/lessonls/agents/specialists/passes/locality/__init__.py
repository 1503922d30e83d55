"""Loops in another order, and data where it is used."""
