"""What can go wrong with the sandbox itself. What untrusted code does is never an exception."""


class SandboxError(Exception):
    """The sandbox cannot be started, or its own parts failed. One sentence for the user."""
