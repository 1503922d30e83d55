// What is loaded into the user's own program, so that a rewrite is judged by what happens there.
//
// A unit of the program holds the function, rewrites, and a dispatcher with their name that
// counts calls (struct Gate). At some of them the program stops and answers to the controller
// outside: it makes copies of itself (raw clone, so that the program's own wait() sees nothing),
// *trials*, each of which runs one variant of the call and stops in a trap. The controller, which
// traces the trials, looks at their memory there. Nothing that this library says is believed:
// clock, comparison and verdict are the controller's.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <malloc.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#if !defined(__x86_64__)
#error "lessonls: programs are replayed on x86-64 only"
#endif

#define SHOWN __attribute__((visibility("default")))
#define NEVER LONG_MAX

// The same in lessonls/core/dispatcher.py, as text.
struct Gate {
    long until;   // calls until the next one that the controller looks at
    int variant;  // what the others run: 0 the original, else a rewrite
    void (*join)(void);
    int (*sample)(void *frame, void *result, unsigned long size);
    int (*again)(void);
    void (*threw)(void);
    unsigned char *hits;  // a byte for each block of a function with probes in it
    double *seen;         // and what its arguments are
};
enum Answer { PLAIN = -2, TRIAL_NOTHING, TRIAL_ORIGINAL };  // and the numbers of rewrites

// Messages, in the byte order of the machine; the controller's end is lessonls_sandbox/replay.
enum Kind { PROGRAM, SAMPLE, CHECKPOINT, TRIAL, END };
struct Hello {
    long kind, call;  // of SAMPLE the number of this one, of END how many there were
    uint64_t state, state_size, region, region_size, ready, done;  // of PROGRAM
    uint64_t frame, result, size, error_number;                    // of SAMPLE
};
enum Act { RESUME, FORK };
enum Mode { CHECK, TIME, TIME_ALONE };  // the last with the allocator of trials
struct Command { long act, until, variant, mode, rounding, fill, runs, timed; };

struct Allocation { uint64_t taken, address, size; };
struct Undo { uint64_t *address, value; };

// All of the same size, as struct State of lessonls_sandbox/replay/state.py.
struct State {
    struct Gate gate;
    long connection, child, mode, recording, fill, busy, pid, call, runs, timed;
    uint64_t frame;
    const char *thrown;
    char *bottom, *top, *end;  // of the memory that trials take
    struct Allocation *log;
    long logged;
    struct Undo *undo;
    long undone;
};
// A page of its own, which is never compared.
static union {
    struct State state;
    struct { char other[2048]; unsigned char hits[1536]; double seen[64]; } page;
} only __attribute__((aligned(4096)));
#define S only.state

#define MB (1UL << 20)
#define UNDO (32 * MB)
#define LOG (64 * MB)
#define MAPS (4 * MB)
#define ARENA (4096 * MB)
#define MOST_FILLED (16 * MB)
#define MOST_LOGGED ((long)(LOG / sizeof(struct Allocation)))

extern char lessonls_ready_trap[], lessonls_done_trap[];
static __attribute__((noinline, noclone)) void ready(void) {
    __asm__ volatile(".globl lessonls_ready_trap\nlessonls_ready_trap: int3" ::: "memory");
}
static __attribute__((noinline, noclone)) void done(void) {
    __asm__ volatile(".globl lessonls_done_trap\nlessonls_done_trap: int3" ::: "memory");
}

// --- The allocator of trials: nothing that lives before the call moves or is reused. -------------

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);
void __libc_free(void *);

static void logged(uint64_t taken, void *block, size_t size) {
    if (S.logged < MOST_LOGGED) S.log[S.logged++] = (struct Allocation){taken, (uint64_t)block, size};
}

static void *taken(size_t size, size_t alignment) {
    if (alignment < 16) alignment = 16;
    uintptr_t const place = ((uintptr_t)S.top + 16 + alignment - 1) & ~(alignment - 1);
    if (size > ARENA || place + size > (uintptr_t)S.end) { errno = ENOMEM; return NULL; }
    ((size_t *)place)[-1] = size;
    S.top = (char *)place + ((size + 15) & ~15UL);
    logged(1, (void *)place, size);
    return (void *)place;
}

