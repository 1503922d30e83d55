"""Values and functions of values: no IO, no clock, no await, no unseeded randomness."""
