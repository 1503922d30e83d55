// Attack: includes a key by a path upwards from the working folder.
// Blocked: the compiler cannot open it.

#include UPWARDS_KEY
