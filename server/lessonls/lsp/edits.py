"""The edit that puts a rewrite in the place of its function: small hunks, or none at all.

The function is looked up by its exact text. Where that text is not there any more there
is no edit, so that nothing the user wrote since is ever overwritten.
"""

from collections.abc import Iterator
from difflib import SequenceMatcher

from lsprotocol import types

from lessonls.core.target import Target
from lessonls.lsp.documents import Snapshot, lines_of


def locate(text: str, target: Target) -> int | None:
    """Where the target's unchanged function starts in `text`; None when it changed.

    Edits elsewhere in the file move it: it is looked for at its old distance from the
    start and from the end of the file, then anywhere, if there is just one of it.
    """
    code = target.code
    for start in (target.start, len(text) - len(target.after) - len(code)):
        if start >= 0 and text.startswith(code, start):
            return start
    first = text.find(code)
    return first if first >= 0 and text.find(code, first + 1) < 0 else None


def fitted(code: str, text: str) -> str:
    """`code` with the line endings of `text`."""
    ending = "\r\n" if "\r\n" in text else "\n"
    return ending.join(code.replace("\r\n", "\n").split("\n"))


def function_edits(document: Snapshot, target: Target, code: str) -> list[types.TextEdit] | None:
    """The edits that replace the target's function by `code`; None when it changed."""
    start = locate(document.text, target)
    if start is None:
        return None
    end = start + len(target.code)
    # Whole lines, so that what stands beside the function on its lines is kept.
    first = max(document.text.rfind(ending, 0, start) for ending in "\r\n") + 1
    last = document.start_of(document.line_and_column(end)[0] + 1)
    fresh = fitted(code, target.code if "\n" in target.code else document.text)
    old = document.text[first:last]
    new = document.text[first:start] + fresh + document.text[end:last]
    return [
        types.TextEdit(
            types.Range(document.position(first + a), document.position(first + b)), replacement
        )
        for a, b, replacement in line_hunks(old, new)
    ]


def line_hunks(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, replacement) of each run of lines in which the texts differ."""
    before, after = lines_of(old), lines_of(new)
    offsets = [0]
    for line in before:
        offsets.append(offsets[-1] + len(line))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield offsets[a], offsets[b], "".join(after[c:d])


def workspace_edit(
    document: Snapshot, edits: list[types.TextEdit], *, versioned: bool
) -> types.WorkspaceEdit:
    """The edits of one document, tied to its version where the client understands that."""
    if not versioned:
        return types.WorkspaceEdit(changes={document.uri: edits})
    name = types.OptionalVersionedTextDocumentIdentifier(document.uri, document.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(name, edits)])


def took_effect(text: str, target: Target, code: str) -> bool:
    """Whether `text` holds the rewrite now, whatever the editor says it did.

    Line endings do not count: editors may bring them into line. A rewrite may contain the
    old function as it was, or be a part of it.
    """
    if _plain(code) not in _plain(text):
        return False
    return _plain(code) not in _plain(target.code) or locate(text, target) is None


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
