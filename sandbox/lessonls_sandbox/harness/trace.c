/* What runs, without files: linked into coverage builds.
 *
 * The compiler calls these functions at every basic block and before every comparison
 * (-fsanitize-coverage=trace-pc,trace-cmp). What was seen for the first time is a feature: a block,
 * or an outcome of a comparison. The harness asks for new ones after every call. */

#include <stddef.h>
#include <stdint.h>

enum { ROOM = 1 << 16, MOST = ROOM / 4 * 3, PAIRS = 1 << 12, PAIRS_A_PLACE = 2, SLACK = 64 };
enum { BLOCK, LESS, EQUAL, GREATER, BELOW, ABOVE, UNORDERED, CASE };
enum { FLOATING = 1 << 7 };

extern const char __ehdr_start __attribute__((visibility("hidden")));

static uint64_t features[ROOM], fresh[ROOM], hits;
static size_t known, count;

/* Operands of comparisons in the present call, a few of each place. */
static struct { uint64_t place, left, right; } pairs[PAIRS + SLACK];
static uint8_t seen[ROOM];
static uint16_t touched[PAIRS + SLACK];
static size_t noted;

static uint64_t place_of(const void *address) {
    return (uint64_t)((uintptr_t)address - (uintptr_t)&__ehdr_start) << 8;
}

static size_t slot_of(uint64_t key) { return (key * 0x9E3779B97F4A7C15u) >> 48; }

static void add(uint64_t key) {
    for (size_t i = slot_of(key);; i = (i + 1) % ROOM) {
        if (features[i] == key + 1) return;
        if (features[i] == 0) {
            if (known >= MOST) return;
            features[i] = key + 1;
            known++;
            fresh[count++] = key;
            return;
        }
    }
}

static void note(uint64_t place, uint64_t left, uint64_t right) {
    const size_t slot = slot_of(place);
    if (noted >= PAIRS || seen[slot] >= PAIRS_A_PLACE) return;
    seen[slot]++;
    touched[noted] = (uint16_t)slot;
    pairs[noted].place = place;
    pairs[noted].left = left;
    pairs[noted++].right = right;
}

/* Nobody tells whether they are signed: where that matters, both outcomes are features. */
static void compared(const void *address, int64_t left, int64_t right) {
    const uint64_t place = place_of(address);
    if (left == right) add(place | EQUAL);
    else {
        const int less = left < right, below = (uint64_t)left < (uint64_t)right;
        add(place | (less ? LESS : GREATER));
        if (less != below) add(place | (below ? BELOW : ABOVE));
    }
    note(place, (uint64_t)left, (uint64_t)right);
}

static void compared_reals(const void *address, double left, double right) {
    const uint64_t place = place_of(address);
    union { double real; uint64_t bits; } one = {left}, other = {right};
    add(place | (left < right ? LESS : left == right ? EQUAL : left > right ? GREATER : UNORDERED));
    note(place | FLOATING, one.bits, other.bits);
}

#define HIDDEN __attribute__((visibility("hidden")))
#define HERE __builtin_return_address(0)

HIDDEN void __sanitizer_cov_trace_pc(void) {
    hits++;
    add(place_of(HERE));
}

/* A constant comes first, wherever it stands in the source. */
#define COMPARISON(size, type)                                                                        \
    HIDDEN void __sanitizer_cov_trace_cmp##size(type left, type right) { compared(HERE, left, right); } \
    HIDDEN void __sanitizer_cov_trace_const_cmp##size(type constant, type value) {                    \
        compared(HERE, value, constant);                                                              \
    }
COMPARISON(1, int8_t)
COMPARISON(2, int16_t)
COMPARISON(4, int32_t)
COMPARISON(8, int64_t)

HIDDEN void __sanitizer_cov_trace_cmpf(float left, float right) { compared_reals(HERE, left, right); }
HIDDEN void __sanitizer_cov_trace_cmpd(double left, double right) { compared_reals(HERE, left, right); }

/* `cases`: how many, how many bits each has, and then their values. */
HIDDEN void __sanitizer_cov_trace_switch(uint64_t value, const uint64_t *cases) {
    const uint64_t place = place_of(HERE);
    for (uint64_t i = 0; i < cases[0]; i++) {
        if (cases[2 + i] == value && i < 0x70) add(place | (CASE + i));
        else note(place, value, cases[2 + i]);
    }
}

/* Writes what is new since it was asked last: the number of blocks that ran, the number of features
 * and these, the number of comparisons and of each its place and operands. */
__attribute__((visibility("default"))) size_t lessonls_trace(uint64_t *out, size_t room) {
    size_t at = 0;
    if (room >= 3 + count + 3 * noted) {
        out[at++] = hits;
        out[at++] = count;
        for (size_t i = 0; i < count; i++) out[at++] = fresh[i];
        out[at++] = noted;
        for (size_t i = 0; i < noted; i++) {
            out[at++] = pairs[i].place;
            out[at++] = pairs[i].left;
            out[at++] = pairs[i].right;
        }
    }
    for (size_t i = 0; i < noted; i++) seen[touched[i]] = 0;
    hits = count = noted = 0;
    return at;
}
