// Attack: includes a file without end.
// Blocked: memory and time are limited.
// Ends: by the clock.

#include "/dev/zero"
