"""What containers and strings cost, and bits by words."""
