"""A function has no business with processes, clocks, files and the like; its own names may
be called as it likes.
"""

from collections.abc import Callable

import pytest

Refusal = Callable[..., str]


@pytest.mark.parametrize(
    ("statements", "sentence"),
    [
        ("\nreturn fork();", "Line 2 calls fork (processes); a rewrite may not use it "
         "unless the original does."),
        ("auto f = &fork; return f();", "Line 1 uses fork (processes)"),
        ("return ::fork();", "calls fork"),
        ("_exit(0);", "calls _exit (processes)"),
        ("std::exit(0);", "calls exit"),
        ("std::atexit([] {}); return 1;", "calls atexit"),
        ("return system(\"ls\");", "calls system (processes)"),
        ("return syscall(41, 2, 1, 0);", "calls syscall"),
        ("return __builtin_fork();", "calls __builtin_fork"),
        ("return time(0);", "calls time (clocks)"),
        ("return std::clock();", "calls clock (clocks)"),
        ("timespec t; clock_gettime(0, &t); return t.tv_sec;", "calls clock_gettime"),
        ("return std::chrono::steady_clock::now().time_since_epoch().count();", "uses chrono"),
        ("using namespace std::chrono; return 1;", "uses chrono"),
        ("return __rdtsc();", "calls __rdtsc (clocks)"),
        ("return __builtin_ia32_rdtsc();", "calls __builtin_ia32_rdtsc"),
        ("return omp_get_wtime();", "calls omp_get_wtime"),
        ("std::thread t([] {}); t.join(); return 1;", "uses thread (threads)"),
        ("thread t([] {}); t.join(); return 1;", "uses thread (threads)"),
        ("return std::async([] { return 1; }).get();", "calls async"),
        ("std::this_thread::yield(); return 1;", "uses this_thread"),
        ("auto f = dlsym(0, \"x\"); return 1;", "calls dlsym (loading)"),
        ("signal(11, 0); return 1;", "calls signal (signals)"),
        ("std::raise(9); return 1;", "calls raise"),
        ("return open(\"/etc/passwd\", 0);", "calls open (files)"),
        ("std::ofstream f(\"a\"); return 1;", "uses ofstream"),
        ("std::printf(\"%d\", n); return 1;", "calls printf (output)"),
        ("std::cout << n; return 1;", "uses cout (output)"),
        ("return getenv(\"HOME\") != 0;", "calls getenv (the environment)"),
        ("return environ != 0;", "uses environ"),
        ("mmap(0, 1, 0, 0, 0, 0); return 1;", "calls mmap"),
        ("socket(1, 2, 3); return 1;", "calls socket (networks)"),
        ("jmp_buf b; return setjmp(b);", "calls setjmp (jumps)"),
        ("longjmp(b, 1);", "calls longjmp"),
        ("_MM_SET_FLUSH_ZERO_MODE(1); return 1;", "calls _MM_SET_FLUSH_ZERO_MODE (state"),
        ("srand(1); return 1;", "calls srand"),
        ("return std::random_device{}();", "uses random_device"),
        ("return __builtin_return_address(0) != 0;", "calls __builtin_return_address"),
    ],
)  # fmt: skip
def test_what_reaches_beyond_the_call_is_refused_with_its_line(
    refusal: Refusal, statements: str, sentence: str
):
    assert sentence in refusal(statements)


@pytest.mark.parametrize(
    "statements",
    [
        "double time = 0; for (int i = 0; i < n; ++i) time += x[i]; return time;",
        "int clock = 3, system = 4; return clock * system;",
        "struct Step { double time; int read; } s{1, 2}; return s.time + (&s)->read;",
        "auto write = [&](int i) { return x[i]; }; return write(n);",
        "auto f = [](double time, int &open) { return time + open; }; int k = 1; return f(1, k);",
        "for (double time : x) if (time > 0) return time; return 0;",
        "for (int time = 0; time < n; ++time) { if (x[time] > 0) return time; } return 0;",
        "auto [read, write] = Point{1, 2}; return read + write;",
        "enum { open, close }; return n == open ? 1 : close;",
        "auto f = [time = n * 2] { return time; }; return f();",
        "if (double time = x[0]; time > 0) return time; return 1;",
        "goto pause; pause: return 1;",
        "struct Clock { int time() { return 1; } int now() { return time(); } }; "
        "return Clock().now();",
        "try { return x.at(n); } catch (const std::exception &error) { return 0; }",
        "std::vector<double> v; v.erase(std::remove(v.begin(), v.end(), 1.0), v.end()); return 0;",
        "return Own::time(n) + lin::thread(n);",
        "int error = n; return error;",
        "if (!(n > 0)) std::abort(); return std::accumulate(x.begin(), x.end(), 0.0);",
        "alignas(32) double buffer[4] = {}; return buffer[0] + __builtin_popcount(n);",
        "_mm_prefetch((const char *)&x[0], _MM_HINT_T0); return __builtin_expect(n > 0, 1);",
        "char text[20]; std::snprintf(text, 20, \"%d\", n); return text[0];",
        "std::list<int> a, b; a.splice(a.begin(), b); return std::bind(f, 1)();",
        "int threads = omp_get_max_threads(); return threads + omp_get_thread_num();",
    ],
)  # fmt: skip
def test_own_names_and_members_may_be_called_alike(refusal: Refusal, statements: str):
    assert refusal(statements) == ""


