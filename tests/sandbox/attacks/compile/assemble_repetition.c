// Attack: has the assembler repeat itself.
// Blocked: memory and time are limited.
// Ends: by the clock.

__asm__(".rept 2000000000\n.rept 2000000000\nnop\n.endr\n.endr");
