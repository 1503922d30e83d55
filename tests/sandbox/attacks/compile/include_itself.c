// Attack: includes itself without end.
// Blocked: the compiler counts, and time is limited.
// Ends: by the clock.

#include __FILE__
#include __FILE__
