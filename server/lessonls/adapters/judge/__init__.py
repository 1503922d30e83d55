"""The judge: builds, checks and times candidates inside the sandbox."""
