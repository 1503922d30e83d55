"""Rewrites, one a file: code in, code out, or nothing where they do not apply."""
