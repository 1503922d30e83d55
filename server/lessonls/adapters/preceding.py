"""What a header may count on: the source through which it is compiled, and what that says first."""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from lessonls.adapters.compile_flags import CompileFlags
from lessonls.adapters.compile_flags.reading import Stamp, stamp
from lessonls.adapters.project_headers import project_headers
from lessonls.core.errors import InputError
from lessonls.core.reading.preceding import preceding
from lessonls.core.target import Includer


class Preceding(NamedTuple):
    """The directives of the source `includer` before it includes a header, and the flags with
    which those find their headers.
    """

    text: str = ""
    flags: tuple[str, ...] = ()
    includer: Includer | None = None


def preceding_of(header: Path, flags: CompileFlags) -> Preceding:
    """Of a file; nothing unless it is compiled through another one that can be read. It is read
    again when the source changed.
    """
    if flags.includer is None:
        return Preceding()
    try:
        return _read(header.absolute(), flags.includer, flags.flags, stamp(flags.includer))
    except (OSError, InputError):
        return Preceding()


@lru_cache(maxsize=16)
def _read(header: Path, source: Path, flags: tuple[str, ...], _stamp: Stamp) -> Preceding:
    text = source.read_text("utf-8", "replace")
    headers = project_headers(source, text, flags)
    texts = {one: content.decode("utf-8", "replace") for one, content in headers.items()}
    said, files = preceding(source, {source: text, **texts}, header)
    folders = dict.fromkeys(str(one.parent) for one in files)
    quoted = tuple(word for folder in folders for word in ("-iquote", folder))
    return Preceding(said, quoted, Includer(path=source, text=text))
