"""Campaigns: a strategy on every problem of a suite, with everything that came of it on disk."""
