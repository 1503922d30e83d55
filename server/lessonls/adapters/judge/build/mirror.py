"""The types of a function once more, for the harness: of the same layout, with nothing private,
and whatever the language of the program. Standard classes are themselves.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from lessonls.adapters.judge.build.circles import circles
from lessonls.adapters.judge.build.functors import ROLES, Functor, functor, standard_name
from lessonls.adapters.judge.build.standard_types import INLINE, STANDARD, STREAMS
from lessonls.adapters.judge.build.types import (
    Argument,
    Array,
    Enumeration,
    Member,
    Number,
    Pointer,
    Prototype,
    Record,
    Routine,
    Standard,
    Type,
    Unknown,
)
from lessonls.core.errors import WorkloadError
from lessonls.core.reading.ranges import Range

_POINTER = 8
_IN_REGISTERS = 16
"""Bytes of a struct from which on calls pass it in memory (System V AMD64 ABI, 3.2.3)."""
_ALIASES = {
    "FILE": "_IO_FILE",
    "std::ostream": "std::basic_ostream",
    "std::istream": "std::basic_istream",
    "ostream": "std::basic_ostream",
    "istream": "std::basic_istream",
    "basic_ostream": "std::basic_ostream",
    "basic_istream": "std::basic_istream",
}
"""Other names, as they are where a stream is only declared."""
_MOST_RANGES = 8
"""As many as the harness counts."""
_SIZES = {
    "bool": 1,
    "char": 1,
    "signed char": 1,
    "unsigned char": 1,
    "char8_t": 1,
    "short": 2,
    "unsigned short": 2,
    "char16_t": 2,
    "long": 8,
    "unsigned long": 8,
    "double": 8,
    "long double": 16,
    "__complex__ float": 8,
    "__complex__ double": 16,
}
"""In bytes; all others have four."""


class NoValuesError(WorkloadError):
    """A type of which no values can be made; the message says why."""


class Mirror:
    """Spells the types of a prototype for the harness.

    Raises NoValuesError, with a reason to be read on its own, for types without values.
    """

    def __init__(self, prototype: Prototype, role: str = "Function", first: int = 0) -> None:
        """`role` tells the types of one function from those of another one in one program, as the
        number of its `first` functor does.
        """
        self._prototype = prototype
        self._role = role
        self._types = prototype.types
        self._written: dict[int, str] = {}
        self._circles = circles(prototype.types)
        self._inside: frozenset[int] = frozenset()
        self._open: list[int] = []
        self._first = first
        self._functors: dict[Functor, int] = {}
        self._sizes: dict[str, int] = {}
        self._bounded = 0

    def text(self) -> str:
        """Definitions of all types, `LessonlsFunction`, and the types of the variables."""
        prototype = self._prototype
        parameters = ", ".join(self._parameters())
        returned = self._returned()
        aliases = "".join(
            f"using {name} = {self.spelled(one.type)};\n"
            for name, one in zip(self.served[1:], prototype.variables, strict=True)
        )
        function = f"using {self.served[0]} = {returned} (*)({parameters});\n"
        declared = "".join(f"struct {name};\n" for name in self._names(Record))
        declared += "".join(self._nodes(number) for number in self._written)
        sizes = "".join(
            f"static_assert(sizeof({spelled}) == {size});\n"
            for spelled, size in self._sizes.items()
        )
        return f"{declared}{''.join(self._written.values())}{function}{aliases}{sizes}"

    @property
    def functors(self) -> tuple[Functor, ...]:
        """Code of the program by which containers in the text are ordered and hashed."""
        return tuple(self._functors)

    @property
    def served(self) -> list[str]:
        """The names of the function's type and those of its variables."""
        variables = range(len(self._prototype.variables))
        return [f"Lessonls{self._role}", *(f"Lessonls{self._role}Variable{at}" for at in variables)]

    def _name(self, number: int) -> str:
        return f"{self._role[0]}{number}"

    def _returned(self) -> str:
        """A stream that is returned is one that was passed: its address says which."""
        if self._prototype.returns is None:
            return "void"
        of = self._types[self._prototype.returns]
        if isinstance(of, Pointer) and of.to is not None and _stream(self._types[of.to]):
            return "void *"
        return self.spelled(self._prototype.returns)

    def _parameters(self) -> Iterable[str]:
        """Of pointers that bound one range, the first has what is in it, and the others point to
        their places there.
        """
        parameters = self._prototype.parameters
        bounds = self._bounds("Bound", parameters, self._alike(parameters, self._prototype.ranges))
        return (bounds.get(one.name) or self.spelled(one.type) for one in parameters)

    def _member_bounds(self, record: Record) -> Mapping[str, str]:
        members = [one for one in record.members if one.width is None]
        return self._bounds("BoundMember", members, self._alike(members, record.ranges))

    def _bounds(
        self, template: str, pointers: Sequence[Argument | Member], ranges: Iterable[Range]
    ) -> Mapping[str, str]:
        """The types of the pointers that bound ranges, by name. The first of each has what is in
        the range, which is constant where nobody may write there.
        """
        found: dict[str, str] = {}
        for bounded in ranges:
            if self._bounded == _MOST_RANGES:
                break
            ours = [one for one in pointers if one.name in bounded.names]
            kinds = [kind for kind in (self._pointed(one.type) for one in ours) if kind is not None]
            constant = " const" if all(kind.constant for kind in kinds) else ""
            of = f"{self.spelled(kinds[0].to or 0)}{constant}, {self._bounded}"
            parts = {bounded.begin: "begin", bounded.end: "end"}
            for one in ours:
                part, owner = parts.get(one.name, "within"), "true" if one is ours[0] else "false"
                closed = "true" if bounded.end else "false"
                found[one.name] = (
                    f"lessonls::{template}<{of}, lessonls::Part::{part}, {owner}, {closed}>"
                )
            self._bounded += 1
        return found

    def _alike(
        self, pointers: Sequence[Argument | Member], ranges: Iterable[Range]
    ) -> Iterator[Range]:
        """Those of which all pointers lead to one type, and values of it can be made."""
        places = {one.name: self._place(one.type) for one in pointers}
        for one in ranges:
            found = {places.get(name) for name in one.names}
            if len(found) == 1 and None not in found:
                yield one

    def _place(self, number: int) -> int | None:
        """The type that a pointer, or an iterator that is one, points to, if values can be made."""
        kind = self._pointed(number)
        if kind is None or kind.to is None or kind.to in self._circles:
            return None
        return None if isinstance(self._types[kind.to], Routine | Unknown) else kind.to

    def _pointed(self, number: int) -> Pointer | None:
        kind = self._types[number]
        if isinstance(kind, Record) and len(kind.members) == 1:
            kind = self._types[kind.members[0].type]
        return kind if isinstance(kind, Pointer) and not kind.reference else None

    def _nodes(self, number: int) -> str:
        """What the harness has to know of a struct that points to its own kind."""
        circle = self._circles.get(number)
        if circle is None:
            return ""
        order = sorted(circle)
        kinds = ", ".join(f"{self._name(one)}" for one in order)
        name = "nodes" if len(order) == 1 else _simple(self._types[number])
        return (
            f"template <> struct lessonls::Nodes<{self._name(number)}> {{"
            f" using Kinds = std::tuple<{kinds}>;"
            f" static constexpr std::size_t kind = {order.index(number)};"
            f' static constexpr const char *name = "{name}"; }};\n'
        )

    def _names(self, kind: type) -> Iterator[str]:
        for number in self._written:
            if isinstance(self._types[number], kind):
                yield self._name(number)

    def spelled(self, number: int) -> str:
        """How C++ spells a type; what it needs is written before."""
        match self._types[number]:
            case Number(spelled):
                return spelled
            case Enumeration(_, underlying, values):
                listed, name = ", ".join(map(str, values)), self._name(number)
                self._once(
                    number,
                    f"enum {name} : {self.spelled(underlying)} {{}};\n"
                    f"template <> inline constexpr const char *lessonls::enumerators<{name}> ="
                    f' "{listed}";\n',
                )
                return name
            case Pointer() as pointer:
                return self._pointer(pointer)
            case Array(of, count):
                self._once(number, f"using {self._name(number)} = {self.spelled(of)}[{count}];\n")
                return self._name(number)
            case Record() as record:
                return self._record(number, record)
            case Standard() as standard:
                return self._standard(standard)
            case Routine():
                raise NoValuesError("it takes a function by its address")
            case Unknown(name, reason):
                raise NoValuesError(f"{name} {reason}")

    def _once(self, number: int, text: str) -> None:
        self._written.setdefault(number, text)

    def _standard(self, standard: Standard) -> str:
        if (link := self._owning_link(standard) or self._owned_handle(standard)) is not None:
            return link
        template, arguments = standard.template, standard.arguments[: STANDARD[standard.template]]
        roles = ROLES.get(template, {})
        spelled = [
            self._functor(standard, one, roles[at]) if at in roles else self._argument(one)
            for at, one in enumerate(arguments)
        ]
        text = f"{template}<{', '.join(spelled)}>"
        if roles:
            self._sizes[text] = standard.size
        return text

    def _owning_link(self, standard: Standard) -> str | None:
        """What a smart pointer is in a node that it leads from to one of the same kind."""
        to = standard.arguments[0]
        if (
            standard.template not in {"std::unique_ptr", "std::shared_ptr"}
            or to not in self._inside
        ):
            return None
        link = self._pointer(Pointer(int(to), constant=False))
        shared = standard.template == "std::shared_ptr"
        return f"lessonls::Shared<std::shared_ptr<{self._name(int(to))}>>" if shared else link

    def _owned_handle(self, standard: Standard) -> str | None:
        """What a smart pointer to something that is only declared is: a pointer to it, as it lies
        in memory. The function can do no more than pass it on.
        """
        to = standard.arguments[0]
        of = self._type(to)
        if (
            standard.template != "std::unique_ptr"
            or standard.size != _POINTER
            or not isinstance(of, Unknown)
            or not of.declared
        ):
            return None
        return self._pointer(Pointer(int(to), constant=False))

    def _functor(self, standard: Standard, argument: int | str, member: str) -> str:
        """What compares or hashes the keys of a container: that of the standard library for types
        that it knows, else code of the program.
        """
        key, of = standard.arguments[0], self._type(argument)
        name = standard_name(of)
        if name and (self._has_hash(key) if name == "hash" else self._has_order(key)):
            return f"std::hash<{self._argument(key)}>" if name == "hash" else f"std::{name}<>"
        found = functor(standard.name, member, of)
        if found is None:
            raise NoValuesError(
                f"a {standard.template} is ordered by unnamed code (such as a lambda)"
            )
        number = self._functors.setdefault(found, self._first + len(self._functors))
        if found.hashes:
            return f"lessonls::Hash<{number}, {'true' if standard.keeps_hashes else 'false'}>"
        return f"lessonls::Relation<{number}>"

    def _argument(self, argument: int | str) -> str:
        """A template argument."""
        if isinstance(argument, str):
            return argument
        of = self._types[argument]
        return self._signature(of) if isinstance(of, Routine) else self.spelled(argument)

    def _type(self, argument: int | str) -> Type | None:
        return self._types[argument] if isinstance(argument, int) else None

    def _has_hash(self, argument: int | str) -> bool:
        """Whether C++ itself hashes values of that type."""
        of = self._type(argument)
        if isinstance(of, Standard):
            return of.template in {"std::basic_string", "std::basic_string_view"}
        return isinstance(of, Number | Enumeration | Pointer)

    def _has_order(self, argument: int | str) -> bool:
        """Whether C++ itself compares values of that type."""
        match self._type(argument):
            case Number() | Enumeration() | Pointer():
                return True
            case Standard("std::basic_string" | "std::pair" | "std::tuple" | "std::vector", inner):
                return all(self._has_order(one) for one in inner[:2] if isinstance(one, int))
            case Record(name=name, members=()):
                return name.startswith("std::")
            case _:
                return False

    def _pointer(self, pointer: Pointer) -> str:
        constant = " const" if pointer.constant else ""
        to = Unknown("void", "", declared=True) if pointer.to is None else self._types[pointer.to]
        if isinstance(to, Routine):
            return self._routine(to)
        stream = _stream(to)
        if stream and pointer.reference != (stream == "FILE") and not pointer.rvalue:
            return f"{stream} {'&' if pointer.reference else '*'}"
        if pointer.to is None or (isinstance(to, Unknown) and to.declared):
            if pointer.reference and pointer.to is not None:
                return self.spelled(pointer.to)
            return f"void{constant} *"
        if pointer.to in self._inside and isinstance(to, Record):
            if pointer.to not in self._open:
                self._record(pointer.to, to)
            return f"lessonls::Link<{self._name(pointer.to)}>"
        with_others = self._has_tail(to) or pointer.to in self._circles  # that lie outside it
        mark = "&&" if pointer.rvalue else "&" if pointer.reference and not with_others else "*"
        return f"{self.spelled(pointer.to)}{constant} {mark}"

    def _routine(self, routine: Routine) -> str:
        """The address of a function, for which a stub is passed."""
        return f"lessonls::Address<{self._signature(routine)}>"

    def _signature(self, routine: Routine) -> str:
        """Stubs do not look into structs, which may hold the address of the function itself."""
        returned = "void" if routine.returns is None else self._passed(routine.returns)
        return f"{returned}({', '.join(map(self._passed, routine.parameters))})"

    def _passed(self, number: int) -> str:
        of = self._types[number]
        if isinstance(of, Pointer) and of.to is not None:
            to = self._types[of.to]
            if isinstance(to, Record | Pointer | Array):
                return f"lessonls::Opaque{' const' if of.constant else ''} *"
        if isinstance(of, Record) and of.by_reference:
            return "lessonls::Opaque *"
        if isinstance(of, Record) and of.size > _IN_REGISTERS:
            return f"lessonls::InMemory<{of.size}, {self.alignment(number)}>"
        return self.spelled(number)

    def _record(self, number: int, record: Record) -> str:
        name = self._name(number)
        if number in self._written:
            return name
        if number in self._open:
            raise NoValuesError(f"{record.name} contains values of its own type")
        before, self._inside = self._inside, self._circles.get(number, frozenset())
        self._open.append(number)
        members = _representative(record, self) if record.union else record.members
        members = tuple(one for one in members if self._has_size(one))
        circular = number in self._circles
        bounds = dict[str, str]() if circular else self._member_bounds(record)
        spelled = [bounds.get(one.name) or self._member_type(one) for one in members]
        self._open.pop()
        self._inside = before
        packed = any(one.offset % self.alignment(one.type) for one in members if one.width is None)
        self._written[number] = "".join(
            [
                self._definition(name, record, members, spelled, packed=packed),
                *_accessors(name, members, spelled, packed=packed),
                _codec(name, len(members)),
                "" if number in self._circles else self._tail(name, record),
                f"static_assert(sizeof({name}) == {max(record.size, 1)});\n",
            ]
        )
        return name

    def _has_size(self, member: Member) -> bool:
        kind = self._types[member.type]
        return not (isinstance(kind, Array) and kind.count == 0)

    def _tail(self, name: str, record: Record) -> str:
        """What the harness has to know of a struct that ends in an array without a length."""
        if not self._has_tail(record):
            return ""
        last = record.members[-1]
        array = self._types[last.type]
        element = self.spelled(array.of) if isinstance(array, Array) else ""
        return (
            f"template <> struct lessonls::Tail<{name}> {{ using Element = {element};"
            f" static constexpr std::size_t offset = {last.offset};"
            f' static constexpr const char *name = "{last.name}"; }};\n'
        )

    def _has_tail(self, of: Type) -> bool:
        if not isinstance(of, Record) or of.union or not of.members:
            return False
        return not self._has_size(of.members[-1])

    def _member_type(self, member: Member) -> str:
        kind = self._types[member.type]
        if isinstance(kind, Pointer):
            to = None if kind.to is None else self._types[kind.to]
            unknown = isinstance(to, Unknown) and not kind.reference
            return self._pointer(Pointer(None if unknown else kind.to, kind.constant))
        return self.spelled(member.type)

    def _definition(
        self,
        name: str,
        record: Record,
        members: Sequence[Member],
        spelled: Sequence[str],
        *,
        packed: bool,
    ) -> str:
        lines: list[str] = []
        stated = self._record_alignment(record) if record.union else record.alignment
        end, alignment = 0, stated or 1
        if record.vtable:
            slots = ", ".join(
                f"lessonls::Slot<{one.slot}, {one.called}>" for one in record.virtual if one.called
            )
            lines.append(f"    const void *table = lessonls::virtual_functions<{slots}>();\n")
            end = alignment = _POINTER
        for at, (member, kind) in enumerate(zip(members, spelled, strict=True)):
            if member.width is not None:
                lines.append(f"    {kind} m{at} : {member.width};\n")
                end = max(end, member.offset + 1)
                continue
            own = 1 if packed else self.alignment(member.type)
            natural = (end + own - 1) // own * own
            if member.offset > natural:
                lines.append(f"    char gap{at}[{member.offset - end}];\n")
            lines.append(f"    {kind} m{at};\n")
            end, alignment = member.offset + self.size(member.type), max(alignment, own)
        if not any(one.width for one in members):
            rounded = (end + alignment - 1) // alignment * alignment
            if record.size > max(rounded, 1 if members else 0) and (members or record.size > 1):
                lines.append(f"    char rest[{record.size - end}];\n")
        if record.by_reference:
            lines.append(f"    ~{name}() {{}}\n")
        attributes = "__attribute__((packed)) " if packed else ""
        aligned = f"alignas({stated}) " if stated else ""
        return f"struct {attributes}{aligned}{name} {{\n{''.join(lines)}}};\n"

    def size(self, number: int) -> int:
        """In bytes."""
        match self._types[number]:
            case Number(spelled):
                return _SIZES.get(spelled, 4)
            case Enumeration(_, underlying):
                return self.size(underlying)
            case Array(of, count):
                return self.size(of) * count
            case Record(size=size) | Standard(size=size):
                return size
            case _:
                return _POINTER

    def alignment(self, number: int) -> int:
        """In bytes, where nothing else is said."""
        match self._types[number]:
            case Number(spelled):
                half = spelled.startswith("__complex__")
                return _SIZES.get(spelled, 4) // (2 if half else 1)
            case Enumeration(_, underlying):
                return self.alignment(underlying)
            case Array(of):
                return self.alignment(of)
            case Record() as record:
                return self._record_alignment(record)
            case Standard(template, arguments) if template in INLINE:
                inner = [self.alignment(one) for one in arguments if isinstance(one, int)]
                return max([1, *inner])
            case _:
                return _POINTER

    def _record_alignment(self, record: Record) -> int:
        """That of all members, also where a union is taken for one of them."""
        members = record.members
        packed = any(one.offset % self.alignment(one.type) for one in members if one.width is None)
        natural = [1] if packed else [self.alignment(one.type) for one in members]
        return max([record.alignment or 1, *natural])


