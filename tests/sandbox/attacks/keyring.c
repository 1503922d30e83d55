// Attack: keeps a secret in the kernel's keyring of the user.
// Blocked: the call is refused.

#define _GNU_SOURCE
#include <sys/syscall.h>
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    return syscall(SYS_add_key, "user", MARKER_NAME, "secret", 6, -4) >= 0 ||
           syscall(SYS_keyctl, 0, -4, 0) >= 0;
}
