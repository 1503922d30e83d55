// Attack: embeds a key through the assembler.
// Blocked: the compiler cannot open it.

__asm__(".incbin \"" HOME_KEY "\"");
