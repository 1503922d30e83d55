"""What is known of the classes of the standard library beyond what they are made of."""

from collections.abc import Mapping

STANDARD: Mapping[str, int] = {
    "std::vector": 1,
    "std::deque": 1,
    "std::basic_string": 1,
    "std::basic_string_view": 1,
    "std::span": 1,
    "std::array": 2,
    "std::pair": 2,
    "std::tuple": 16,
    "std::complex": 1,
    "std::list": 1,
    "std::forward_list": 1,
    "std::set": 2,
    "std::multiset": 2,
    "std::map": 3,
    "std::multimap": 3,
    "std::priority_queue": 3,
    "std::unordered_set": 3,
    "std::unordered_map": 4,
    "std::unordered_multiset": 3,
    "std::unordered_multimap": 4,
    "std::optional": 1,
    "std::variant": 64,
    "std::unique_ptr": 1,
    "std::shared_ptr": 1,
    "std::bitset": 1,
    "std::function": 1,
}
"""Templates that the harness knows, and how many of their arguments say what is in them."""

SLOW = tuple(STANDARD)[list(STANDARD).index("std::list") :]
"""Those that take the compiler long to read."""

INLINE = frozenset(
    {
        "std::array",
        "std::pair",
        "std::tuple",
        "std::complex",
        "std::optional",
        "std::variant",
    }
)
"""Those that hold nothing but values of their arguments: they lie where these may lie."""

OPAQUE = frozenset(
    {
        "std::mutex",
        "std::recursive_mutex",
        "std::shared_mutex",
        "std::timed_mutex",
        "std::condition_variable",
        "pthread_mutex_t",
        "std::atomic_flag",
    }
)
"""Objects that begin as zeros and are never inspected."""

STREAMS: Mapping[str, str] = {
    "_IO_FILE": "FILE",
    "std::basic_ostream": "lessonls::Output",
    "std::basic_ostringstream": "lessonls::Output",
    "std::basic_istream": "lessonls::Input",
    "std::basic_istringstream": "lessonls::Input",
}
"""Streams over memory, where they are parameters: FILE by its address, others by reference."""

NOT_MADE = frozenset(
    {
        "std::any",
        "std::weak_ptr",
        "std::thread",
        "std::initializer_list",
        "std::basic_ostream",
        "std::basic_istream",
        "std::basic_iostream",
        "std::basic_ofstream",
        "std::basic_ifstream",
        "std::basic_fstream",
        "std::basic_ostringstream",
        "std::basic_istringstream",
        "std::basic_stringstream",
        "_IO_FILE",
    }
)
