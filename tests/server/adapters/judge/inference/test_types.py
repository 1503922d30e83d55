"""Types of which the compiler alone knows the layout, and memory that functions take and give."""

import pytest

from lessonls.core.verdict import Verdict, VerdictKind
from tests.server.adapters.judge.conftest import OpenBench
from tests.tiers import few_of

pytestmark = pytest.mark.xdist_group("judge_types")

LISTS = """#include <stdlib.h>
typedef struct node { int value; struct node *next; } node;
long total(const node *head) {
    long sum = 0;
    for (; head; head = head->next) sum += head->value;
    return sum;
}
node *copied(const node *head) {
    node *first = NULL, **at = &first;
    for (; head; head = head->next) {
        *at = malloc(sizeof **at);
        (*at)->value = head->value;
        (*at)->next = NULL;
        at = &(*at)->next;
    }
    return first;
}
void without_negative(node **head) {
    while (*head) {
        node *here = *head;
        if (here->value < 0) {
            *head = here->next;
            free(here);
        } else {
            head = &here->next;
        }
    }
}
typedef struct tree { double key; struct tree *left, *right; } tree;
double heaviest(const tree *t) {
    if (!t) return 0;
    double left = heaviest(t->left), right = heaviest(t->right);
    return t->key + (left > right ? left : right);
}
double *squares(const double *x, int n) {
    double *y = malloc(n * sizeof *y);
    for (int i = 0; i < n; i++) y[i] = x[i] * x[i];
    return y;
}
typedef struct { size_t size, room; double *data; } buffer;
int append(buffer *b, const double *x, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (b->size == b->room) {
            size_t room = b->room ? 2 * b->room : 4;
            double *data = realloc(b->data, room * sizeof *data);
            if (!data) return 0;
            b->data = data;
            b->room = room;
        }
        b->data[b->size++] = x[i];
    }
    return 1;
}
typedef struct {
    unsigned kind : 3, used : 1;
    union { int whole; float real; } as;
    void *user;
} cell;
int used(const cell *cells, int n) {
    int count = 0;
    for (int i = 0; i < n; i++) count += cells[i].used && cells[i].kind > 2;
    return count;
}
int tally(const cell *cells, int n, int *total) {
    if (total == NULL || n < 0) return -1;
    *total = 0;
    for (int i = 0; i < n; i++) *total += cells[i].used;
    return *total > 3;
}
double applied(double (*f)(double), const double *x, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) sum += f(x[i]) * (i + 1);
    return sum;
}
"""

CLASSES = """#include <vector>
namespace geo {
class Grid {
 public:
  Grid(int width, int height);
  double sum(double scale) const {
    double sum = 0;
    for (int y = 0; y < height_; y++)
      for (int x = 0; x < width_; x++) sum += cells_[y * width_ + x] * scale;
    return sum;
  }
  Grid operator+(const Grid &other) const;
 private:
  int width_, height_;
  unsigned flags_ : 3;
  std::vector<double> cells_;
};
inline Grid Grid::operator+(const Grid &other) const {
  Grid made(*this);
  for (std::size_t i = 0; i < cells_.size(); i++) made.cells_[i] = cells_[i] + other.cells_[i];
  return made;
}
template <class T, class = void> class Ring {
 public:
  T total() const {
    T sum{};
    for (const auto &value : data_) sum += value;
    return sum;
  }
 private:
  std::vector<T> data_;
};
template <class V> double dot(const V &a, double by);
template <class V> double dot(const V &a, const V &b) {
  double sum = 0;
  for (unsigned long i = 0; i < a.size(); i++) sum += a[i] * b[i];
  return sum;
}
}
"""


WRONG_WITH_LISTS = {
    "total": ("+= head->value", "+= head->value + 1"),
    "copied": ("(*at)->value = head->value", "(*at)->value = -head->value"),
    "without_negative": ("< 0", "<= 0"),
    "heaviest": ("left > right", "left < right"),
    "squares": ("x[i] * x[i];", "x[i] * 2;"),
    "append": ("b->size++] = x[i]", "b->size++] = -x[i]"),
    "used": ("> 2", "> 3"),
    "tally": ("total == NULL || n < 0) return -1", "n < 0) return -1; if (!total) return -2"),
    "applied": ("(i + 1)", "(i + 2)"),
}


