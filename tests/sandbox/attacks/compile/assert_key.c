// Attack: puts a key into the message of a failed assertion.
// Blocked: the compiler cannot open it.

_Static_assert(0,
#include HOME_KEY
);
