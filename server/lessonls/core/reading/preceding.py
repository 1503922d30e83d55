"""What a source has before it includes a header: what the header may count on."""

import re

_INCLUDE = re.compile(r"^[ \t]*#[ \t]*include[ \t]*[<\"]([^>\"\n]+)[>\"].*$", re.MULTILINE)
_DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n\\]|\\\r?\n|\\)*$", re.MULTILINE)


def preceding(text: str, header: str) -> str:
    """The directives of a source before the one that includes a header of that file name; before
    its last include where it is another header that includes it.
    """
    includes = list(_INCLUDE.finditer(text))
    own = (one for one in includes if one[1].replace("\\", "/").rpartition("/")[2] == header)
    last = next(own, None) or next(reversed(includes), None)
    before = text[: last.start()] if last is not None else ""
    return "".join(f"{match[0]}\n" for match in _DIRECTIVE.finditer(before))
