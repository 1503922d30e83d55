// Attack: loads a key as a precompiled header.
// Blocked: the compiler cannot open it.

#pragma GCC pch_preprocess HOME_KEY
int attack(int x) { return x; }
