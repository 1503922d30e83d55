"""What a candidate may declare besides the function: helpers, and nothing that the rest of the
file or other files would notice.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from tree_sitter import Node

from lessonls.core.reading.declarators import NAMES, chain
from lessonls.core.reading.functions import Function, declared_functions, function
from lessonls.core.reading.library_names import LIBRARY_NAMES
from lessonls.core.reading.problems import problem
from lessonls.core.reading.scopes import CLASSES, Item, declared
from lessonls.core.reading.syntax import text_of, walk
from lessonls.core.reading.tokens import Part, Token, code

_STANDARD = frozenset({"std", "__gnu_cxx", "__gnu_debug", "__gnu_parallel", "__cxxabiv1"})

# C's grammar takes it for a call.
_ASSERTS = re.compile(r"(?:_Static_assert|static_assert)\s*\([^;]*\)\s*;?\s*")


@dataclass(frozen=True)
class Company:
    """What stands around an addition.

    `functions` are the names of all functions with a body, in the file or the candidate, and
    those that the file declares; `scopes` are the candidate's new classes and namespaces;
    `names` are all names of the file; `is_c` says that functions have C's linkage.
    """

    functions: Set[str]
    scopes: Set[str]
    names: Set[str]
    is_c: bool


def check_addition(piece: Node, company: Company) -> None:
    """Refuses a new piece that is no helper. Raises CandidateProblem."""
    for node in _linkages(piece):
        raise problem(node.start_point.row + 1, 'adds extern "C".')
    for item in declared(piece):
        node = item.node
        line = node.start_point.row + 1
        if node.type.endswith("_statement") and not _ASSERTS.fullmatch(text_of(node)):
            raise problem(
                line, "is not a declaration; only declarations are allowed outside functions."
            )
        if node.type == "using_declaration" and any(c.type == "namespace" for c in node.children):
            raise problem(
                line, "has a using namespace, which changes the meaning of the whole file."
            )
        if node.type == "template_instantiation":
            raise problem(line, "instantiates a template for other files.")
        _check_definition(item, line, company)


def check_words(parts: Sequence[Part], allowed: Set[str]) -> None:
    """Refuses words that open what is closed: `namespace std`, `operator new`, `friend`.

    `allowed` are the words of the original function.
    """
    tokens = code(parts)
    for at, token in enumerate(tokens):
        rest = [following.text for following in tokens[at + 1 : at + 4]]
        if token.text == "namespace" and _opens_standard(tokens, at):
            raise problem(token.line, f"opens namespace {rest[0]}.")
        if token.text == "operator" and rest[:1] in (["new"], ["delete"]):
            raise problem(token.line, f"replaces operator {rest[0]}.")
        if token.text in allowed:
            continue
        if token.text == "friend" and not _befriends_operator(tokens, at):
            raise problem(token.line, "declares a friend; friends are not allowed in a rewrite.")
        before = tokens[at - 1].text if at > 0 else ""
        if token.text == "mutable" and before not in {")", "]", ">"}:
            raise problem(
                token.line, "declares a mutable member, which would let constants change."
            )


def check_local_declarations(piece: Node, company: Company) -> None:
    """Refuses declarations of functions inside a body, unless they are at hand anyway."""
    outside = {item.node.id for item in declared(piece)}
    for node in walk(piece):
        if node.type == "declaration" and node.id not in outside:
            for read in declared_functions(Item(node, node)):
                if read.name not in company.functions and _is_surely_function(read, company):
                    raise problem(read.line, _DECLARED.format(read.name))


_DECLARED = "declares {}, which neither the candidate nor the file defines."


def _check_definition(item: Item, line: int, company: Company) -> None:
    node = item.node
    name = node.child_by_field_name("name")
    read = function(item)
    if read is not None:
        _check_function(read, line, company)
    elif node.type == "namespace_alias_definition":
        if any(text_of(child) in _STANDARD for child in node.named_children):
            raise problem(line, "gives namespace std another name.")
    elif node.type in CLASSES and name is not None:
        owner = text_of(name).split("::")[0].split("<")[0].strip()
        if "::" in text_of(name) and owner not in company.scopes:
            raise problem(
                line,
                f"defines {text_of(name)}, which is declared elsewhere; give the helper "
                f"another name.",
            )
        if name.type == "template_type" and owner in company.names - company.scopes:
            raise problem(
                line, f"specializes {owner}, which is declared in the file; use another name."
            )
    elif node.type == "declaration":
        in_class = bool(item.scopes) and item.scopes[-1].is_class
        for read in () if in_class else declared_functions(item):
            # `Guard(F) -> Guard<F>;` is a deduction guide of a class.
            known = company.functions | company.scopes
            if read.name not in known and not read.qualifiers:
                raise problem(line, _DECLARED.format(read.name))
        _check_owner(node, line, company)


def _check_function(read: Function, line: int, company: Company) -> None:
    if read.qualifiers and read.qualifiers[0].split("<")[0] not in company.scopes:
        raise problem(
            line,
            f"defines {'::'.join(read.path)}, which is declared elsewhere; give the helper "
            f"another name.",
        )
    if read.arguments and read.name in company.names:
        raise problem(
            line, f"specializes {read.name}, which is declared in the file; use another name."
        )
    exported = company.is_c and "static" not in read.specifiers
    if exported and (read.name in LIBRARY_NAMES or read.name.startswith("__")):
        raise problem(line, f"defines {read.name}, which is a function of the library; rename it.")


def _check_owner(node: Node, line: int, company: Company) -> None:
    """A variable such as `int A::count` belongs to the declarer of `A`."""
    for declarator in node.children_by_field_name("declarator"):
        last = list(chain(declarator))[-1]
        if last.type == "qualified_identifier":
            scope = last.child_by_field_name("scope")
            owner = text_of(scope).split("<")[0] if scope is not None else ""
            if owner not in company.scopes:
                raise problem(
                    line,
                    f"defines {text_of(last)}, which is declared elsewhere; give the helper "
                    f"another name.",
                )
        elif last.type not in NAMES and last.type == "gnu_asm_expression":
            raise problem(line, "gives a symbol another name.")


def _linkages(piece: Node) -> Iterator[Node]:
    return (node for node in walk(piece) if node.type == "linkage_specification")


def _opens_standard(tokens: Sequence[Token], at: int) -> bool:
    """Whether `namespace` at that place opens one of the library's."""
    if at > 0 and tokens[at - 1].text == "using":
        return False
    following = [token.text for token in tokens[at + 1 : at + 3]]
    return following[:1] != [] and following[0] in _STANDARD and following[1:] != ["="]


def _befriends_operator(tokens: Sequence[Token], at: int) -> bool:
    """`friend bool operator<(...)` compares a helper's own values."""
    for token in tokens[at + 1 : at + 30]:
        if token.text == "operator":
            return True
        if token.text in {"{", ";", "("}:
            return False
    return False


def _is_surely_function(read: Function, company: Company) -> bool:
    """`std::vector<int> v(n);` reads like the declaration of a function and is none."""
    nodes = read.parameter_nodes
    if company.is_c or "extern" in read.specifiers or not nodes:
        return True
    kinds = (node.child_by_field_name("type") for node in nodes)
    known = {"primitive_type", "sized_type_specifier", "struct_specifier", "class_specifier"}
    return any(kind is not None and kind.type in known for kind in kinds)
