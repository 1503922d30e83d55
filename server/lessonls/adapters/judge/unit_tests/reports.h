/* Behind the file of the function under test, in front of its unit tests: assertions that report.

   An assertion that fails says what was asserted and which values came, on one line, and ends the
   process. Nothing of this tells the judge that a test has passed: see unit.py. */

#ifdef __cplusplus
extern "C" {
#endif
extern long lessonls_write(int, const void *, unsigned long) __asm__("write");
extern void lessonls_leave(int) __asm__("_exit") __attribute__((__noreturn__));
extern double lessonls_number(const char *, char **) __asm__("strtod");
#ifdef __cplusplus
}
#endif

enum { lessonls_most = 8, lessonls_room = 160 };

/* What one expression was: its value, or the string that is at `string` when it is asked for. */
struct LessonlsSeen {
    const char *what, *string;
    int known;
    char value[lessonls_room];
};
static struct LessonlsSeen lessonls_seen[lessonls_most];

static int lessonls_begin(void) {
    int at;
    for (at = 0; at < lessonls_most; ++at) lessonls_seen[at].what = 0;
    return 1;
}

static struct LessonlsSeen *lessonls_note(int at, const char *what) {
    struct LessonlsSeen *seen = &lessonls_seen[at];
    seen->what = what;
    seen->string = 0;
    seen->known = 0;
    return seen;
}

/* Appends a character as C writes it in a literal. */
static unsigned long lessonls_spell(char *text, unsigned long size, unsigned long room, char letter) {
    const unsigned char code = (unsigned char)letter;
    if (size + 6 > room) return size;
    if (letter == '\n') return size + (unsigned long)__builtin_snprintf(text + size, 3, "\\n");
    if (letter == '\t') return size + (unsigned long)__builtin_snprintf(text + size, 3, "\\t");
    if (letter == '"' || letter == '\\') return size + (unsigned long)__builtin_snprintf(text + size, 3, "\\%c", letter);
    if (code < 32 || code == 127) return size + (unsigned long)__builtin_snprintf(text + size, 5, "\\x%02x", code);
    text[size] = letter;
    text[size + 1] = 0;
    return size + 1;
}

static void lessonls_quote(char *text, unsigned long room, const char *string, unsigned long length) {
    unsigned long at, size = 1;
    text[0] = '"';
    for (at = 0; at < length && size + 8 < room; ++at) size = lessonls_spell(text, size, room, string[at]);
    __builtin_snprintf(text + size, room - size, "\"%s", at < length ? "..." : "");
}

/* The shortest decimal number that is this one. */
static void lessonls_real(char *text, double value) {
    int digits;
    for (digits = 1; digits <= 17; ++digits) {
        __builtin_snprintf(text, lessonls_room, "%.*g", digits, value);
        if (lessonls_number(text, 0) == value) return;
    }
}

__attribute__((__noreturn__)) static void lessonls_failed(const char *asserted) {
    char line[2048];
    unsigned long size = 0;
    int at, said = 0;
    size += (unsigned long)__builtin_snprintf(line, 700, "lessonls: assertion failed: %s", asserted);
    for (at = 0; at < lessonls_most && size + 600 < sizeof line; ++at) {
        struct LessonlsSeen *seen = &lessonls_seen[at];
        if (seen->what == 0 || (!seen->known && seen->string == 0)) continue;
        if (seen->string != 0) {
            unsigned long length = 0;
            while (length < 60 && seen->string[length] != 0) ++length;
            lessonls_quote(seen->value, lessonls_room, seen->string, length);
        }
        size += (unsigned long)__builtin_snprintf(line + size, 500, "%s%.300s is %s", said++ ? ", " : "; ", seen->what, seen->value);
    }
    line[size] = '\n';
    lessonls_write(2, line, size + 1);
    for (;;) lessonls_leave(1), __builtin_trap();
}

#define LESSONLS_ASSERT(asserted, condition) \
    (lessonls_begin() && (condition) ? (void)0 : lessonls_failed(asserted))

#ifndef __cplusplus

