"""Which sizes grow for timing, by what lists do with them. Pure."""

import re
from collections.abc import Collection

from lessonls.adapters.judge.inference import elements
from lessonls.core.workload import Workload, evaluate


def unwritten(workload: Workload) -> set[str]:
    """The sizes whose timing value is not set by the user."""
    return {name for name, size in workload.sizes.items() if size.timing <= 1}


def resized(workload: Workload, names: Collection[str], scale: int) -> Workload:
    """The workload with timing sizes of `scale` for some of its sizes."""
    sizes = {
        name: size.model_copy(update={"timing": max(size.minimum, scale)})
        if name in names
        else size
        for name, size in workload.sizes.items()
    }
    return workload.model_copy(update={"sizes": sizes})


def halved(workload: Workload, names: Collection[str]) -> Workload:
    """Half the timing size for some of the sizes."""
    sizes = {
        name: size.model_copy(update={"timing": max(size.minimum, size.timing // 2)})
        if name in names
        else size
        for name, size in workload.sizes.items()
    }
    return workload.model_copy(update={"sizes": sizes})


def timed_elements(workload: Workload) -> int:
    """How many elements the inputs of one timed call have."""
    return elements(workload.lengths, {name: size.timing for name, size in workload.sizes.items()})


def is_margin(name: str, workload: Workload) -> bool:
    """Whether a size is only ever added to another one."""
    texts = [*workload.lengths.values(), *workload.values.values()]
    used = [text for text in texts if re.search(rf"\b{name}\b", text)]
    return all(re.search(rf"\w \+ {name}\b", text) for text in used)


def is_linear(name: str, workload: Workload) -> bool:
    """Whether lists that grow with this size grow with nothing else."""
    return all(
        text == name and "[]" not in path and f"{path}[]" not in workload.lengths
        for path, text in workload.lengths.items()
        if re.search(rf"\b{name}\b", text)
    )


def is_length(name: str, workload: Workload) -> bool:
    """Whether some list grows with this size, and not just by a margin."""
    if workload.generator:
        return True
    small = dict.fromkeys(workload.sizes, 64)
    large = {**small, name: 128}
    grows = any(
        evaluate(length, small) < evaluate(length, large)
        for length in workload.lengths.values()
        if not length.startswith("random(")
    )
    return grows and not is_margin(name, workload)