// With contents that nobody has set; what is large may be meant to stay untouched for the most part.
static void *unset(size_t size, size_t alignment) {
    void *const block = taken(size, alignment);
    if (S.fill != 0 && block != NULL) memset(block, (int)S.fill, size < MOST_FILLED ? size : MOST_FILLED);
    return block;
}

static int is_new(const void *block) { return (const char *)block >= S.bottom && (const char *)block < S.end; }

static size_t size_of(const void *block) {
    size_t const header = ((const size_t *)block)[-1];
    if (is_new(block)) return header;
    return header & 2 ? (header & ~7UL) - 16 : (header & ~7UL) - 8;  // glibc: mapped or not
}

#define RECORDING __builtin_expect(S.recording, 0)
SHOWN void *malloc(size_t size) { return RECORDING ? unset(size, 16) : __libc_malloc(size); }
SHOWN void free(void *block) {
    if (!RECORDING) __libc_free(block);
    else if (block != NULL) logged(0, block, size_of(block));
}
SHOWN void *calloc(size_t count, size_t size) {
    if (!RECORDING) return __libc_calloc(count, size);
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) { errno = ENOMEM; return NULL; }
    void *const block = taken(bytes, 16);
    // New to a trial that runs once, left over where calls are repeated for the clock.
    if (S.mode != CHECK && block != NULL) memset(block, 0, bytes);
    return block;
}
SHOWN void *realloc(void *block, size_t size) {
    if (!RECORDING) return __libc_realloc(block, size);
    void *const moved = unset(size, 16);
    if (moved != NULL && block != NULL) {
        size_t const old = size_of(block);
        memcpy(moved, block, old < size ? old : size);
        free(block);
    }
    return moved;
}
SHOWN void *memalign(size_t alignment, size_t size) {
    return RECORDING ? unset(size, alignment) : __libc_memalign(alignment, size);
}
SHOWN void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }
SHOWN int posix_memalign(void **block, size_t alignment, size_t size) {
    void *const found = memalign(alignment, size);
    if (found == NULL) return ENOMEM;
    *block = found;
    return 0;
}
SHOWN size_t malloc_usable_size(void *block) { return block == NULL ? 0 : size_of(block); }

// --- Trials ---------------------------------------------------------------------------------------

static void lock(void) {
#define ALLOW(number) \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        ALLOW(SYS_brk), ALLOW(SYS_munmap), ALLOW(SYS_madvise), ALLOW(SYS_mremap), ALLOW(SYS_futex),
        ALLOW(SYS_clock_gettime), ALLOW(SYS_gettimeofday), ALLOW(SYS_sched_yield),
        // Memory without a file; everything else is the controller's to decide.
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mmap, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[4])),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0xffffffffu, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE),
    };
    struct sock_fprog program = {sizeof code / sizeof *code, code};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) != 0)
        _exit(99);
}

// Memory that is shared with other processes becomes the trial's own.
static void unshare(void) {
    char *const text = (char *)S.log + LOG;
    long length = 0, part;
    int const maps = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
    while ((part = read(maps, text + length, MAPS - 1 - length)) > 0) length += part;
    close(maps);
    text[length] = 0;
    for (char *line = text; *line != 0;) {
        unsigned long from, to;
        char rights[5] = "";
        if (sscanf(line, "%lx-%lx %4s", &from, &to, rights) == 3 && rights[3] == 's' && rights[1] == 'w') {
            void *const own =
                mmap(NULL, to - from, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
            memcpy(own, (void *)from, to - from);
            mremap(own, to - from, to - from, MREMAP_MAYMOVE | MREMAP_FIXED, (void *)from);
        }
        char *const end = strchr(line, '\n');
        if (end == NULL) break;
        line = end + 1;
    }
}

static int connected(void) {
    const char *const path = getenv("LESSONLS_GATE");
    struct sockaddr_un place = {.sun_family = AF_UNIX};
    if (path == NULL || strlen(path) >= sizeof place.sun_path) return -1;
    strcpy(place.sun_path, path);
    int const found = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (found >= 0 && connect(found, (struct sockaddr *)&place, sizeof place) == 0) return found;
    if (found >= 0) close(found);
    return -1;
}

// What a call leaves unwritten shows when it is run twice on memory with other contents.
static __attribute__((noinline)) void fill_the_stack(int value) {
    char below[1 << 16];
    memset(below, value, sizeof below);
    __asm__ volatile("" ::"r"(below) : "memory");
}

// Enough that a timed call asks the system for no more: that could not be put back.
static void grow_the_heap(void) {
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, INT_MAX);
    __libc_free(__libc_malloc(64 * MB));
}

