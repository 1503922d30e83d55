// Attack: has the compiler write a file of its choice.
// Blocked: no option can be given in a source, and nothing outside can be written.

#pragma GCC optimize("-MD", "-MF" HOME_MARKER)
#pragma GCC option("-o" HOME_MARKER)
int attack(int x) { return x; }
