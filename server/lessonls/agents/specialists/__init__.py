"""The built-in team: one small file per optimization category."""