static int introduced(long kind) {
    struct Hello hello = {.kind = kind};
    int const own = connected();
    if (own < 0 || send(own, &hello, sizeof hello, MSG_NOSIGNAL) != sizeof hello) _exit(98);
    return own;
}

static int became_trial(const struct Command *order) {
    S.child = 1;
    S.mode = order->mode;
    S.runs = order->runs;
    S.timed = order->timed;
    S.gate.variant = order->variant > 0 ? (int)order->variant : 0;
    S.gate.until = NEVER;
    S.thrown = NULL;
    S.recording = 1;  // threads that are not here may hold the allocator's locks
    S.logged = S.undone = 0;
    S.top = S.bottom;
    int const own = introduced(TRIAL);
    char go;
    if (recv(own, &go, 1, 0) != 1) _exit(98);
    close(own);
    unshare();
    void (*const threads)(int) = dlsym(RTLD_DEFAULT, "omp_set_num_threads");
    if (threads != NULL) threads(1);  // those of the program are not here
    lock();
    S.logged = 0;
    S.bottom = S.top;  // behind what was taken to get here
    S.recording = order->mode == CHECK || order->mode == TIME_ALONE;
    S.fill = order->fill;
    if (order->mode == TIME) grow_the_heap();
    if (S.recording) fill_the_stack((int)S.fill);
    if (order->rounding != 0) {  // 1 up, 2 down
        unsigned control;
        __asm__ volatile("stmxcsr %0" : "=m"(control));
        control = (control & ~0x6000u) | (order->rounding == 1 ? 0x4000u : 0x2000u);
        __asm__ volatile("ldmxcsr %0" ::"m"(control));
    }
    ready();
    return (int)order->variant;
}

// What every trial of a call is a copy of: other threads of the program go on, and change it.
static int became_checkpoint(void) {
    close((int)S.connection);
    int const own = introduced(CHECKPOINT);
    for (;;) {
        struct Command order;
        if (recv(own, &order, sizeof order, 0) != sizeof order) _exit(0);
        while (waitpid(-1, NULL, WNOHANG | __WCLONE) > 0) {}  // trials alone have no signal
        if (syscall(SYS_clone, 0, 0, 0, 0, 0) == 0) {
            close(own);
            return became_trial(&order);
        }
    }
}

// The streams of C++ look up their filling character when they first print a number. That is no
// effect of the call in which it happens.
static void fill_looked_up(void) {
    static const char *const streams[] = {"_ZSt4cout", "_ZSt4cerr", "_ZSt4clog"};
    int (*const fill)(const void *) =
        dlsym(RTLD_DEFAULT, "_ZNKSt9basic_iosIcSt11char_traitsIcEE4fillEv");
    for (size_t i = 0; fill != NULL && i < sizeof streams / sizeof *streams; ++i) {
        const char *const stream = dlsym(RTLD_DEFAULT, streams[i]);
        const char *const table = stream == NULL ? NULL : *(const char *const *)stream;
        if (table != NULL) fill(stream + ((const long *)table)[-3]);  // where its base lies
    }
}

static void retired(void) { S.gate.until = NEVER; }

static int sample(void *frame, void *result, unsigned long size) {
    if (getpid() != S.pid || S.connection < 0) { retired(); return PLAIN; }
    if (__atomic_exchange_n(&S.busy, 1, __ATOMIC_ACQUIRE)) return PLAIN;  // another thread is here
    struct Hello hello = {.kind = SAMPLE, .call = S.call, .frame = (uint64_t)frame,
                          .result = (uint64_t)result, .size = size, .error_number = (uint64_t)&errno};
    int answer = PLAIN;
    int const before = errno;
    fill_looked_up();
    S.frame = (uint64_t)frame;
    if (send((int)S.connection, &hello, sizeof hello, MSG_NOSIGNAL) != sizeof hello) retired();
    else for (;;) {
        struct Command order;
        if (recv((int)S.connection, &order, sizeof order, 0) != sizeof order) { retired(); break; }
        while (waitpid(-1, NULL, WNOHANG | __WCLONE) > 0) {}
        if (order.act == RESUME) {
            S.gate.until = order.until;
            if (order.until != NEVER) S.call += order.until;
            break;
        }
        if (syscall(SYS_clone, 0, 0, 0, 0, 0) == 0) { answer = became_checkpoint(); break; }
    }
    errno = before;
    __atomic_store_n(&S.busy, 0, __ATOMIC_RELEASE);
    return answer;
}

