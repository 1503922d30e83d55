// Attack: includes the list of accounts.
// Blocked: the compiler cannot open it.

#include "/etc/passwd"
#include "/etc/shadow"
