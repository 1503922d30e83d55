// Attack: embeds the judge's environment.
// Blocked: the compiler cannot open it.

__asm__(".incbin \"" JUDGE_ENVIRONMENT "\"");