static int again(void) {
    if (S.runs <= 1) { done(); _exit(97); }
    for (long i = 0; i < S.undone; ++i) *S.undo[i].address = S.undo[i].value;
    S.top = S.bottom;
    S.logged = 0;
    if (--S.runs % S.timed == 0) ready();
    return 1;
}

static void threw(void) {
    const char *const *(*current)(void) = dlsym(RTLD_DEFAULT, "__cxa_current_exception_type");
    const char *const *const type = current == NULL ? NULL : current();
    S.thrown = type == NULL ? "?" : type[1];  // std::type_info: the table, then the name
}

static void join(void) {
    if (S.connection != 0 || S.child) return;
    S.pid = getpid();
    S.connection = connected();
    if (S.connection < 0) return;
    unsigned long const size = UNDO + LOG + MAPS + ARENA;
    // With pages around it that nothing may touch, so that no other mapping merges with it.
    char *const region =
        mmap(NULL, size + 8192, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (region == MAP_FAILED || mprotect(region + 4096, size, PROT_READ | PROT_WRITE) != 0) return;
    S.undo = (void *)(region + 4096);
    S.log = (void *)(region + 4096 + UNDO);
    S.bottom = S.top = region + 4096 + UNDO + LOG + MAPS;
    S.end = S.bottom + ARENA;
    struct Hello hello = {.kind = PROGRAM, .state = (uint64_t)&S, .state_size = sizeof only,
                          .region = (uint64_t)region + 4096, .region_size = size,
                          .ready = (uint64_t)lessonls_ready_trap, .done = (uint64_t)lessonls_done_trap};
    struct Command order;
    if (send((int)S.connection, &hello, sizeof hello, MSG_NOSIGNAL) == sizeof hello &&
        recv((int)S.connection, &order, sizeof order, 0) == sizeof order && order.act == RESUME) {
        S.call = order.until == NEVER ? 0 : order.until;
        S.gate.until = order.until;
    }
}

// A jump out of the call ends it as an exception does.
static void jumped(const uint64_t *where) {
    uint64_t stack = where[6];
    __asm__("ror $17, %0\n xor %%fs:0x30, %0" : "+r"(stack));  // as glibc hides it
    if (S.child && stack >= S.frame) { S.thrown = "longjmp"; done(); }
}
#define JUMP(name)                                                         \
    SHOWN __attribute__((noreturn)) void name(void *where, int value) {    \
        jumped(where);                                                     \
        void (*next)(void *, int) = dlsym(RTLD_NEXT, #name);               \
        next(where, value);                                                \
        for (;;) {}                                                        \
    }
JUMP(longjmp)
JUMP(_longjmp)
JUMP(siglongjmp)
JUMP(__longjmp_chk)

__attribute__((destructor)) static void end(void) {
    if (S.connection <= 0 || S.child || getpid() != S.pid) return;
    long const left = S.gate.until;
    struct Hello hello = {.kind = END, .call = left > NEVER / 2 ? S.call + (NEVER - left) : S.call - left};
    send((int)S.connection, &hello, sizeof hello, MSG_NOSIGNAL);
}

__attribute__((constructor(101))) static void begin(void) {
    S.gate = (struct Gate){NEVER, 0, join, sample, again, threw, only.page.hits, only.page.seen};
    const char *const variant = getenv("LESSONLS_VARIANT");
    if (variant != NULL) S.gate.variant = atoi(variant);
    char place[32];
    snprintf(place, sizeof place, "%lx", (unsigned long)&S.gate);
    setenv("LESSONLS_GATE_AT", place, 1);
}
