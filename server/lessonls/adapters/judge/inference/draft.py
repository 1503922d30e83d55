"""A workload in the making: what inference has found out so far."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from keyword import iskeyword

from lessonls.adapters.judge.execution import places, pointers
from lessonls.adapters.judge.inference.factoring import PRIMES
from lessonls.core.reading.relations import Relation, relations
from lessonls.core.workload import Size, Workload
from lessonls_sandbox.wire import Array, Interface, List, One, Scalar, Struct, Type


@dataclass(frozen=True)
class Draft:
    """Lengths and values by place, what timing uses in the place of values, and which pointers may
    be null.

    `numbers` gives every size symbol the number it has in experiments. Nothing in a draft ever
    changes: what inference finds out is another draft.
    """

    lengths: Mapping[str, str] = field(default_factory=dict[str, str])
    values: Mapping[str, str] = field(default_factory=dict[str, str])
    numbers: Mapping[str, int] = field(default_factory=dict[str, int])
    sizes: Mapping[str, Size] = field(default_factory=dict[str, Size])
    timing: Mapping[str, str] = field(default_factory=dict[str, str])
    nullable: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()

    def with_lengths(self, lengths: Mapping[str, str]) -> "Draft":
        """With these lengths over its own."""
        return replace(self, lengths={**self.lengths, **lengths})

    def with_values(self, values: Mapping[str, str]) -> "Draft":
        """With these values over its own."""
        return replace(self, values={**self.values, **values})

    def with_timing(self, values: Mapping[str, str]) -> "Draft":
        """With these values for timing over its own."""
        return replace(self, timing={**self.timing, **values})

    def with_numbers(self, numbers: Mapping[str, int]) -> "Draft":
        """With these numbers over its own: of its sizes, or of new ones."""
        return replace(self, numbers={**self.numbers, **numbers})

    def with_sizes(self, sizes: Mapping[str, Size]) -> "Draft":
        """With what is known of these sizes over what was."""
        return replace(self, sizes={**self.sizes, **sizes})

    def without_numbers(self, names: Collection[str]) -> "Draft":
        """Without these sizes."""
        kept = {name: number for name, number in self.numbers.items() if name not in names}
        return replace(self, numbers=kept)

    def without_sizes(self, names: Collection[str]) -> "Draft":
        """Without what is known of these sizes."""
        kept = {name: size for name, size in self.sizes.items() if name not in names}
        return replace(self, sizes=kept)


_BACK = re.compile(r"prev|back|\bbefore", re.IGNORECASE)
_MEMBER = re.compile(r"(?:->|\.)\s*(\w+)")
_BOUND = re.compile(r"\.(?:range|at)(?=[\[\]]*$)")
"""What the harness adds to the name of a pointer into a range."""
_MANY_UNNAMED = 24
"""From so many members on that the function does not name, of megabytes nothing would be used."""
_UP = re.compile(r"parent|father|owner|\b(?:up|dad|par|above)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Layout:
    """The places of an interface by what inference does with them.

    `integers` are lone integers, those first that the function's text mentions, and `alike` says
    that those which are sizes are all the same one; `lists` everything with a length, and `roomy`
    that they may be longer than they have to be, `terminated` those whose last element ends them;
    `elements` the scalars inside lists and arrays, `others` the remaining lone scalars. `extents`
    are the sizes of fixed arrays; `unnamed` lists are members that the function's text does not
    name, which are short from the start where there are so many that the layout is `light`: then
    `idle` are the integers that it does not name. `relations` are what it asserts of two integers.
    Sizes are multiples of `step`. `pointers` are those to one value or to many, of which some have
    `leading` elements in front. `signs` are what texts start with, which are no longer than `brief`
    where that is a number. `modes` are integers that are taken for enumerations, as they were.
    """

    integers: dict[str, Scalar]
    lists: dict[str, List]
    elements: dict[str, Scalar]
    others: dict[str, Scalar]
    extents: Mapping[str, int]
    unnamed: frozenset[str] = frozenset()
    pointers: tuple[str, ...] = ()
    alike: bool = False
    roomy: bool = False
    terminated: frozenset[str] = frozenset()
    brief: int = 0
    signs: str = "text(lowercase)"
    step: int = 1
    leading: Mapping[str, int] = field(default_factory=dict[str, int])
    light: bool = False
    idle: frozenset[str] = frozenset()
    relations: tuple[Relation, ...] = ()
    modes: Mapping[str, Scalar] = field(default_factory=dict[str, Scalar])

    def with_modes(self, modes: Mapping[str, Sequence[int]]) -> "Layout":
        """With integers of these names as enumerations of the numbers, and of one more: they are no
        sizes.
        """
        ours = {path: path.rpartition(".")[2] for path in self.integers if path not in self.idle}
        taken = {path: modes[name] for path, name in ours.items() if name in modes}
        if not taken:
            return self
        asked = {
            path: replace(self.integers[path], enum=True, values=(*values, max(values) + 1))
            for path, values in taken.items()
        }
        return replace(
            self,
            integers={path: of for path, of in self.integers.items() if path not in asked},
            others={**self.others, **asked},
            modes={path: self.integers[path] for path in asked},
        )

    @property
    def without_modes(self) -> "Layout":
        """With these as the integers that they were."""
        others = {path: of for path, of in self.others.items() if path not in self.modes}
        integers = {**self.integers, **self.modes}
        return replace(self, integers=integers, others=others, modes={})

    @property
    def texts(self) -> list[str]:
        """The lists that are texts, with their length or a zero at the end."""
        return [path for path in self.lists if "[]" not in path and self._is_text(path)]

    def _is_text(self, path: str) -> bool:
        of = self.lists[path]
        text = isinstance(of.of, Scalar) and of.of.text
        return text and of.what in {"string", "pointer"}

    @property
    def sizes(self) -> list[str]:
        """The integers that may be sizes: more of them cannot be told apart."""
        return [path for path in self.integers if path not in self.idle][: len(PRIMES)]

    def link(self, path: str) -> str:
        """What nodes point to at this place, as far as its name tells."""
        role = {**self.elements, **self.others}[path].link
        if role in {"first", "place"}:
            return "first" if role == "first" else "none"
        field = path.rpartition(".")[2].strip("[]").lower()
        alike = [
            other
            for other, of in self.elements.items()
            if of.link and other.rpartition("[].")[0] == path.rpartition("[].")[0]
        ]
        backward = [one for one in alike if _BACK.search(one) or _UP.search(one)]
        if _BACK.search(field):
            return "previous"
        if _UP.search(field):
            return "parent"
        return "next" if len(alike) - len(backward) == 1 and not path.endswith("[]") else "child"

    def self_sized(self, path: str) -> bool:
        """Whether the function can see how long this list is: C strings end in a zero."""
        of = self.lists[path]
        text = isinstance(of.of, Scalar) and of.of.text
        return path in self.terminated or not of.bare or text

    @property
    def arrays(self) -> list[str]:
        """The lists behind pointers that do not say how long they are."""
        return [path for path in self.lists if not self.self_sized(path)]

    def is_bits(self, path: str) -> bool:
        """Whether this is a list of packed flags, where no sanitizer sees single elements."""
        of = self.lists[path]
        return of.what == "vector" and of.of == Scalar("bool")

    def integer_elements(self) -> list[str]:
        """Those that inference has to know the domains of."""
        named = ((path, of) for path, of in self.elements.items() if path not in self.idle)
        return [path for path, of in named if is_integer(of)]


def is_integer(of: Scalar) -> bool:
    """Integers proper: no flags, enumerations, characters or links."""
    proper = not (of.enum or of.text or of.link)
    return proper and of.dtype.startswith(("int", "uint"))


def is_real(of: Scalar) -> bool:
    """Floating point, complex numbers included."""
    return of.dtype.startswith(("float", "longdouble", "complex"))


def layout(interface: Interface, names: Sequence[str], code: str = "", reach: str = "") -> Layout:
    """Sorts the places of the parameters; `code` is the text of the function, and of those of its
    file that it uses, `reach` that of all that it runs, if that is known.
    """
    integers: dict[str, Scalar] = {}
    lists: dict[str, List] = {}
    elements: dict[str, Scalar] = {}
    others: dict[str, Scalar] = {}
    extents: dict[str, int] = {}
    for name, parameter in zip(names, interface.parameters, strict=True):
        extents |= _extents(parameter.type, name)
        for path, of in places(parameter.type, name):
            if isinstance(of, List):
                lists[path] = of
            elif isinstance(of, Scalar):
                if "[]" in path:
                    elements[path] = of
                elif is_integer(of):
                    integers[path] = of
                else:
                    others[path] = of
    words, members = (set(re.findall(pattern, code)) for pattern in (r"\w+", _MEMBER))

    def is_mentioned(path: str) -> bool:
        mentioned = words if path.startswith("this.") else members
        last = _last(path)
        in_range = _BOUND.search(path) is not None
        return "." not in path or in_range or last.isdigit() or last in mentioned

    integers = dict(sorted(integers.items(), key=lambda pair: not is_mentioned(pair[0])))
    known = [path for path, of in lists.items() if of.what != "nodes"]
    unnamed = frozenset(path for path in known if code and not is_mentioned(path))
    pairs = zip(names, interface.parameters, strict=True)
    light = len(unnamed) >= _MANY_UNNAMED
    used = frozenset(re.findall(r"\w+", reach))
    scalars = [*integers, *elements] if light or reach else []
    idle = [path for path in scalars if not is_mentioned(path) and _last(path) not in used]
    return Layout(
        integers,
        lists,
        elements,
        others,
        extents,
        unnamed,
        tuple(path for name, parameter in pairs for path in pointers(parameter.type, name)),
        light=light,
        idle=frozenset(idle),
        relations=tuple(_related(relations(code, reach or code), integers)),
    )


def _related(said: Iterable[Relation], integers: Collection[str]) -> Iterator[Relation]:
    """The relations between two integers, by their places."""
    for one in said:
        ends = [
            place if place in integers else f"this.{place}" for place in (one.larger, one.smaller)
        ]
        if len(set(ends) & set(integers)) == len(ends):
            yield one._replace(larger=ends[0], smaller=ends[1])


def _last(path: str) -> str:
    """The name of the last member on the way to a place."""
    return re.split(r"[.\[\]]", path.rstrip("[]"))[-1]


def _extents(of: Type, path: str) -> dict[str, int]:
    """How many elements fixed arrays have, by their places."""
    match of:
        case Scalar():
            return {}
        case One(element):
            return _extents(element, path)
        case List(element):
            return _extents(element, f"{path}[]")
        case Array(size, element):
            return {path: size, **_extents(element, f"{path}[]")}
        case Struct(fields):
            inside = (_extents(inner, f"{path}.{name}") for name, inner in fields)
            return {place: size for found in inside for place, size in found.items()}


def symbol(path: str, taken: Sequence[str]) -> str:
    """A size symbol for a place: `A[].n` becomes `A_n`, and `in`, no name in expressions, `in_`."""
    plain = path.replace("[]", "_inner").replace(".", "_")
    while plain in taken or iskeyword(plain):
        plain += "_"
    return plain


def finished(draft: Draft, function: str, found: Layout | None = None) -> Workload:
    """The draft as a workload, with the lists that the layout says are terminated or led."""
    return Workload(
        function=function,
        sizes={name: draft.sizes.get(name, Size()) for name in draft.numbers},
        lengths=dict(draft.lengths),
        values=dict(draft.values),
        timing=dict(draft.timing),
        terminated=tuple(sorted(found.terminated)) if found else (),
        leading=dict(found.leading) if found else {},
        counted=draft.counted,
        nullable=draft.nullable,
    )