static void lessonls_note_signed(int at, const char *what, int kind, long long value) {
    struct LessonlsSeen *seen = lessonls_note(at, what);
    seen->known = __builtin_snprintf(seen->value, lessonls_room, "%lld", value);
}
static void lessonls_note_unsigned(int at, const char *what, int kind, unsigned long long value) {
    struct LessonlsSeen *seen = lessonls_note(at, what);
    seen->known = __builtin_snprintf(seen->value, lessonls_room, "%llu", value);
}
static void lessonls_note_bool(int at, const char *what, int kind, int value) {
    struct LessonlsSeen *seen = lessonls_note(at, what);
    seen->known = __builtin_snprintf(seen->value, lessonls_room, value ? "true" : "false");
}
static void lessonls_note_char(int at, const char *what, int kind, char value) {
    struct LessonlsSeen *seen = lessonls_note(at, what);
    char spelled[8] = "";
    lessonls_spell(spelled, 0, sizeof spelled, value);
    seen->known = __builtin_snprintf(seen->value, lessonls_room, "'%s'", spelled);
}
static void lessonls_note_real(int at, const char *what, int kind, double value) {
    struct LessonlsSeen *seen = lessonls_note(at, what);
    seen->known = 1;
    lessonls_real(seen->value, value);
}
static void lessonls_note_string(int at, const char *what, int kind, const char *value) {
    struct LessonlsSeen *seen = lessonls_note(at, what);
    seen->string = value;
    if (value == 0) seen->known = __builtin_snprintf(seen->value, lessonls_room, "NULL");
}
/* `kind` is what __builtin_classify_type says: 5 for pointers. */
static void lessonls_note_other(int at, const char *what, int kind, ...) {
    struct LessonlsSeen *seen = lessonls_note(at, what);
    __builtin_va_list rest;
    __builtin_va_start(rest, kind);
    if (kind == 5)
        seen->known = __builtin_snprintf(seen->value, lessonls_room, __builtin_va_arg(rest, void *) ? "not NULL" : "NULL");
    __builtin_va_end(rest);
}
#define LESSONLS_NOTE(at, what, value) \
    _Generic((value), \
        _Bool: lessonls_note_bool, char: lessonls_note_char, signed char: lessonls_note_signed, \
        short: lessonls_note_signed, int: lessonls_note_signed, long: lessonls_note_signed, \
        long long: lessonls_note_signed, unsigned char: lessonls_note_unsigned, \
        unsigned short: lessonls_note_unsigned, unsigned: lessonls_note_unsigned, \
        unsigned long: lessonls_note_unsigned, unsigned long long: lessonls_note_unsigned, \
        float: lessonls_note_real, double: lessonls_note_real, long double: lessonls_note_real, \
        char *: lessonls_note_string, const char *: lessonls_note_string, \
        default: lessonls_note_other)(at, what, __builtin_classify_type(value), value)
#define LESSONLS_SEE(at, what, expression) \
    __extension__({ \
        __auto_type lessonls_value = expression; \
        LESSONLS_NOTE(at, what, lessonls_value); \
        lessonls_value; \
    })

#elif __cplusplus < 201103L

#define LESSONLS_SEE(at, what, expression) expression

#else

