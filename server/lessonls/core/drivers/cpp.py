"""Drivers in C++: the compiler finds out what an argument has to be. Pure."""

import re

from lessonls.core.drivers.declarations import Declared, public_members
from lessonls.core.drivers.driver import Driver
from lessonls.core.target import Target

_ENDS = re.compile(
    r"clear|reset|close|free|delete|destroy|release|remove|pop|erase|unlink|swap", re.IGNORECASE
)
_MOST_MEMBERS, _MOST_PARAMETERS = 12, 6
_SUPPORT = """#include <cstdint>
#include <cstdlib>
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
template <class Other> struct AnyBut {  // an argument of any other type
    Source *from;
    template <class T, class = std::enable_if_t<!std::is_same_v<std::remove_const_t<T>, Other>>>
    operator T &() const { return *fresh<std::remove_const_t<T>>(*from); }
};
using Any = AnyBut<void>;
template <class T> T *made(Source &from) {
    using Part = AnyBut<T>;
    const Part any{&from};
    void *place = std::calloc(1, sizeof(T));
    if constexpr (std::is_default_constructible_v<T>) return new (place) T();
    else if constexpr (std::is_constructible_v<T, Part>) return new (place) T(any);
    else if constexpr (std::is_constructible_v<T, Part, Part>) return new (place) T(any, any);
    else if constexpr (std::is_constructible_v<T, Part, Part, Part>)
        return new (place) T(any, any, any);
    else if constexpr (std::is_constructible_v<T, Part, Part, Part, Part>)
        return new (place) T(any, any, any, any);
    else std::abort();  // nobody else makes one
}
template <class T, class Call> void attempt(T &object, Call call) {  // if it compiles
    if constexpr (std::is_invocable_v<Call, T &>) call(object);
}
template <class T> void changed(T &object, Source &from, std::uint64_t which) {
    Source few{from.below(1u << 30), from.size < 8 ? from.size : 8, from.exact};
    const Any any{&few};
    (void)object; (void)any;
    switch (which) {
__CHANGES__
    }
}
}
"""
"""Random numbers are SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). `AnyBut` converts to whatever
a parameter is, but for what is constructed, or that would be copied.
"""
_DRIVER = """void lessonls_generate(uint64_t seed, uint64_t size) {{
    using Object = {owner};
    lessonls_driver::Source source{{seed, size, {exact}}};
    Object *object = lessonls_driver::made<Object>(source);
    for (uint64_t i = 0; i < {times}; ++i)
        lessonls_driver::changed(*object, source, source.below({members}));
    const lessonls_driver::Any any{{&source}};
    (void)any;
    lessonls_call({arguments});
}}
"""


def cpp_drivers(target: Target, declared: str) -> list[Driver]:
    """For member functions: an object that is constructed, and changed by other members."""
    owner = target.qualified_name.rpartition("::")[0]
    name = owner.rpartition("::")[2].partition("<")[0]
    members = public_members(declared, name) if name else []
    if not members:
        return []
    ways = {(one.name, len(one.parameters)): one for one in members}.values()
    others = [one for one in ways if one.name != target.name and _changes(one)][:_MOST_MEMBERS]
    support = _SUPPORT.replace("__CHANGES__", "\n".join(_calls(others)))
    listed = ", ".join(["object", *["any"] * len(target.parameters)])
    return [
        Driver(
            support
            + _DRIVER.format(
                owner=owner,
                exact=exact,
                times=times,
                members=max(len(others), 1),
                arguments=listed,
            )
        )
        for times in (("size", "0") if others else ("0",))
        for exact in ("false", "true")
    ]


def _changes(member: Declared) -> bool:
    """Whether it may put something into an object."""
    return len(member.parameters) <= _MOST_PARAMETERS and not _ENDS.search(member.name)


def _calls(members: list[Declared]) -> list[str]:
    """A case for each, which does nothing where it does not compile."""
    calls = (f"one.{one.name}({', '.join(['any'] * len(one.parameters))})" for one in members)
    return [
        f"    case {at}:\n        attempt(object, [any](auto &one) -> decltype({call})"
        f" {{ return {call}; }});\n        break;"
        for at, call in enumerate(calls)
    ]
