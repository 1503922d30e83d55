"""A language server whose team of agents makes C and C++ functions faster."""
