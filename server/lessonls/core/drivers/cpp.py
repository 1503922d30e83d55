"""Drivers in C++: the compiler finds out what an argument has to be. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence

from lessonls.core.drivers.declarations import Class, Declared, classes
from lessonls.core.drivers.driver import Driver
from lessonls.core.target import Target

_ENDS = re.compile(
    r"clear|reset|close|free|delete|destroy|release|remove|pop|erase|unlink|swap", re.IGNORECASE
)
_MAKES = re.compile(r"new|create|make|add|insert|alloc|append|push|emplace|build", re.IGNORECASE)
_MOST_MEMBERS, _MOST_PARAMETERS, _MOST_PRODUCTS = 12, 6, 3
_SUPPORT = """#include <algorithm>
#include <csetjmp>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <new>
#include <string>
#include <type_traits>
#include <utility>
namespace lessonls_driver {
struct Source {
    std::uint64_t state, size;
    bool exact;  // numbers are the size, and not below it
    std::uint64_t below(std::uint64_t limit) {
        state += 0x9e3779b97f4a7c15u;
        std::uint64_t mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
        return limit == 0 ? 0 : (mixed ^ (mixed >> 31)) % limit;
    }
};
template <class T> T value(Source &from);
template <class T> T *made(Source &from);
template <class T> T *elements(Source &from) {
    using Element = std::remove_const_t<T>;
    const std::uint64_t count = from.size;
    if constexpr (std::is_same_v<Element, char>) {
        char *text = static_cast<char *>(std::malloc(count + 1));
        for (std::uint64_t i = 0; i < count; ++i) text[i] = "abcde <&>\\"'12=/"[from.below(15)];
        text[count] = 0;
        return text;
    } else if constexpr (std::is_arithmetic_v<Element>) {
        auto *data = static_cast<Element *>(std::malloc(count * sizeof(Element)));
        Source numbers{from.below(1000), 100, false};
        for (std::uint64_t i = 0; i < count; ++i) data[i] = value<Element>(numbers);
        return data;
    } else if constexpr (std::is_class_v<Element>) {
        return made<Element>(from);
    } else {
        return nullptr;
    }
}
template <class T, class = void> struct Growing : std::false_type {};
template <class T>
struct Growing<T, std::void_t<decltype(std::declval<T &>().push_back(
    std::declval<typename T::value_type>()))>> : std::true_type {};
template <class T> T value(Source &from) {
    if constexpr (std::is_same_v<T, bool>) {
        return from.below(2) != 0;
    } else if constexpr (std::is_enum_v<T>) {
        return static_cast<T>(from.below(3));
    } else if constexpr (std::is_same_v<T, char>) {
        return static_cast<char>("abc <>x1"[from.below(8)]);
    } else if constexpr (std::is_integral_v<T>) {
        return static_cast<T>(from.exact ? from.size : from.below(from.size + 1));
    } else if constexpr (std::is_floating_point_v<T>) {
        return static_cast<T>(from.below(2000)) / 100 - 10;
    } else if constexpr (std::is_pointer_v<T> && std::is_object_v<std::remove_pointer_t<T>>) {
        return elements<std::remove_pointer_t<T>>(from);
    } else if constexpr (Growing<T>::value) {
        T made{};
        for (std::uint64_t i = 0; i < from.size; ++i)
            made.push_back(value<typename T::value_type>(from));
        return made;
    } else {
        return T{};
    }
}
template <class T> T *fresh(Source &from) {
    if constexpr (std::is_class_v<T> && !Growing<T>::value) return made<T>(from);
    else return new T(value<T>(from));
}
template <class T> T *existing(T *one) {
    if (one == nullptr) std::abort();
    return one;
}
template <class Other> struct AnyBut {  // an argument of any other type
    Source *from;
    template <class T, class = std::enable_if_t<!std::is_same_v<std::remove_const_t<T>, Other>>>
    operator T &() const { return *existing(fresh<std::remove_const_t<T>>(*from)); }
};
using Any = AnyBut<void>;
template <class T, class Maker, class Call> void take(T *&taken, Maker &maker, Call call) {
    if constexpr (std::is_invocable_v<Call, Maker &>) {
        using Given = std::invoke_result_t<Call, Maker &>;
        using Pointed = std::remove_const_t<std::remove_pointer_t<std::remove_reference_t<Given>>>;
        if constexpr (!std::is_convertible_v<Pointed *, T *>) return;
        else if constexpr (std::is_pointer_v<std::remove_reference_t<Given>>)
            taken = const_cast<Pointed *>(call(maker));
        else if constexpr (std::is_reference_v<Given>) taken = const_cast<Pointed *>(&call(maker));
    }
}
inline std::uint64_t generation = 0;
inline int depth = 0;
template <class T> T *&shared() {  // one for each call
    static T *one = nullptr;
    static std::uint64_t of = 0;
    if (of != generation) one = nullptr;
    of = generation;
    return one;
}
template <class T> T *produced(Source &from) {  // by another object; null if none makes it
    T *taken = nullptr;
    if (depth > 2) return taken;
    ++depth;
    Source few{from.below(1u << 30), from.size < 8 ? from.size : 8, from.exact};
    const Any any{&few};
    (void)any;
__PRODUCTS__
    --depth;
    return taken;
}
template <class T> T *made(Source &from) {
    using Part = AnyBut<T>;
    const Part any{&from};
    if (T *product = produced<T>(from)) return product;
    void *place = std::calloc(1, sizeof(T));
    if constexpr (std::is_default_constructible_v<T>) return new (place) T();
    else if constexpr (std::is_constructible_v<T, Part>) return new (place) T(any);
    else if constexpr (std::is_constructible_v<T, Part, Part>) return new (place) T(any, any);
    else if constexpr (std::is_constructible_v<T, Part, Part, Part>)
        return new (place) T(any, any, any);
    else if constexpr (std::is_constructible_v<T, Part, Part, Part, Part>)
        return new (place) T(any, any, any, any);
    else return nullptr;  // nobody makes one
}
inline sigjmp_buf refused;
inline void refuse(int) { siglongjmp(refused, 1); }
struct Refusing {  // assertions say what may not be asked: that is passed over
    decltype(std::signal(SIGABRT, SIG_DFL)) usual = std::signal(SIGABRT, refuse);
    ~Refusing() { std::signal(SIGABRT, usual); }
};
template <class T, class Call> bool attempt(T &object, Call call) {  // if it compiles
    if constexpr (std::is_invocable_v<Call, T &>) {
        const int outside = depth;
        if (sigsetjmp(refused, 1) != 0) {
            depth = outside;
            return false;
        }
#ifdef __cpp_exceptions
        try { call(object); } catch (...) { return false; }
#else
        call(object);
#endif
    }
    return true;
}
template <class T> void changed(T &object, Source &from, std::uint64_t which) {
    Source few{from.below(1u << 30), from.size < 8 ? from.size : 8, from.exact};
    const Any any{&few};
    static unsigned refusals[__COUNT__];
    static std::uint64_t of = 0;
    if (of != generation) std::fill(std::begin(refusals), std::end(refusals), 0u);
    of = generation;
    if (refusals[which] > 2) return;
    bool done = true;
    (void)object; (void)any;
    switch (which) {
__CHANGES__
    }
    if (!done) ++refusals[which];
}
}
"""
"""Random numbers are SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). `AnyBut` converts to whatever
a parameter is, but for what is constructed, or that would be copied.
"""
_DRIVER = """void lessonls_generate(uint64_t seed, uint64_t size) {{
    using Object = {owner};
    lessonls_driver::Source source{{seed, size, {exact}}};
    ++lessonls_driver::generation;
    Object *object = lessonls_driver::existing(lessonls_driver::made<Object>(source));
    {{
        const lessonls_driver::Refusing refusing;
        for (uint64_t i = 0; i < {times}; ++i)
            lessonls_driver::changed(*object, source, source.below({members}));
    }}
    const lessonls_driver::Any any{{&source}};
    (void)any;
    lessonls_call({arguments});
}}
"""
_PRODUCT = """    if constexpr (!std::is_same_v<T, {maker}>) {{
        {maker} *&maker = shared<{maker}>();
        if (maker == nullptr) maker = made<{maker}>(from);
        if (taken == nullptr)
            take(taken, *maker, [any](auto &one) -> decltype({call}) {{ return {call}; }});
    }}"""


def cpp_drivers(target: Target, declared: str, *, with_object: bool) -> list[Driver]:
    """For member functions: an object that is constructed, or comes from another one, and is
    changed by other members. A static one is called without it.
    """
    owner = target.qualified_name.rpartition("::")[0]
    known = classes(declared)
    own = known.get(owner.rpartition("::")[2].partition("<")[0])
    if own is None:
        return []
    ways = {(one.name, len(one.parameters)): one for one in _members(own, known)}.values()
    others = [one for one in ways if one.name != target.name and _changes(one)][:_MOST_MEMBERS]
    count = max(len(others), 1)
    support = _SUPPORT.replace("__CHANGES__", "\n".join(_calls(others)))
    support = support.replace("__COUNT__", str(count))
    products = list(_products(own, known))[:_MOST_PRODUCTS]
    listed = ", ".join([*(["object"] if with_object else []), *["any"] * len(target.parameters)])
    return [
        Driver(
            support.replace("__PRODUCTS__", "\n".join(made))
            + _DRIVER.format(
                owner=owner,
                exact=exact,
                times=times,
                members=count,
                arguments=listed,
            )
        )
        for made in ((products, ()) if products else ((),))
        for times in (("size", "0") if others else ("0",))
        for exact in ("false", "true")
    ]


def _members(one: Class, known: Mapping[str, Class]) -> Iterator[Declared]:
    """Its own, and those of the classes that it is derived from."""
    for each in _with_bases(one, known):
        yield from each.members


def _with_bases(one: Class, known: Mapping[str, Class]) -> Sequence[Class]:
    """A class and all that it is derived from, the nearest first."""
    found = [one]
    for each in found:
        found += [known[base] for base in each.bases if base in known and known[base] not in found]
    return found


def _products(own: Class, known: Mapping[str, Class]) -> Iterator[str]:
    """Statements that take an object of the class, or of one derived from it, from an object of
    another class: first from the members that seem to make one.
    """
    makers = [
        (one, member)
        for one in known.values()
        if not one.template and one not in _with_bases(own, known)
        for member in one.members
        if (kind := known.get(_returned(member))) and own in _with_bases(kind, known)
    ]
    for maker, member in sorted(makers, key=lambda pair: not _MAKES.search(pair[1].name)):
        call = f"one.{member.name}({', '.join(['any'] * len(member.parameters))})"
        yield _PRODUCT.format(maker=f"::{maker.name}", call=call)


def _returned(member: Declared) -> str:
    """The class to whose objects a member returns a pointer or a reference; empty if to none."""
    found = re.fullmatch(r"(?:(?:const|class|struct)\s+)*(?:\w+::)*(\w+)\s*[*&]", member.returns)
    return found[1] if found else ""


def _changes(member: Declared) -> bool:
    """Whether it may put something into an object."""
    return len(member.parameters) <= _MOST_PARAMETERS and not _ENDS.search(member.name)


def _calls(members: Sequence[Declared]) -> list[str]:
    """A case for each, which does nothing where it does not compile."""
    calls = (f"one.{one.name}({', '.join(['any'] * len(one.parameters))})" for one in members)
    return [
        f"    case {at}:\n        done = attempt(object, [any](auto &one) -> decltype({call})"
        f" {{ return {call}; }});\n        break;"
        for at, call in enumerate(calls)
    ]
