"""Generators that are written from declarations."""

from pathlib import Path

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.drivers import drivers
from lessonls.core.drivers.declarations import Declared, classes, functions
from lessonls.core.target import Language, Target

HANDLES = """
typedef struct table table;
table *table_new(unsigned bits, const char *name);
int table_init(table *t, double factor);
void table_free(table *t);
void *unknown(int (*compare)(int, int));
long table_sum(const table *t, const unsigned *wanted, int n) { return t && wanted ? n : 0; }
"""
CLASS = """
class Ring {
  public:
    explicit Ring(unsigned bits);
    ~Ring();
    Ring &operator=(const Ring &other);
    void push(int value);
    void push(double value);
    int at(unsigned place, int otherwise = 0) const;
    void clear();
  private:
    void grow(int more);
    int size_;
};
long total(int times);
"""


def target_of(text: str, name: str, file: str = "code.c") -> Target:
    return TreeSitterFinder(CompileCommands()).named(Path("/nowhere") / file, text, name)


def test_functions_are_read_with_the_types_of_their_parameters():
    found = {one.name: one for one in functions(HANDLES, Language.C)}
    new = Declared("table_new", "table *", ("unsigned", "const char *"))
    assert found["table_new"] == new
    assert found["table_sum"].parameters == ("const table *", "const unsigned *", "int")


def test_members_are_those_that_everybody_may_call_without_what_has_a_default():
    found = [(one.name, one.parameters) for one in classes(CLASS)["Ring"].members]
    assert found == [
        ("push", ("int",)),
        ("push", ("double",)),
        ("at", ("unsigned",)),
        ("clear", ()),
    ]


def test_a_handle_is_made_or_set_up_by_another_function():
    texts = [one.text for one in drivers(target_of(HANDLES, "table_sum"), HANDLES)]
    made, set_up = texts[0], next(text for text in texts if "calloc" in text)
    assert "table *lessonls_handle0 = table_new(size, lessonls_text(size));" in made
    assert "lessonls_call(lessonls_handle0, lessonls_numbers(unsigned, size), size);" in made
    assert "table_init(lessonls_handle0, " in set_up
    assert "table_free" not in "".join(texts)


def test_a_handle_may_hide_its_pointer_behind_a_name():
    hidden = """typedef struct filter_s *filter;
filter filter_create(unsigned order);
float filter_run(filter q, float x) { return q ? x : 0; }
"""
    first = drivers(target_of(hidden, "filter_run"), hidden)[0].text
    assert "filter lessonls_handle0 = filter_create(size);" in first
    assert "lessonls_call(lessonls_handle0, (" in first


def test_without_anything_that_makes_a_handle_there_is_no_driver():
    plain = "int sum(const int *x, int n) { return n ? x[0] : 0; }"
    assert drivers(target_of(plain, "sum"), plain) == []
    free = "int twice(int x) { return 2 * x; }"
    assert drivers(target_of(free, "twice", "code.cpp"), free) == []


def test_an_object_is_constructed_and_changed_by_what_may_put_something_into_it():
    text = f"{CLASS}\nint Ring::at(unsigned place, int otherwise) const {{ return otherwise; }}"
    first, *_, last = [one.text for one in drivers(target_of(text, "at", "code.cpp"), text)]
    assert "using Object = Ring;" in first
    assert "one.push(any)" in first
    assert "one.clear()" not in first
    assert "one.grow" not in first
    assert "i < size" in first
    assert "i < 0" in last


DOCUMENT = """
namespace page {
class Document;
struct Node {
    virtual ~Node();
    void append(Node *child);
    int size() const;
  protected:
    explicit Node(Document *of);
};
class Element : public Node { Element(Document *of); };
class Document : public Node {
  public:
    Document();
    Element *root();
    Element *new_element(const char *name);
};
int Node::size() const { return 0; }
}
"""


def test_an_object_comes_from_another_one_that_makes_it_or_one_of_a_class_derived_from_it():
    found = classes(DOCUMENT)
    assert (found["Element"].name, found["Element"].bases) == ("page::Element", ("Node",))
    text = DOCUMENT.replace("class Document : public Node", "class Document")
    first, *_, last = [one.text for one in drivers(target_of(text, "size", "code.cpp"), text)]
    assert "::page::Document *&maker" in first
    assert first.index("one.new_element(any)") < first.index("one.root()")
    assert "maker = made" not in last


def test_what_a_base_class_offers_changes_an_object_too():
    text = DOCUMENT.replace(
        "class Element : public Node { Element", "struct Element : Node { int f("
    )
    text = text.replace(
        "int Node::size", "int Element::f(Document *of) { return 1; }\nint Node::size"
    )
    made = drivers(target_of(text, "f", "code.cpp"), text)
    assert made
    assert all("one.append(any)" in one.text for one in made)
