"""The edit that puts a rewrite into the file of its function: small hunks, or none at all.

The function is looked up by its exact text. Where that text is not there any more there
is no edit, so that nothing the user wrote since is ever overwritten.
"""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from lsprotocol import types

from lessonls.core.edit import Replacement, replaced, replacements
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


def rewrite_edits(document: Snapshot, target: Target, code: str) -> list[types.TextEdit] | None:
    """The edits that put the rewrite `code` into the target's file, in order and apart from each
    other; None when the function changed.
    """
    start = locate(document.text, target)
    if start is None:
        return None
    changes = replacements(document.text, start, target, code)
    return [edit for lines in _by_lines(document, changes) for edit in lines]


def _by_lines(
    document: Snapshot, changes: Iterable[Replacement]
) -> Iterator[Iterator[types.TextEdit]]:
    """Hunks of whole lines, so that what stands beside the function on its lines is kept."""
    text = document.text
    together: list[Replacement] = []
    first = last = 0
    for change in changes:
        start = max(text.rfind(ending, 0, change.start) for ending in "\r\n") + 1
        end = change.end
        if change.start < change.end:
            end = document.start_of(document.line_and_column(end)[0] + 1)
        if together and start > last:
            yield _hunks(document, first, last, together)
            together = []
        first = first if together else start
        together.append(change)
        last = end
    yield _hunks(document, first, last, together)


def _hunks(
    document: Snapshot, first: int, last: int, changes: Iterable[Replacement]
) -> Iterator[types.TextEdit]:
    within = [Replacement(one.start - first, one.end - first, one.text) for one in changes]
    old = document.text[first:last]
    for a, b, replacement in line_hunks(old, replaced(old, within)):
        place = types.Range(document.position(first + a), document.position(first + b))
        yield types.TextEdit(place, replacement)


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
    before = target.before + target.code + target.after
    changes = replacements(before, target.start, target, code)
    if any(_plain(change.text).strip() not in _plain(text) for change in changes):
        return False
    function = _plain(changes[-1].text)
    return function not in _plain(target.code) or locate(text, target) is None


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