def takes_stream(prototype: Prototype) -> bool:
    """Whether a parameter is a stream: what is read may be of that one."""
    types = [prototype.types[one.type] for one in prototype.parameters]
    behind = [one.to for one in types if isinstance(one, Pointer) and one.to is not None]
    return any(_stream(prototype.types[number]) for number in behind)


def _stream(of: Type) -> str:
    """What the harness passes for a stream; else “”."""
    name = of.name.partition("<")[0].replace("__cxx11::", "") if isinstance(of, Unknown) else ""
    return STREAMS.get(_ALIASES.get(name, name), "")


def _simple(of: Type) -> str:
    return of.name.rpartition("::")[2] if isinstance(of, Record) else "nodes"


def _representative(record: Record, mirror: Mirror) -> tuple[Member, ...]:
    """The member that a union is taken for: the largest, and rather a number than a pointer."""
    best: tuple[int, Member] | None = None
    for member in record.members:
        try:
            spelled = mirror.spelled(member.type)
        except NoValuesError:
            continue
        worth = 2 * mirror.size(member.type) - (spelled[-1] in "*>")
        if best is None or worth > best[0]:
            best = worth, member
    if best is None and record.members:
        raise NoValuesError(f"{record.name} is a union of types that cannot be made")
    return (best[1],) if best else ()


