"""Inner loops without the conditions of the edges."""
