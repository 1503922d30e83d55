// Attack: asks how old a key is.
// Blocked: the compiler cannot open it.

#pragma GCC dependency HOME_KEY
#if __has_include(HOME_KEY)
#error key-was-found
#endif
int attack(int x) { return x; }
