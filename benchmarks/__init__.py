"""How good is it? Runs over sets of real functions, on the program itself."""
