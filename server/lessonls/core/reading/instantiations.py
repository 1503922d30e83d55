"""The template arguments with which a function template is explicitly instantiated."""

from collections.abc import Iterator, Sequence

from lessonls.core.reading.functions import Function, return_tokens, signature
from lessonls.core.reading.syntax import text_of
from lessonls.core.reading.templates import parameter_name, parameter_nodes

Tokens = tuple[str, ...]


def instantiations(template: Function, explicit: Sequence[Function]) -> list[str]:
    """The arguments, such as `<double>`, of those in `explicit` that fit the template."""
    names = [parameter_name(node) for node in parameter_nodes(template.item)]
    if not all(names):
        return []
    found = (_arguments(template, names, candidate) for candidate in explicit)
    return list(dict.fromkeys(text for text in found if text))


def _arguments(template: Function, names: list[str], candidate: Function) -> str:
    patterns, types = signature(template), signature(candidate)
    if len(patterns) != len(types):
        return ""
    written = list(_written_arguments(candidate))
    if len(written) > len(names):
        return ""
    bound = dict(zip(names, written, strict=False))
    pairs = [*zip(patterns, types, strict=True)]
    if return_tokens(template) != ("auto",):
        pairs.append((return_tokens(template), return_tokens(candidate)))
    if not all(_match(pattern, actual, names, bound) for pattern, actual in pairs):
        return ""
    values = [bound[name] for name in names if name in bound]
    # Parameters that are neither written nor deduced must be the last, with defaults.
    if not values or any(name not in bound for name in names[: len(values)]):
        return ""
    missing = names[len(values) :]
    return "" if missing and not _have_defaults(template, missing) else f"<{', '.join(values)}>"


def _match(pattern: Tokens, actual: Tokens, names: list[str], bound: dict[str, str]) -> bool:
    """Whether `actual` may be the pattern with arguments put in; learns the argument if the
    pattern holds just one.
    """
    places = [at for at, token in enumerate(pattern) if token in names]
    if all(pattern[at] in bound for at in places):
        return _substituted(pattern, bound) == "".join(actual)
    if len(places) > 1:
        return True
    before, after = pattern[: places[0]], pattern[places[0] + 1 :]
    end = len(actual) - len(after)
    if len(before) < end and actual[: len(before)] == before and actual[end:] == after:
        bound[pattern[places[0]]] = _joined(actual[len(before) : end])
        return True
    # A dependent type such as `typename T::value_type` may be anything.
    return after[:1] == ("::",)


def _substituted(pattern: Tokens, bound: dict[str, str]) -> str:
    return "".join(bound.get(token, token) for token in pattern).replace(" ", "")


def _joined(tokens: Tokens) -> str:
    text = ""
    for token in tokens:
        words = text[-1:].isidentifier() and token[:1].isidentifier()
        text += f" {token}" if words else token
    return text


def _written_arguments(candidate: Function) -> Iterator[str]:
    node = candidate.name_node.child_by_field_name("arguments")
    for child in node.named_children if node else ():
        if child.type != "comment":
            yield text_of(child)


def _have_defaults(template: Function, names: list[str]) -> bool:
    nodes = parameter_nodes(template.item)
    optional = {parameter_name(node) for node in nodes if node.type.startswith("optional_")}
    return set(names) <= optional
