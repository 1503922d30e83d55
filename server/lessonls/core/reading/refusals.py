"""Why a function cannot be optimized on its own: the first reason that applies."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from tree_sitter import Node

from lessonls.core.reading.functions import Function
from lessonls.core.reading.instantiations import instantiations
from lessonls.core.reading.outline import Outline
from lessonls.core.reading.scopes import Scope
from lessonls.core.reading.templates import given_nodes, parameter_name, parameter_nodes
from lessonls.core.target import Language

Headers = Callable[[str], Sequence[Outline]]
"""The outlines of the project's headers that mention a class or namespace of that name."""
_COROUTINE = frozenset({"co_return_statement", "co_await_expression", "co_yield_statement"})


def refusal(read: Function, language: Language, here: Outline, headers: Headers) -> str | None:
    """Why this function cannot be optimized, to be read after its name; or None.

    `headers` is called only when the file itself does not say what the function belongs to.
    """
    reason = _broken(read) or _kind(read) or _parameters(read) or _body(read)
    if reason is None and language is Language.CPP:
        reason = _ownership(read, here, headers) or _template(read, here)
    return reason


def unusual(read: Function, language: Language, here: Outline, headers: Headers) -> str | None:
    """Why this function cannot be implemented on its own; or None."""
    kind = _kind(read)
    if kind is not None:
        return f"{re.split('[;,]', kind)[0]}, which cannot be implemented on its own"
    reason = _broken(read) or _parameters(read)
    if reason is None and language is Language.CPP:
        reason = _ownership(read, here, headers)
    return reason


def template_arguments(read: Function, here: Outline) -> list[str]:
    """The arguments of each explicit instantiation in the file, such as `<double>`."""
    return instantiations(read, here.instantiated.get(read.path, []))


def is_template(read: Function) -> bool:
    """Whether the function is a template, and not the specialization of one."""
    return bool(parameter_nodes(read.item))


def _broken(read: Function) -> str | None:
    if not read.item.outer.has_error:
        return None
    wrong = next((n for n in _faulty(read.item.outer) if n.is_error or n.is_missing), read.node)
    if read.body is not None and wrong.start_byte < read.body.start_byte:
        return "has a signature that cannot be parsed (a syntax error or a macro)"
    return f"has a syntax error in line {wrong.start_point.row + 1}"


def _faulty(node: Node) -> Iterator[Node]:
    """The nodes in which something is wrong, in source order: of a long function, few."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        stack += [child for child in current.children[::-1] if child.has_error]


def _kind(read: Function) -> str | None:
    scopes = read.item.scopes
    owner = read.qualifiers[-1] if read.qualifiers else ""
    if not owner and scopes and scopes[-1].is_class:
        owner = scopes[-1].name
    if read.name_node.type == "destructor_name":
        return "is a destructor; move the hot loop into a function that it calls"
    if read.name_node.type == "operator_cast":
        return "is a conversion operator; move its body into a named function to optimize it"
    if read.declarator is None:
        return "is written in a way that cannot be parsed"
    if owner and read.name == owner.split("<")[0]:
        return "is a constructor; move the hot loop into a function that it calls"
    if read.node.child_by_field_name("type") is None:
        return "has no return type; declare one"
    if read.name == "main" and len(read.path) == 1:
        return "is the program's entry point; move the hot loop into a function that it calls"
    if "consteval" in read.specifiers:
        return "is evaluated by the compiler (consteval), so it takes no time"
    return None


def _parameters(read: Function) -> str | None:
    for node in read.odd_parameters:
        if node.type == "identifier":
            return "is a K&R-style definition; declare the parameter types in the parameter list"
        if node.type == "variadic_parameter_declaration":
            return "takes a parameter pack, which is not supported"
        if node.type in {"...", "variadic_parameter"}:
            return "takes a variable number of arguments (...), which is not supported"
        return "has a parameter that cannot be parsed"
    if any(child.type == "declaration" for child in read.node.children):
        return "is a K&R-style definition; declare the parameter types in the parameter list"
    for node in read.parameter_nodes:
        kind = node.child_by_field_name("type")
        if kind is not None and kind.type == "placeholder_type_specifier":
            return "has an auto parameter; write it as a template with an explicit instantiation"
    return None


def _body(read: Function) -> str | None:
    body = read.body
    if body is None:
        return "has no body (= default or = delete)"
    if body.type != "compound_statement":
        return "has a try block as its body; put the try block inside the body"
    if any(node.type in _COROUTINE for node in _outside_lambdas(body)):
        return "is a coroutine; move the hot loop into an ordinary function"
    return None


def _outside_lambdas(body: Node) -> Iterator[Node]:
    stack = [body]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(child for child in node.children if child.type != "lambda_expression")


def _ownership(read: Function, here: Outline, headers: Headers) -> str | None:
    above = read.node.parent
    if above is not None and above.type == "friend_declaration":
        return "is a friend defined inside a class; define it outside the class"
    if read.item.scopes and read.item.scopes[-1].is_class:
        return _in_class(read.item.scopes)
    if read.name_node.type == "field_identifier":
        return "is inside a class definition that is incomplete"
    return _out_of_line(read, here, headers) if read.qualifiers else None


def _out_of_line(read: Function, here: Outline, headers: Headers) -> str | None:
    owner = read.owner
    for known in chain([here], _lazily(headers, owner[-1])):
        if owner in known.classes:
            item = known.classes[owner]
            scopes = (*item.scopes, Scope(owner[-1], template=item.is_template, node=item.node))
            return _in_class(scopes)
        if owner in known.namespaces:
            return None
    return f"belongs to {'::'.join(owner)}, which is defined neither in this file nor in a header"


def _lazily(headers: Headers, name: str) -> Iterator[Outline]:
    yield from headers(name)


def _in_class(scopes: tuple[Scope, ...]) -> str | None:
    if any(scope.is_class and not scope.name for scope in scopes):
        return "is a member of an unnamed class; name the class"
    return None


def _generic(read: Function, here: Outline) -> str | None:
    if template_arguments(read, here) or all(map(parameter_name, given_nodes(read.item))):
        return None
    return (
        "is a template with unnamed parameters or a parameter pack; add an explicit instantiation"
    )


def _template(read: Function, here: Outline) -> str | None:
    if is_template(read):
        return _generic(read, here)
    if read.item.is_template and not read.arguments:
        return (
            "is a specialization that does not write out its template arguments; add them "
            "(f<double>)"
        )
    return None
