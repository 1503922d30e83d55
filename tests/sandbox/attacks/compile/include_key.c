// Attack: includes a key by its full path.
// Blocked: the compiler cannot open it.

#include HOME_KEY
