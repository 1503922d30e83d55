"""Calls of a running program, repeated in copies of it that are traced and compared."""
