"""Results on disk, and the few numbers that tables are made of."""

import json
import math
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import TypeVar

from pydantic import BaseModel, TypeAdapter

Row = TypeVar("Row", bound=BaseModel)


def read(path: Path, row: type[Row]) -> list[Row]:
    """The rows of an earlier run, none if there is no file."""
    if not path.exists():
        return []
    entries = TypeAdapter(list[object]).validate_json(path.read_bytes())
    return [row.model_validate(entry) for entry in entries]


def write(path: Path, rows: Sequence[BaseModel]) -> None:
    """All rows in one step: whoever stops us leaves the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    text = json.dumps([row.model_dump(mode="json") for row in rows], indent=1, ensure_ascii=False)
    part.write_text(text + "\n", encoding="utf-8")
    part.replace(path)


def middle_and_worst(numbers: Sequence[float]) -> tuple[float, float]:
    """Median and maximum; not-a-number where there are NaN."""
    return (median(numbers), max(numbers)) if numbers else (math.nan, math.nan)


def share(yes: Sequence[bool]) -> float:
    """How many of them, from 0 to 1; not-a-number of nothing."""
    return sum(yes) / len(yes) if yes else math.nan


def percent(part: float) -> str:
    """A share as it stands in a table."""
    return "-" if math.isnan(part) else f"{100 * part:.0f}%"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as they must be: the first to the left, the others to the right."""
    lines = [list(head), *(list(row) for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(head))]
    return "\n".join(
        "  ".join(
            text.ljust(width) if at == 0 else text.rjust(width)
            for at, (text, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
