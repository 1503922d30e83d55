"""Functions to be written from their descriptions, and how right what was written is."""
