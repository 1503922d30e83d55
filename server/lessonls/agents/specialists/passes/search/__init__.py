"""Searching, sorting and counting."""
