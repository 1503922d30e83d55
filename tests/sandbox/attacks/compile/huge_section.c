// Attack: makes an object file of many gigabytes through the assembler.
// Blocked: file sizes are limited.
// Ends: by the clock.

__asm__(".data\n.fill 100000000000, 1, 1");
