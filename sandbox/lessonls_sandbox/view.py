"""What confined code sees of the machine, at every level: its own programs and libraries."""

SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
ETC = ("/etc/alternatives", "/etc/ld.so.cache")
SCRATCH_BYTES = 1 << 30
"""How large a writable working folder may become."""
