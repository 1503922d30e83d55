"""Answers in JSON, which some models give whatever they are asked for."""

import json
from typing import cast


def strings_in(text: str) -> list[str]:
    """All strings of a JSON object or array, in order; none if `text` is neither."""
    stripped = text.strip()
    if not stripped.startswith(("{", "[")):
        return []
    try:
        stack: list[object] = [json.loads(stripped, strict=False)]
    except (ValueError, RecursionError):
        return []
    found = list[str]()
    while stack:
        value = stack.pop()
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            stack.extend(reversed(cast("dict[str, object]", value).values()))
        elif isinstance(value, list):
            stack.extend(reversed(cast("list[object]", value)))
    return found
