"""With which arguments a template is judged: those that its program uses, else plain ones."""

from collections.abc import Iterator

from lessonls.adapters.judge.build.public_names import instantiations
from lessonls.adapters.judge.build.toolchain import Toolchain
from lessonls.adapters.judge.build.translation_unit import surrounded
from lessonls.core.target import Target, Template

_TYPES = ("double", "float", "int", "std::vector<double>", "std::vector<int>", "std::string")
_VALUES = {"bool": "true"}
_VALUE = "4"
_MOST = 4


def specializations(target: Target, toolchain: Toolchain) -> Iterator[Target]:
    """The target with arguments for its template, the likeliest first; itself if it is none."""
    if target.template is None:
        yield target
        return
    built = toolchain.instantiated(surrounded(target))
    content = built.files.get("object")
    used = instantiations(content, target.template.pattern) if content else []
    for name in (*used[:_MOST], *_plain(target.template)):
        yield target.model_copy(update={"qualified_name": name})


def _plain(template: Template) -> Iterator[str]:
    for one in _TYPES:
        arguments = [
            one if kind in {"type", "typename"} else _VALUES.get(kind, _VALUE)
            for kind in template.kinds
        ]
        yield template.pattern.format(*arguments)
