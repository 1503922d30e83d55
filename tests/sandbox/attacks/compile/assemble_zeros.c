// Attack: embeds a file without end.
// Blocked: memory and time are limited.
// Ends: by the clock.

__asm__(".incbin \"/dev/zero\"");
