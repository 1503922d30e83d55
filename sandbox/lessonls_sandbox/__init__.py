"""Builds and runs untrusted C and C++ code; imports nothing of the server."""
