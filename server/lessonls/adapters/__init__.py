"""The outside world behind the ports: disk, compilers, source text."""