@pytest.mark.parametrize("name", few_of(WRONG_WITH_LISTS, "append"))
def test_structures_of_c_are_made_followed_and_compared(open_bench: OpenBench, name: str):
    wrong = WRONG_WITH_LISTS[name]
    bench = open_bench(LISTS, name, "code.c")
    assert wrong[0] in bench.target.code
    verdict = bench.judge(bench.target.code.replace(*wrong))
    assert verdict.kind is VerdictKind.INCORRECT
    assert bench.judge(bench.target.code.replace("0;", "0 + 0;", 1)).kind is VerdictKind.CORRECT


WRONG_WITH_CLASSES = {
    "sum": ("* scale", "+ scale"),
    "operator+": ("cells_[i] + other", "cells_[i] - other"),
    "total": ("+= value", "-= value"),
    "dot": ("a[i] * b[i]", "a[i] + b[i]"),
}


@pytest.mark.parametrize("name", few_of(WRONG_WITH_CLASSES, "sum"))
def test_members_and_templates_are_called_on_objects_and_types_that_fit(
    open_bench: OpenBench, name: str
):
    wrong = WRONG_WITH_CLASSES[name]
    bench = open_bench(CLASSES, name)
    assert wrong[0] in bench.target.code
    assert bench.judge(bench.target.code.replace(*wrong)).kind is VerdictKind.INCORRECT


STANDARD = """#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>
struct Item { double weight; int number; };
double weighed(const std::vector<std::unique_ptr<Item>> &items, std::optional<int> first) {
  double sum = first.value_or(7);
  for (const auto &item : items)
    if (item) sum += item->weight * item->number;
  return sum;
}
void counted(const std::vector<std::string> &words, std::map<std::string, int> &counts) {
  for (const auto &word : words) ++counts[word];
}
long known(const std::set<int> &keys, const std::unordered_map<int, int> &values,
           std::priority_queue<int> &waiting) {
  long sum = waiting.empty() ? 0 : waiting.top();
  for (int key : keys)
    if (auto found = values.find(key); found != values.end()) waiting.push(found->second);
  return sum;
}
double applied(const std::vector<double> &x, const std::function<double(double)> &f) {
  double sum = 0;
  for (double value : x) sum += f(value);
  return sum;
}
double between(const double *first, const double *last) {
  double sum = 0;
  while (first != last) sum += *first++;
  return sum;
}
template <class Iterator> double ranged(Iterator first, Iterator last) {
  double sum = 0;
  for (; first != last; ++first) sum += *first;
  return sum;
}
double used(const std::vector<double> &x) { return ranged(x.begin(), x.end()); }
float untyped(const void *left, const void *right, const void *count) {
  const float *a = (const float *) left, *b = (const float *) right;
  float sum = 0;
  for (std::size_t i = 0; i < *((std::size_t *) count); i++) sum += a[i] * b[i];
  return sum;
}
struct Shape { virtual ~Shape() {} virtual double area() const = 0; };
class Polygon : public Shape {
  std::vector<double> x_, y_;
 public:
  double area() const override {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < x_.size(); i++) sum += x_[i] * y_[i + 1] - x_[i + 1] * y_[i];
    return sum / 2;
  }
};
"""


WRONG_WITH_STANDARD = {
    "weighed": ("* item->number", "+ item->number"),
    "counted": ("++counts[word]", "--counts[word]"),
    "known": ("found->second", "key"),
    "applied": ("+= f(value)", "-= f(value)"),
    "between": ("+= *first++", "-= *first++"),
    "ranged": ("+= *first", "-= *first"),
    "untyped": ("a[i] * b[i]", "a[i] + b[i]"),
    "Polygon::area": ("sum / 2", "sum / 3"),
}


