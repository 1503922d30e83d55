// Attack: has the linker look for its script and libraries elsewhere.
// Blocked: the compiler cannot open it.

__asm__(".section .drectve\n.ascii \"-T" HOME_KEY "\"");
__asm__(".section .deplibs, \"MS\", @0x6fff4c04, 1\n.asciz \"" HOME_KEY "\"");
int attack(int x) { return x; }
