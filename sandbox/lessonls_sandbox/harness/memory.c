// The allocator of the plain harness: the C library's, which remembers what was given back of our
// blocks and, where it records everything, what was taken and is still there.
//
// What is taken while it records is filled with zeros, so that it is the same in every process.

#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);
void __libc_free(void *);

#define SHOWN __attribute__((visibility("default")))

// An open hash table of addresses, in memory that is not the heap's.
struct Entry { uintptr_t address; size_t size; };
struct Table { struct Entry *entries; size_t room, used; };

static struct Table ours, theirs;
static int watching, recording, busy;

static void enter(void) { while (__atomic_exchange_n(&busy, 1, __ATOMIC_ACQUIRE)) {} }
static void leave(void) { __atomic_store_n(&busy, 0, __ATOMIC_RELEASE); }

static struct Entry *find(const struct Table *table, uintptr_t address) {
    if (table->room == 0) return NULL;
    size_t at = (address >> 4) * UINT64_C(0x9E3779B97F4A7C15) >> 20 & (table->room - 1);
    while (table->entries[at].address != 0 && table->entries[at].address != address)
        at = (at + 1) & (table->room - 1);
    return &table->entries[at];
}

static void insert(struct Table *table, uintptr_t address, size_t size) {
    if (2 * (table->used + 1) > table->room) {
        const struct Table old = *table;
        table->room = old.room == 0 ? 1024 : 2 * old.room;
        table->used = 0;
        table->entries = mmap(NULL, table->room * sizeof(struct Entry), PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (table->entries == MAP_FAILED) abort();
        for (size_t i = 0; i < old.room; ++i)
            if (old.entries[i].address != 0) insert(table, old.entries[i].address, old.entries[i].size);
        if (old.entries != NULL) munmap(old.entries, old.room * sizeof(struct Entry));
    }
    struct Entry *const entry = find(table, address);
    if (entry->address == 0) ++table->used;
    entry->address = address;
    entry->size = size;
}

// One byte more than asked for, so that nothing is 0.
static void *taken(void *block, size_t bytes, int filled) {
    if (__builtin_expect(recording, 0) && block != NULL) {
        if (!filled) memset(block, 0, bytes);
        enter();
        insert(&theirs, (uintptr_t)block, bytes + 1);
        leave();
    }
    return block;
}

static void given(void *block) {
    if (block == NULL) return;
    struct Entry *const own = find(&ours, (uintptr_t)block);
    if (own != NULL && own->address != 0) own->size = 0;
    if (!recording) return;
    enter();
    struct Entry *const entry = find(&theirs, (uintptr_t)block);
    if (entry != NULL && entry->address != 0) entry->size = 0;
    leave();
}

SHOWN void *malloc(size_t bytes) { return taken(__libc_malloc(bytes), bytes, 0); }
SHOWN void *calloc(size_t count, size_t bytes) { return taken(__libc_calloc(count, bytes), count * bytes, 1); }
SHOWN void *realloc(void *block, size_t bytes) {
    if (!watching) return __libc_realloc(block, bytes);
    const size_t before = block == NULL ? 0 : malloc_usable_size(block);
    given(block);
    void *const moved = __libc_realloc(block, bytes);
    if (moved != NULL && recording && bytes > before) memset((char *)moved + before, 0, bytes - before);
    return taken(moved, bytes, 1);
}
SHOWN void free(void *block) {
    if (__builtin_expect(watching, 0)) given(block);
    __libc_free(block);
}
SHOWN void *memalign(size_t alignment, size_t bytes) { return taken(__libc_memalign(alignment, bytes), bytes, 0); }
SHOWN void *aligned_alloc(size_t alignment, size_t bytes) { return memalign(alignment, bytes); }
SHOWN int posix_memalign(void **to, size_t alignment, size_t bytes) {
    void *const block = memalign(alignment, bytes);
    if (block == NULL) return ENOMEM;
    *to = block;
    return 0;
}

void lessonls_memory_watch(const void *block) { insert(&ours, (uintptr_t)block, 1); }
void lessonls_memory_record(int everything) { watching = 1; recording = everything; }
void lessonls_memory_stop(void) { watching = recording = 0; }
int lessonls_memory_freed(const void *block) {
    const struct Entry *const entry = find(&ours, (uintptr_t)block);
    return entry != NULL && entry->address != 0 && entry->size == 0;
}
size_t lessonls_memory_size(const void *block) {
    const struct Entry *const entry = find(&theirs, (uintptr_t)block);
    return entry == NULL || entry->address == 0 || entry->size == 0 ? 0 : entry->size - 1;
}