def _accessors(
    name: str, members: Sequence[Member], spelled: Sequence[str], *, packed: bool
) -> Iterator[str]:
    """How the harness gets at each member."""
    for at, (member, kind) in enumerate(zip(members, spelled, strict=True)):
        head = f'struct {name}_{at} {{ static constexpr const char *name = "{member.name}"; '
        if member.width is None:
            place = f"value.m{at}"
            if packed:  # no reference may be bound to it, and ours are only copied from
                start = f"reinterpret_cast<char *>(&value) + {member.offset}"
                place = f"*reinterpret_cast<Type *>({start})"
            yield (
                f"{head}using Type = {kind};"
                f" static Type &of({name} &value) {{ return {place}; }} }};\n"
            )
        else:
            yield (
                f"{head}using Type = lessonls::Bits<{kind}, {member.width}>;"
                f" static Type get(const {name} &value) {{ return {{value.m{at}}}; }}"
                f" static void set({name} &value, Type to) {{ value.m{at} = to; }} }};\n"
            )


def _codec(name: str, count: int) -> str:
    fields = "".join(f", {name}_{at}" for at in range(count))
    base = f"lessonls::RecordCodec<{name}{fields}>"
    return f"template <> struct lessonls::Codec<{name}> : {base} {{}};\n"
