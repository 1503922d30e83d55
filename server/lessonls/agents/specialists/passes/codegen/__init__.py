"""Hints for the compiler."""