namespace lessonls_tests {
struct Text {
    char *text;
    unsigned long size, room;
    void add(char letter) { if (size + 2 < room) { text[size++] = letter; text[size] = 0; } }
    void add(const char *words) { while (*words) add(*words++); }
};
template <int N> struct Rank : Rank<N - 1> {};
template <> struct Rank<0> {};

template <class T> bool show(Text &, const T &);

inline bool number(Text &text, long long value) { char one[24]; __builtin_snprintf(one, sizeof one, "%lld", value); text.add(one); return true; }
inline bool number(Text &text, unsigned long long value) { char one[24]; __builtin_snprintf(one, sizeof one, "%llu", value); text.add(one); return true; }
inline bool number(Text &text, double value) { char one[lessonls_room]; lessonls_real(one, value); text.add(one); return true; }

inline bool known(Text &text, bool value, Rank<9>) { text.add(value ? "true" : "false"); return true; }
inline bool known(Text &text, char value, Rank<9>) {
    char spelled[8] = "";
    lessonls_spell(spelled, 0, sizeof spelled, value);
    text.add('\''); text.add(spelled); text.add('\'');
    return true;
}
inline bool known(Text &text, signed char value, Rank<9>) { return number(text, (long long)value); }
inline bool known(Text &text, short value, Rank<9>) { return number(text, (long long)value); }
inline bool known(Text &text, int value, Rank<9>) { return number(text, (long long)value); }
inline bool known(Text &text, long value, Rank<9>) { return number(text, (long long)value); }
inline bool known(Text &text, long long value, Rank<9>) { return number(text, value); }
inline bool known(Text &text, unsigned char value, Rank<9>) { return number(text, (unsigned long long)value); }
inline bool known(Text &text, unsigned short value, Rank<9>) { return number(text, (unsigned long long)value); }
inline bool known(Text &text, unsigned value, Rank<9>) { return number(text, (unsigned long long)value); }
inline bool known(Text &text, unsigned long value, Rank<9>) { return number(text, (unsigned long long)value); }
inline bool known(Text &text, unsigned long long value, Rank<9>) { return number(text, value); }
inline bool known(Text &text, float value, Rank<9>) { return number(text, (double)value); }
inline bool known(Text &text, double value, Rank<9>) { return number(text, value); }
inline bool known(Text &text, long double value, Rank<9>) { return number(text, (double)value); }
template <class T> bool known(Text &text, T *const &value, Rank<8>) { text.add(value ? "not null" : "null"); return true; }
template <class T> auto known(Text &text, const T &value, Rank<7>) -> decltype(value.data(), value.size(), typename T::traits_type(), true) {
    lessonls_quote(text.text + text.size, text.room - text.size, (const char *)value.data(), value.size());
    text.size += __builtin_strlen(text.text + text.size);
    return sizeof *value.data() == 1;
}
template <class T> auto known(Text &text, const T &value, Rank<6>) -> decltype(value.begin() != value.end(), *value.begin(), true) {
    bool all = true, first = true;
    text.add('{');
    for (auto at = value.begin(); at != value.end() && all; ++at) {
        if (!first) text.add(", ");
        first = false;
        if (text.size + 24 > text.room) { text.add("..."); break; }
        all = show(text, *at);
    }
    text.add('}');
    return all;
}
template <class T> auto known(Text &text, const T &value, Rank<5>) -> decltype(value.first, value.second, true) {
    text.add('{');
    if (!show(text, value.first)) return false;
    text.add(", ");
    if (!show(text, value.second)) return false;
    text.add('}');
    return true;
}
template <class T> auto known(Text &text, const T &value, Rank<4>) -> decltype(value.has_value(), *value, true) {
    if (value.has_value()) return show(text, *value);
    text.add("empty");
    return true;
}
template <bool> struct If {};
template <> struct If<true> { typedef bool type; };
template <class T> struct IsEnum { static const bool value = __is_enum(T); };
template <class T> typename If<IsEnum<T>::value>::type known(Text &text, const T &value, Rank<3>) { return number(text, (long long)value); }
template <class T> bool known(Text &, const T &, Rank<0>) { return false; }
template <class T> bool show(Text &text, const T &value) { return known(text, value, Rank<9>()); }

/* Strings are read when an assertion has failed: until then they may be anything. */
inline void note(int at, const char *what, const char *const &value) {
    LessonlsSeen *seen = lessonls_note(at, what);
    seen->string = value;
    if (value == nullptr) seen->known = __builtin_snprintf(seen->value, lessonls_room, "null");
}
inline void note(int at, const char *what, char *const &value) { note(at, what, (const char *const &)value); }
template <class T> void note(int at, const char *what, const T &value) {
    LessonlsSeen *seen = lessonls_note(at, what);
    Text text = {seen->value, 0, lessonls_room};
    seen->value[0] = 0;
    seen->known = show(text, value);
}
template <class T> T &&see(int at, const char *what, T &&value) {
    note(at, what, value);
    return static_cast<T &&>(value);
}
}  // namespace lessonls_tests
#define LESSONLS_SEE(at, what, expression) lessonls_tests::see(at, what, expression)

#endif
