"""All examples as two sources, one for each language, and a program that compares them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tree_sitter import Node

from lessonls.agents.specialists.recipes import Example
from lessonls.agents.specialists.rewriting.tree import name_of
from lessonls.core.reading.syntax import parse, text_of
from lessonls.core.target import Language

_DRIVER = Path(__file__).with_name("example_driver.hpp")
_HEADERS_C = ("complex", "ctype", "limits", "math", "stdbool", "stddef", "stdint", "stdlib",
              "string")  # fmt: skip
_COMPILE = (
    "g++ -std=gnu++20 -O0 -w -fopenmp -c driver.cpp -o driver.o && "
    "gcc -std=gnu11 -O0 -w -fopenmp -c examples.c -o examples.o && "
    "g++ -fopenmp driver.o examples.o -o program -lm && for one in $(seq 0 {last}); "
    "do timeout 10 ./program $one >> out/said || echo $one: crashed >> out/said; done"
)


@dataclass(frozen=True)
class _Parts:
    """What a text defines: types and the like by name, functions, and the last of them."""

    types: Mapping[str, str]
    functions: tuple[Node, ...]

    @property
    def last(self) -> Node:
        return self.functions[-1]


def sources(examples: Sequence[tuple[Example, str]]) -> tuple[list[str], dict[str, bytes]]:
    """The command that compiles and runs examples, each with the code after its pass, and the
    files for it; they go by their numbers.
    """
    cpp = [f'#include "{_DRIVER.name}"', "using std::size_t;"]
    c = [f"#include <{name}.h>" for name in _HEADERS_C]
    calls: list[str] = []
    for number, (example, made) in enumerate(examples):
        before, after = (
            _parts(example.context + text, example.language) for text in (example.before, made)
        )
        own = {one: f"{one}_{number}" for one in before.types}
        where = cpp if example.language is Language.CPP else c
        shared = _renamed("\n".join(before.types.values()), own)
        where.append(shared)
        if where is c:
            cpp += [shared, _prototype(before, own, f"before_{number}"),
                    _prototype(after, own, f"after_{number}")]  # fmt: skip
        for side, parts in (("before", before), ("after", after)):
            names = own | {
                name_of(one): f"{name_of(one)}_{side}_{number}" for one in parts.functions
            }
            names[name_of(parts.last)] = f"{side}_{number}"
            where += [_renamed(_whole(one), names) for one in parts.functions]
        compared = f'driver::compare("{number}", before_{number}, after_{number})'
        calls.append(f"case {number}: {compared}; break;")
    cpp.append("int main(int, char **words) { switch (std::atoi(words[1])) {")
    cpp += [*calls, "} }"]
    files = {"driver.cpp": "\n".join(cpp), "examples.c": "\n".join(c)}
    packed = {name: text.encode() for name, text in files.items()}
    return ["/bin/sh", "-c", _COMPILE.format(last=len(examples) - 1)], packed | {
        _DRIVER.name: _DRIVER.read_bytes()
    }


def _parts(text: str, language: Language) -> _Parts:
    types: dict[str, str] = {}
    functions: list[Node] = []
    for node in parse(text, language).root_node.named_children:
        inner = node.named_children[-1] if node.type == "template_declaration" else node
        if inner.type == "function_definition":
            functions.append(inner)
        elif node.type not in ("comment", "preproc_include"):
            named = next((one for one in _named(node)), "")
            types[named] = f"{text_of(node)};"
    return _Parts(types, tuple(functions))


def _named(node: Node) -> list[str]:
    """The names that a declaration makes."""
    found = [node.child_by_field_name(one) for one in ("name", "declarator")]
    kind = node.child_by_field_name("type")
    inner = _named(kind) if kind is not None and kind.type.endswith("specifier") else []
    return [text_of(one) for one in found if one is not None] + inner


def _whole(function: Node) -> str:
    """A function with what makes it a template."""
    outer = function.parent
    return text_of(
        outer if outer is not None and outer.type == "template_declaration" else function
    )


def _renamed(text: str, names: Mapping[str, str]) -> str:
    kept = [one for one in names if one]
    pattern = rf"(?<![\w.])(?<!->)(?<!std::)({'|'.join(map(re.escape, kept))})\b"
    return re.sub(pattern, lambda match: names[match[1]], text) if kept else text


def _prototype(parts: _Parts, own: Mapping[str, str], name: str) -> str:
    body = parts.last.child_by_field_name("body")
    head = text_of(parts.last)[: body.start_byte - parts.last.start_byte] if body else ""
    head = re.sub(r"__attribute__\(\(.*?\)\)\)", "", re.sub(r"\brestrict\b|\bstatic\b", "", head))
    return f'extern "C" {_renamed(head, {**own, name_of(parts.last): name})};'
