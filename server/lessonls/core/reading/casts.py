"""What a function takes its untyped pointers for."""

import re

_QUALIFIERS = re.compile(r"\b(?:const|volatile|struct|union|enum|restrict|__restrict__)\b")


def cast_to(code: str, name: str) -> str:
    """The type that a `void *` parameter is cast or assigned to, such as `float`; else “”."""
    body = code.partition("{")[2]
    word = rf"{re.escape(name)}\b"
    kind = r"([\w:][\w:\s]*?)\s*\*\s*(?:const\s*|restrict\s*|__restrict__\s*)*"
    for pattern in (
        rf"\(\s*{kind}\)\s*\(?\s*{word}",
        rf"(?:static|reinterpret)_cast\s*<\s*{kind}>\s*\(\s*{word}",
        rf"{kind}\b\w+\s*=\s*{word}\s*[;,]",
    ):
        found = re.search(pattern, body)
        if found is not None:
            plain = " ".join(_QUALIFIERS.sub(" ", found[1]).split())
            return "" if plain == "void" else plain
    return ""