@pytest.mark.parametrize("name", few_of(WRONG_WITH_STANDARD, "counted"))
def test_standard_containers_ranges_and_untyped_pointers_are_made(open_bench: OpenBench, name: str):
    wrong = WRONG_WITH_STANDARD[name]
    bench = open_bench(STANDARD, name)
    assert wrong[0] in bench.target.code
    assert bench.judge(bench.target.code.replace(*wrong)).kind is VerdictKind.INCORRECT


def notes_of(verdict: Verdict) -> tuple[str, ...]:
    return verdict.evidence.notes


@pytest.mark.exhaustive
def test_the_evidence_names_the_instantiation_and_what_stood_for_functions(open_bench: OpenBench):
    verdict = open_bench(STANDARD, "ranged").judge(
        "template <class Iterator> double ranged(Iterator first, Iterator last) {"
        " double sum = 0; while (first != last) { sum += *first; ++first; } return sum; }"
    )
    assert any(note.startswith("judged as ranged<") for note in notes_of(verdict))
    bench = open_bench(STANDARD, "applied")
    verdict = bench.judge(bench.target.code.replace("double value", "const double value"))
    assert "f was a stub whose answers depend on its arguments alone" in notes_of(verdict)


def test_what_is_printed_is_compared(open_bench: OpenBench):
    """To either stream; what sanitizers say of a rewrite is still heard."""
    source = """#include <stdio.h>
void show(const int *a, int n) {
    for (int i = 0; i < n; i++) printf("%d ", a[i]);
    fprintf(stderr, "%d\\n", n);
}
"""
    bench = open_bench(source, "show", "code.c")
    for change in (("%d ", "%d, "), ('"%d\\n", n', '"%d\\n", n - 1')):
        wrong = bench.judge(bench.target.code.replace(*change))
        assert wrong.kind is VerdictKind.INCORRECT
        assert "what it prints" in wrong.reason
    beyond = bench.judge(bench.target.code.replace("a[i]);", "n > 9 && a[n] == 7 ? 7 : a[i]);"))
    assert "heap-buffer-overflow" in beyond.reason


WEIGHTED = """#include <cstddef>
#include <vector>
template <class T> T weighted(const std::vector<T> &a, const std::vector<T> &w) {
    T sum = 0;
    for (std::size_t i = 0; i < a.size() && i < w.size(); ++i) sum += a[i] * w[i];
    return sum;
}
"""


@pytest.mark.exhaustive
def test_a_template_is_right_for_two_specializations(open_bench: OpenBench):
    bench = open_bench(WEIGHTED, "weighted", "code.cpp")
    code = bench.target.code
    right = bench.judge(code.replace("sum += a[i] * w[i]", "sum = sum + w[i] * a[i]"))
    assert right.kind is VerdictKind.CORRECT
    said = "judged as weighted<double>, and also correct as weighted<float>"
    assert said in notes_of(right)
    wrong = bench.judge(code.replace("return sum", "return sizeof(T) == 4 ? sum + 1 : sum"))
    assert wrong.kind is VerdictKind.INCORRECT
    assert wrong.reason.startswith("as weighted<float>, ")


LOGGED = """#include <cstddef>
#include <vector>
struct Log {
    virtual ~Log() {}
    virtual void begin(const char *what) = 0;
    virtual double weight(int of) const = 0;
};
double summed(Log *log, const std::vector<double> &a) {
    log->begin("sum");
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); i++) sum += a[i] + log->weight(1);
    return sum;
}
"""


@pytest.mark.exhaustive
def test_stubs_stand_for_virtual_functions_and_which_were_called_is_compared(
    open_bench: OpenBench,
):
    bench = open_bench(LOGGED, "summed", "code.cpp")
    code = bench.target.code
    right = bench.judge(code.replace("a[i] + log->weight(1)", "log->weight(1) + a[i]"))
    assert right.kind is VerdictKind.CORRECT
    assert "stubs stood for virtual functions: begin, weight" in notes_of(right)
    wrong = bench.judge(code.replace('log->begin("sum");', ""))
    assert wrong.kind is VerdictKind.INCORRECT
    assert "what it prints" in wrong.reason
    other = bench.judge(code.replace("weight(1)", "weight(2)"))
    assert other.kind is VerdictKind.INCORRECT


