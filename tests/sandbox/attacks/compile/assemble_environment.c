// Attack: embeds the compiler's environment.
// Blocked: it holds nothing of the judge's.

__asm__(".incbin \"/proc/self/environ\"");
