/* Linked into the harness that looks for data races.
 *
 * LLVM's OpenMP runtime registers itself in shared memory when it is loaded, by which time
 * the sandbox has no such thing. It gets a memory file that was made before. */

#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static int spare = -1;

__attribute__((constructor)) static void prepare(void) {
    static const char room[4096];
    spare = fcntl(memfd_create("openmp", 0), F_DUPFD, 64);  // out of the way of 3, 4 and 5
    if (write(spare, room, sizeof room) < 0) spare = -1;
}

int shm_open(const char *name, int flags, mode_t mode) {
    (void)name, (void)flags, (void)mode;
    return spare;
}
int shm_unlink(const char *name) {
    (void)name;
    return 0;
}
int ftruncate(int file, off_t size) {
    (void)file, (void)size;
    return 0;
}

/* What the runtime does between its threads is not the function's business. */
const char *__tsan_default_suppressions(void) { return ""; }
