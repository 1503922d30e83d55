// Attack: has the assembler print a key as a line that it does not understand.
// Blocked: the compiler cannot open it.

__asm__(".include \"" HOME_KEY "\"");