TOLD = """#include <cstddef>
struct Log {
    virtual ~Log() {}
    virtual void add(double value) = 0;
};
inline void tell(Log *log, double value) { log->add(value); }
"""


@pytest.mark.exhaustive
def test_virtual_functions_that_helpers_of_headers_call_are_compared_as_well(
    open_bench: OpenBench,
):
    source = """#include "log.h"
double told(Log *log, const double *a, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) { sum += a[i]; tell(log, a[i]); }
    return sum;
}"""
    bench = open_bench(source, "told", "code.cpp", headers={"log.h": TOLD})
    wrong = bench.judge(bench.target.code.replace("tell(log, a[i]);", ""))
    assert wrong.kind is VerdictKind.INCORRECT
    assert "what it prints" in wrong.reason


PLACED = """#include <cstddef>
#include <functional>
#include <vector>
template <class T, class Hash, class Eq = std::equal_to<T>>
std::size_t placed(const std::vector<T> &a, const T &x) {
    std::size_t sum = 0;
    for (const T &one : a) sum += Eq()(one, x) ? 1 : Hash()(one) % 7;
    return sum;
}
"""


@pytest.mark.exhaustive
def test_parameters_of_templates_get_what_their_names_and_defaults_say(open_bench: OpenBench):
    bench = open_bench(PLACED, "placed", "code.cpp")
    verdict = bench.judge(bench.target.code.replace("std::size_t sum = 0", "std::size_t sum(0)"))
    assert verdict.kind is VerdictKind.CORRECT
    assert any("placed<double, std::hash<double>" in note for note in notes_of(verdict))
    wrong = bench.judge(bench.target.code.replace("% 7", "% 8"))
    assert wrong.kind is VerdictKind.INCORRECT


RETURNED = {
    "an object with code of its own for copies": (
        "Row::twice",
        "class Row {\n  public:\n    explicit Row(int n) : n_(n), at_(new int[n]()) {}\n"
        "    Row(const Row &other) : Row(other.n_) {\n"
        "        for (int i = 0; i < n_; i++) at_[i] = other.at_[i];\n    }\n"
        "    ~Row() { delete[] at_; }\n    Row twice() const;\n"
        "  private:\n    int n_;\n    int *at_;\n};\n"
        "Row Row::twice() const {\n    Row made(n_);\n"
        "    for (int i = 0; i < n_; i++) made.at_[i] = 2 * (at_[i] % 1000);\n"
        "    return made;\n}\n",
        ("2 *", "3 *"),
    ),
    "views of an argument": (
        "words",
        "#include <string_view>\n#include <vector>\n"
        "std::vector<std::string_view> words(std::string_view text) {\n"
        "    std::vector<std::string_view> found;\n"
        "    for (std::size_t at = 0; at < text.size(); at += 3)\n"
        "        found.push_back(text.substr(at, 2));\n"
        "    return found;\n}\n",
        ("(at, 2)", "(at, 1)"),
    ),
}


@pytest.mark.parametrize("what", few_of(RETURNED, "views of an argument"))
def test_what_is_returned_is_seen_with_all_that_it_refers_to(open_bench: OpenBench, what: str):
    function, source, change = RETURNED[what]
    bench = open_bench(source, function, "code.cpp")
    assert bench.judge(bench.target.code.replace(*change)).kind is VerdictKind.INCORRECT


