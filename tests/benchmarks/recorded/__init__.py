"""A small campaign whose answers came from a scripted server, kept to be played again."""
