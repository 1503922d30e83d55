// Attack: includes what the judge sends to the compiler, and waits for more.
// Blocked: its input has ended, or is not its own.

#include "/dev/stdin"
char missing[ANYTHING];