STREAMS = {
    "a file that is written": (
        "code.c",
        "dump",
        "#include <stdio.h>\nvoid dump(FILE *to, const int *a, int n) {\n"
        '    for (int i = 0; i < n; i++) fprintf(to, "%d\\n", a[i]);\n}\n',
        ("%d", "%x"),
    ),
    "a file that is read": (
        "code.c",
        "total",
        "#include <stdio.h>\nunsigned total(FILE *from) {\n    unsigned sum = 0;\n"
        "    for (int c; (c = fgetc(from)) != EOF;) sum = sum * 3 + c;\n    return sum;\n}\n",
        ("* 3", "* 5"),
    ),
    "an operator of a stream": (
        "code.cpp",
        "operator<<",
        "#include <ostream>\n#include <vector>\nstruct Point { int x, y; };\n"
        "std::ostream &operator<<(std::ostream &out, const std::vector<Point> &points) {\n"
        "    for (const auto &p : points) out << p.x << ',' << p.y << ';';\n    return out;\n}\n",
        ("p.y << ';'", "p.x << ';'"),
    ),
    "a stream that is read": (
        "code.cpp",
        "words",
        "#include <istream>\n#include <string>\nint words(std::istream &in) {\n"
        "    int n = 0;\n    for (std::string word; in >> word;) n += word.size();\n"
        "    return n;\n}\n",
        ("n += word.size()", "n += word.size() + 1"),
    ),
}


@pytest.mark.parametrize("what", few_of(STREAMS, "a file that is read"))
def test_streams_are_over_memory(open_bench: OpenBench, what: str):
    file, function, source, change = STREAMS[what]
    bench = open_bench(source, function, file)
    assert bench.workload.line_coverage == 1.0
    assert bench.judge(bench.target.code.replace("int n = 0", "auto n = 0")).kind is (
        VerdictKind.CORRECT
    )
    assert bench.judge(bench.target.code.replace(*change)).kind is VerdictKind.INCORRECT


def test_memory_that_is_given_back_twice_is_a_fault(open_bench: OpenBench):
    bench = open_bench(LISTS, "without_negative", "code.c")
    twice = bench.target.code.replace("free(here);", "free(here); free(here);")
    assert bench.judge(twice).kind is VerdictKind.FAULTY


HANDLERS = """struct layer {
    int n;
    float *delta, *output;
    struct layer *self;
    void (*forward)(struct layer);
    float (*activation)(struct layer, float);
};
void scaled(struct layer l, float by) {
    for (int i = 0; i < l.n; i++) l.output[i] = l.activation(l, l.delta[i]) * by;
}
"""


def test_handlers_may_take_the_struct_that_holds_them(open_bench: OpenBench):
    """By value, and what that leads to is seen."""
    bench = open_bench(HANDLERS, "scaled", "code.c")
    code = bench.target.code
    assert bench.judge(code.replace("* by", "* by * 2")).kind is VerdictKind.INCORRECT
    assert bench.judge(code.replace("i = 0", "i = 0 + 0")).kind is VerdictKind.CORRECT


OVERLOADED = """namespace shop {
class Shelf {
  public:
    class Item;
    Item *at(unsigned long n);
    const Item *at(unsigned long n) const;
  private:
    int stock_[8];
    Item *items_;
};
class Shelf::Item { public: int price; };
Shelf::Item *Shelf::at(unsigned long n) {
    int sum = 0;
    for (int i = 0; i < 8; i++) sum += stock_[i] = 2 * stock_[i] % 16;
    return sum == 12345 ? items_ : nullptr;
}
}
"""


@pytest.mark.exhaustive
def test_overloads_of_members_are_told_apart_by_the_types_of_their_scope(open_bench: OpenBench):
    bench = open_bench(OVERLOADED, "at")
    code = bench.target.code
    assert bench.judge(code.replace("2 *", "3 *")).kind is VerdictKind.INCORRECT


LONG = "int unused(int x) {\n" + "    x = x * 3 % 1001 + 7;\n" * 400 + "    return x;\n}\n"
SHORT = """int steps(int n) {
    int made = 0;
    for (int i = 0; i < n; i++)
        if (i % 3 == 1) made += i;
    return made;
}
"""


def test_lines_are_known_where_the_file_has_long_functions_that_nobody_calls(open_bench: OpenBench):
    """Their debug information must not be taken for the function's."""
    assert open_bench(LONG + SHORT, "steps", "code.c").workload.line_coverage == 1.0