@pytest.mark.parametrize(
    "statements",
    [
        "{ int fork = 0; } return fork();",
        "int fork = fork; return ::fork();",
        "int a = fork(), fork = 1; return a;",
        "int fork[(fork(), 1)]; return 1;",
        "auto f = [fork = fork()] { return 1; }; return f();",
        "for (auto fork : fork()) return 1; return 0;",
        "auto f = [](int fork) { return fork; }; return fork();",
        "enum class E { fork }; return fork();",
        "struct fork {}; return fork();",
        "struct S { int fork; }; return fork();",
        "void g(int fork); return fork();",
        "if (n) int fork = 1; return fork();",
        "do int fork = 1; while (fork());",
        "#if 0\nint fork = 1;\n#endif\nreturn fork();",
        "pid_t fork(); return fork();",
        "using ::fork; return 1;",
        "return std::\nchrono\n::steady_clock::now() > 0;",
        "return x.front() + decltype(n)(fork());",
        "return n ? fork() : 0;",
        "(fork)();",
        "(*fork)();",
        "return /* a */ fork /* b */ ();",
    ],
)
def test_a_name_of_ones_own_does_not_cover_other_places(refusal: Refusal, statements: str):
    assert refusal(statements).startswith("Line ")


@pytest.mark.parametrize(
    ("beside", "statements", "accepted"),
    [
        ("static int fork(int a) { return a; }\n", "return fork(n);", True),
        ("static int fork(int a) { return a; }\n", "return fork();", False),
        ("static int fork(int a, int b = 2) { return a; }\n", "return fork(n) + fork(1, 2);", True),
        ("template <class T> T select(T a, T b) { return a; }\n", "return select(1, 2);", True),
        ("struct Timer { int clock() const { return 1; } };\n", "return Timer().clock();", True),
        ("struct Timer { int fork() const; };\n", "return fork();", False),
        ("#define GO fork\n", "return GO();\n#undef GO", False),
        ("#define AT(s) ((s).time)\n", "return AT(x[0]);\n#undef AT", True),
        ("#define T (void)\n", "T fork; return fork();\n#undef T", False),
        ("#define Q std\n", "return Q::clock();\n#undef Q", False),
        ("#define CALL(f) f()\n", "return CALL(fork);\n#undef CALL", False),
        ("#define F fo\\\nrk\n", "return F();\n#undef F", False),
        ("#define CAT(a, b) a##b\n", "return CAT(fo, rk)();\n#undef CAT", False),
        ("namespace s = std;\n", "return s::clock();", False),
        ("using std::clock;\n", "return 1;", False),
    ],
)
def test_helpers_and_macros_are_seen_through(
    refusal: Refusal, beside: str, statements: str, accepted: bool
):
    assert (refusal(statements, beside) == "") is accepted


@pytest.mark.parametrize(
    "statements",
    ["printf(\"%d\", n); return 1;", "std::printf(\"%d\", n); return 1;", "return clock();"],
)  # fmt: skip
def test_what_the_file_uses_a_rewrite_may_use(refusal: Refusal, statements: str):
    """Whether the function itself does, or another one."""
    assert refusal(statements) != ""
    assert refusal(statements, original='printf("%d", (int)clock());') == ""


def test_a_member_of_the_file_is_no_use(refusal: Refusal):
    assert refusal("return time(0);", original="struct { int time; } a; a.time = 1;") != ""


@pytest.mark.parametrize(
    ("statements", "sentence"),
    [
        ("double time = 1; return time;", ""),
        ("struct point time = {1, 2}; return time.x;", ""),
        ("struct time { int a; } t = {1}; return t.a;", ""),
        ("struct time { int a; }; return time(0);", "calls time"),
        ("int fork(void); return fork();", "Line 1"),
        ("return fork();", "calls fork"),
        ("return __open64(0);", "calls __open64"),
        ("return exp(x[0]) + fabs(x[1]);", ""),
    ],
)
def test_in_c_as_well(refusal: Refusal, statements: str, sentence: str):
    found = refusal(statements, name="sum.c")
    assert sentence in found if sentence else found == ""


@pytest.mark.parametrize(
    "pragma",
    ["omp parallel for if(n > fork())", "omp parallel num_threads((int)time(0))"],
)
def test_calls_in_pragmas_count(refusal: Refusal, pragma: str):
    assert "Line 2 calls" in refusal(f"\n#pragma {pragma}\nfor (int i = 0; i < n; ++i);\nreturn 1;")
