// Attack: asks whether a key is there, and tells.
// Blocked: the compiler says that it is not.

#if __has_include(HOME_KEY)
const char answer[] = "key-was-found";
#endif
int attack(int x) { return x; }
