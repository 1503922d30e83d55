"""A function's prototype and its types, from what the compiler says of them to debuggers (DWARF).

Names of tags and attributes are those of the standard: https://dwarfstd.org/dwarf5std.html.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from io import BytesIO

from elftools.dwarf.die import DIE
from elftools.dwarf.dwarfinfo import DWARFInfo
from elftools.elf.elffile import ELFFile

from lessonls.adapters.judge.build.public_names import fits, plain, public_names, spells
from lessonls.adapters.judge.build.standard_types import NOT_MADE, OPAQUE, STANDARD
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
    Virtual,
)
from lessonls.core.errors import JudgeError

_QUALIFIERS = frozenset(
    {
        "DW_TAG_typedef",
        "DW_TAG_const_type",
        "DW_TAG_volatile_type",
        "DW_TAG_restrict_type",
        "DW_TAG_atomic_type",
    }
)
_SCOPES = frozenset(
    {"DW_TAG_namespace", "DW_TAG_structure_type", "DW_TAG_class_type", "DW_TAG_union_type"}
)
_FLOAT, _COMPLEX = 0x04, 0x03
_NUMBERS = {
    (0x02, 1): "bool",
    (_FLOAT, 4): "float",
    (_FLOAT, 8): "double",
    (_FLOAT, 16): "long double",
    (_COMPLEX, 8): "__complex__ float",
    (_COMPLEX, 16): "__complex__ double",
}
_UNSIGNED = frozenset({0x07, 0x08})
_SIGNED = {1: "signed char", 2: "short", 4: "int", 8: "long"}
_UNNAMED = "without a name"
_CONSTU, _LIT0 = 0x10, 0x30
"""Operations of DWARF expressions: a number as LEB128, and the first of those that are numbers."""


class DebugInfo:
    """What a library says of itself; `content` was linked with `-g -gpubnames`."""

    def __init__(self, content: bytes) -> None:
        file = ELFFile(BytesIO(content))
        self._info: DWARFInfo = file.get_dwarf_info(relocate_dwarf_sections=False)
        names, types = (
            file.get_section_by_name(f".debug_pub{kind}") for kind in ("names", "types")
        )
        self._places = list(public_names(names.data() if names else b""))
        self._named_types = {name: at for at, name in public_names(types.data() if types else b"")}
        self._types: dict[int, Type] = {}

    def prototype(
        self, name: str, line: int, variables: tuple[str, ...], casts: Mapping[str, str]
    ) -> Prototype:
        """The function of that qualified name, defined in or after that line, and variables.
        `casts` are the types that it takes untyped pointers for, by parameter.

        Raises JudgeError if it is not there.
        """
        found = [die for die in self._named(name) if die.tag == "DW_TAG_subprogram"]
        if not found:
            raise JudgeError(f"{name} is not in its own debug information.")
        function = min(
            found,
            key=lambda die: (
                _distance(self._attribute(die, "decl_line"), line),
                "DW_AT_declaration" in self._origin(die).attributes,
            ),
        )
        types = tuple(self._cast(one, casts) for one in self._parameters(function))
        outside = tuple(
            Argument(variable, self._number(self._type(die)))
            for variable in variables
            for die in [*self._named(variable), *self._declared.get(plain(variable), [])][:1]
            if die.tag == "DW_TAG_variable"
        )
        returned = self._type(function)
        return Prototype(
            None if returned is None else self._number(returned), types, outside, self._types
        )

    def _named(self, name: str) -> list[DIE]:
        """Definitions by their qualified name, with whatever template arguments."""
        exact = [self._die(at) for at, other in self._places if other == name]
        fitting = (self._die(at) for at, other in self._places if fits(name, other))
        return exact or list(fitting)

    def _die(self, at: int) -> DIE:
        return self._info.get_CU_containing(at).get_DIE_from_refaddr(at)

    def _parameters(self, function: DIE) -> tuple[Argument, ...]:
        origin = self._origin(function)
        listed = [die for die in origin.iter_children() if die.tag == "DW_TAG_formal_parameter"]
        return tuple(
            Argument(_name(self._origin(die)) or f"arg{at}", self._number(self._type(die)))
            for at, die in enumerate(listed)
        )

    def _cast(self, argument: Argument, casts: Mapping[str, str]) -> Argument:
        """A pointer to what it is cast to."""
        kind, wanted = self._types[argument.type], casts.get(argument.name, "")
        if not isinstance(kind, Pointer) or kind.to is not None or not wanted:
            return argument
        places = [at for name, at in self._named_types.items() if spells(wanted, name)]
        if not places:
            return argument
        to = self._number(self._die(places[0]))
        number = -(1 << 40) - argument.type - len(self._types)  # that no type of the file has
        self._types[number] = replace(kind, to=to)
        return replace(argument, type=number)

    def _origin(self, die: DIE) -> DIE:
        """Where what a function or a parameter is made of is said."""
        while "DW_AT_abstract_origin" in die.attributes:
            die = die.get_DIE_from_attribute("DW_AT_abstract_origin")
        return die

    def _attribute(self, die: DIE, name: str) -> object:
        """An attribute, wherever it is said."""
        key = f"DW_AT_{name}"
        for link in ("DW_AT_abstract_origin", "DW_AT_specification"):
            if key not in die.attributes and link in die.attributes:
                return self._attribute(die.get_DIE_from_attribute(link), name)
        return die.attributes[key].value if key in die.attributes else None

    def _type(self, die: DIE) -> DIE | None:
        for link in ("DW_AT_abstract_origin", "DW_AT_specification"):
            if "DW_AT_type" not in die.attributes and link in die.attributes:
                return self._type(die.get_DIE_from_attribute(link))
        if "DW_AT_type" not in die.attributes:
            return None
        return die.get_DIE_from_attribute("DW_AT_type")

    def _number(self, die: DIE | None) -> int:
        """The number of a type that is read, with all that it is made of."""
        die, name, _ = self._bare(die)
        if die is None:
            self._types[0] = Unknown("void", "is not a type of values")
            return 0
        number = die.offset
        if number not in self._types:
            self._types[number] = Unknown(name, "is incomplete")  # meanwhile, in circles
            self._types[number] = self._read(die, name)
        return number

    def _bare(self, die: DIE | None) -> tuple[DIE | None, str, bool]:
        """A type without names and qualifiers; its last name; whether it is constant."""
        name, constant = "", False
        while die is not None and die.tag in _QUALIFIERS:
            constant = constant or die.tag == "DW_TAG_const_type"
            if die.tag == "DW_TAG_typedef":
                name = _name(die)
            die = self._type(die)
        return die, (_name(die) if die is not None else "") or name or _UNNAMED, constant

    def _read(self, die: DIE, name: str) -> Type:
        match die.tag:
            case "DW_TAG_base_type":
                return _base(die, name)
            case "DW_TAG_enumeration_type":
                return self._enumeration(die, name)
            case "DW_TAG_pointer_type" | "DW_TAG_reference_type" | "DW_TAG_rvalue_reference_type":
                return self._pointer(die)
            case "DW_TAG_array_type":
                return self._array(die)
            case "DW_TAG_structure_type" | "DW_TAG_class_type" | "DW_TAG_union_type":
                return self._class(die, name)
            case "DW_TAG_subroutine_type":
                listed = [c for c in die.iter_children() if c.tag == "DW_TAG_formal_parameter"]
                returned = self._type(die)
                return Routine(
                    None if returned is None else self._number(returned),
                    tuple(self._number(self._type(child)) for child in listed),
                )
            case "DW_TAG_ptr_to_member_type":
                return Unknown("one of its values", "is a pointer to a member")
            case tag:
                kind = str(tag).removeprefix("DW_TAG_").replace("_", " ")
                return Unknown(name, f"is a {kind}")

    def _enumeration(self, die: DIE, name: str) -> Type:
        listed = [
            int(child.attributes["DW_AT_const_value"].value)
            for child in die.iter_children()
            if child.tag == "DW_TAG_enumerator"
        ]
        size, signed = _size(die), min(listed, default=0) < 0
        kind = self._type(die)
        number = -die.offset
        plain = Number(_integer(size, signed=signed))
        self._types[number] = plain if kind is None else _base(self._bare(kind)[0] or kind, "")
        return Enumeration(name, number, tuple(dict.fromkeys(listed)))

    def _pointer(self, die: DIE) -> Pointer:
        to = self._type(die)
        bare, _, constant = self._bare(to)
        number = None if bare is None else self._number(bare)
        # Rows as long as a variable says lie one after the other.
        while number is not None and isinstance(rows := self._types[number], Array):
            if not self._is_variable(rows):
                break
            number = rows.of
        return Pointer(
            number,
            constant,
            reference=die.tag != "DW_TAG_pointer_type",
            rvalue=die.tag == "DW_TAG_rvalue_reference_type",
        )

    def _array(self, die: DIE) -> Type:
        counts = [
            _count(child) for child in die.iter_children() if child.tag == "DW_TAG_subrange_type"
        ]
        if "DW_AT_GNU_vector" in die.attributes:
            return Unknown("one of its values", "is a SIMD vector")
        of = self._number(self._type(die))
        for at, count in enumerate(reversed(counts[1:]), 1):
            inner = die.offset * 1024 + at  # a number that no type has
            self._types[inner] = Array(of, count)
            of = inner
        return Array(of, counts[0] if counts else 0)

    def _is_variable(self, array: Array) -> bool:
        inner = self._types[array.of]
        return array.count == 0 or (isinstance(inner, Array) and self._is_variable(inner))

    def _class(self, die: DIE, name: str) -> Type:
        full = self._qualified(die)
        if "DW_AT_declaration" in die.attributes:
            complete = self._complete(die)
            if complete is None:
                return Unknown(name, "is defined in another file", declared=True)
            return self._class(complete, name)
        template = full.partition("<")[0].replace("__cxx11::", "")
        if template in OPAQUE:
            return Record(full, _size(die), 8, ())
        if template in NOT_MADE:
            return Unknown(full, "cannot be made yet")
        arguments = self._arguments(die) if template in STANDARD else ()
        # gcc leaves out the arguments of a tuple, which is then what it is made of.
        if arguments and not (template == "std::unique_ptr" and self._owns_otherwise(arguments)):
            return Standard(template, arguments, _size(die), full, self._keeps_hashes(die))
        return self._record(die, full if _name(die) else name)

    def _keeps_hashes(self, die: DIE) -> bool:
        """Whether the nodes of a container hold hashes, as the table in it says."""
        tables = (self._type(child) for child in die.iter_children() if _name(child) == "_M_h")
        return any("_Hashtable_traits<true" in self._bare(table)[1] for table in tables)

    def _owns_otherwise(self, arguments: Sequence[int | str]) -> bool:
        """Whether a smart pointer owns an array, or gives it back by code of the program."""
        owned, giver = (self._types[one] for one in arguments[:2] if isinstance(one, int))
        deletes = isinstance(giver, Record) and giver.name.startswith("std::default_delete<")
        return isinstance(owned, Array) or not deletes

    def _record(self, die: DIE, name: str) -> Type:
        members: list[Member] = []
        vtable = by_reference = False
        virtual = dict[int, Virtual]()
        for child in die.iter_children():
            if child.tag == "DW_TAG_member" and "DW_AT_external" not in child.attributes:
                if _name(child).startswith("_vptr"):
                    vtable = True
                    continue
                if "DW_AT_declaration" not in child.attributes:
                    members.append(self._member(child, len(members)))
            elif child.tag == "DW_TAG_inheritance":
                if "DW_AT_virtuality" in child.attributes:
                    return Unknown(name, "has a virtual base")
                base = self._types[self._number(self._type(child))]
                if not isinstance(base, Record):
                    return Unknown(name, "has a base class whose data are not accessible")
                at = int(child.attributes["DW_AT_data_member_location"].value)
                vtable = vtable or (base.vtable and at == 0)
                if base.vtable and at != 0:
                    return Unknown(name, "has several bases with virtual functions")
                members += [replace(one, offset=one.offset + at) for one in base.members]
                by_reference = by_reference or base.by_reference
                virtual = {one.slot: one for one in base.virtual} | virtual
            elif child.tag == "DW_TAG_subprogram":
                by_reference = by_reference or self._copies(child, die)
                if (slot := _slot(child)) is not None:
                    virtual[slot] = Virtual(_name(child), slot, self._called(child))
        alignment = die.attributes.get("DW_AT_alignment")
        return Record(
            name,
            _size(die),
            None if alignment is None else int(alignment.value),
            tuple(sorted(members, key=lambda one: one.offset)),
            union=die.tag == "DW_TAG_union_type",
            vtable=vtable,
            virtual=tuple(virtual.values()),
            by_reference=by_reference or vtable,
        )

    def _called(self, method: DIE) -> str:
        """How a virtual function is called; the first parameter is the object."""
        listed = [one for one in method.iter_children() if one.tag == "DW_TAG_formal_parameter"]
        returned = self._type(method)
        spelled = [_plainly(self._type(one)) for one in listed[1:]]
        result = "void" if returned is None else _plainly(returned)
        if not result or not all(spelled):
            return ""
        return f"{result} (*)({', '.join(['void *', *spelled])})"

    def _copies(self, method: DIE, owner: DIE) -> bool:
        """Whether a method is a destructor, or a constructor that copies or moves, with code of
        the program: objects of such a class are passed by their address (Itanium C++ ABI, 3.1.2).
        """
        attributes = method.attributes
        defaulted = "DW_AT_defaulted" in attributes
        if defaulted or "DW_AT_artificial" in attributes:
            return False
        if _name(method).startswith("~"):
            return True
        if _name(method) != _name(owner).partition("<")[0]:
            return False
        listed = [
            self._type(child)
            for child in method.iter_children()
            if child.tag == "DW_TAG_formal_parameter" and "DW_AT_artificial" not in child.attributes
        ]
        if len(listed) != 1 or listed[0] is None or "reference" not in str(listed[0].tag):
            return False
        of, _, _ = self._bare(self._type(listed[0]))
        return of is not None and of.offset == owner.offset

    def _member(self, die: DIE, at: int) -> Member:
        attributes = die.attributes
        place = attributes.get("DW_AT_data_member_location")
        bit = attributes.get("DW_AT_data_bit_offset")
        width = attributes.get("DW_AT_bit_size")
        kind = self._type(die)
        return Member(
            _name(die) or f"unnamed{at}",
            self._number(kind),
            int(bit.value) // 8 if bit is not None else int(place.value) if place else 0,
            None if width is None else int(width.value),
        )

    def _arguments(self, die: DIE) -> tuple[int | str, ...]:
        """Template arguments, packs included."""
        found: list[int | str] = []
        for child in die.iter_children():
            if child.tag == "DW_TAG_template_type_param":
                kind = self._type(child)
                found.append(self._number(kind))
            elif child.tag == "DW_TAG_template_value_param":
                value = child.attributes.get("DW_AT_const_value")
                found.append("0" if value is None else str(value.value))
            elif child.tag == "DW_TAG_GNU_template_parameter_pack":
                found += self._arguments(child)
        return tuple(found)

    def _qualified(self, die: DIE) -> str:
        parts = [_name(die)]
        above = die.get_parent()
        while above is not None and above.tag in _SCOPES:
            parts.append(_name(above) or "(anonymous namespace)")
            above = above.get_parent()
        return "::".join(reversed(parts))

    def _complete(self, die: DIE) -> DIE | None:
        """The definition of a class that is only declared here."""
        full = self._qualified(die)
        return next((other for other in self._classes.get(full, [])), None)

    @cached_property
    def _declared(self) -> dict[str, list[DIE]]:
        """Variables that other files define."""
        found: dict[str, list[DIE]] = {}
        for die in self._every():
            if die.tag == "DW_TAG_variable" and "DW_AT_declaration" in die.attributes:
                found.setdefault(plain(self._qualified(die)), []).append(die)
        return found

    @cached_property
    def _classes(self) -> dict[str, list[DIE]]:
        """Complete classes by their names."""
        found: dict[str, list[DIE]] = {}
        for die in self._every():
            if die.tag in _SCOPES and "DW_AT_byte_size" in die.attributes:
                found.setdefault(self._qualified(die), []).append(die)
        return found

    def _every(self) -> Iterator[DIE]:
        return (die for unit in self._info.iter_CUs() for die in unit.iter_DIEs())


def _distance(line: object, wanted: int) -> int:
    return abs(line - wanted) if isinstance(line, int) else 1 << 30


def _slot(method: DIE) -> int | None:
    """Where a virtual function stands in its table; None for other functions."""
    place = method.attributes.get("DW_AT_vtable_elem_location")
    if place is None:
        return None
    operation, *operand = place.value
    if operation != _CONSTU:
        return int(operation) - _LIT0
    return sum((byte & 0x7F) << 7 * at for at, byte in enumerate(operand))  # LEB128


def _plainly(die: DIE | None) -> str:
    """A number, a flag, or the address of anything; empty for objects."""
    while die is not None and die.tag in {"DW_TAG_const_type", "DW_TAG_typedef"}:
        if "DW_AT_type" not in die.attributes:
            return ""
        die = die.get_DIE_from_attribute("DW_AT_type")
    if die is None:
        return ""
    if die.tag == "DW_TAG_enumeration_type":
        return _plainly(die.get_DIE_from_attribute("DW_AT_type"))
    if die.tag == "DW_TAG_base_type":
        return _name(die)
    return "void *" if str(die.tag).endswith(("pointer_type", "reference_type")) else ""


def _name(die: DIE) -> str:
    found = die.attributes.get("DW_AT_name")
    return "" if found is None else bytes(found.value).decode("utf-8", "replace")


def _size(die: DIE) -> int:
    found = die.attributes.get("DW_AT_byte_size")
    return 0 if found is None else int(found.value)


def _count(die: DIE) -> int:
    """The elements of an array; none if it is flexible, or as long as a variable says, or where
    -1 is the number of its last element.
    """
    for key, more in (("DW_AT_upper_bound", 1), ("DW_AT_count", 0)):
        found = die.attributes.get(key)
        if found is not None and isinstance(found.value, int) and "ref" not in found.form:
            return (found.value + more) % (1 << 64)
    return 0


def _integer(size: int, *, signed: bool) -> str:
    word = _SIGNED.get(size, "int")
    return word if signed else f"unsigned {word.removeprefix('signed ')}"


def _base(die: DIE, name: str) -> Number | Unknown:
    encoding, size = int(die.attributes["DW_AT_encoding"].value), _size(die)
    if (encoding, size) in _NUMBERS and name != "_Float128":
        return Number(_NUMBERS[encoding, size])
    if _name(die) in {"char", "wchar_t", "char8_t", "char16_t", "char32_t"}:
        return Number(_name(die))
    if encoding in {0x05, 0x06, 0x07, 0x08} and size in _SIGNED:
        return Number(_integer(size, signed=encoding not in _UNSIGNED))
    return Unknown(name, "is a number of an unknown kind")
