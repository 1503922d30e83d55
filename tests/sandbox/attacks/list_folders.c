// Attack: lists home, the temporary files, and the root folder.
// Blocked: no folder with something of the user can be read.

#define _GNU_SOURCE
#include <dirent.h>
#include <stddef.h>

int attack(int judge) {
    (void)judge;
    const char *const folders[] = {HOME, "/root", "/home", TEMPORARY};
    for (int i = 0; i < 4; i++)
        if (opendir(folders[i]) != NULL) return 1;
    return 0;
}
