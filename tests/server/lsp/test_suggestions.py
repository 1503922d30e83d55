"""Suggestions wait for an answer, one for each function."""

from pathlib import Path

import pytest
from lsprotocol import types

from lessonls.core.target import Language, Mode, Parameter, Target
from lessonls.core.verdict import Evidence, Verdict, VerdictKind
from lessonls.fakes import correct
from lessonls.lsp.code_actions import wanted
from lessonls.lsp.code_lenses import code_lenses
from lessonls.lsp.documents import Snapshot
from lessonls.lsp.papers import Papers
from lessonls.lsp.suggestions import Suggestions

URI = "file:///f.cpp"
CODE = "int f(int n) {\n  return n;\n}"


def target(name: str = "f", parameter: str = "int n") -> Target:
    return Target(
        path=Path("f.cpp"),
        language=Language.CPP,
        name=name,
        qualified_name=f"ns::{name}",
        returns="int",
        parameters=(Parameter(name="n", text=parameter),),
        code=CODE,
        before="// é\n",
        after="\n",
        start=5,
        line=2,
        flags=(),
        directory=Path(),
    )


def test_a_newer_suggestion_takes_the_place_of_the_older() -> None:
    """For the same function of the same file."""
    suggestions = Suggestions()
    suggestions.add(URI, target(), Mode.SERIAL, "old", correct(2.0))
    newer = suggestions.add(URI, target(), Mode.OPENMP, "new", correct(3.0))
    assert list(suggestions.of(URI)) == [newer]


def test_overloads_and_other_files_keep_their_own() -> None:
    """A function is told by its name, its parameters and its file."""
    suggestions = Suggestions()
    first = suggestions.add(URI, target(), Mode.SERIAL, "a", correct(2.0))
    overload = suggestions.add(URI, target(parameter="long n"), Mode.SERIAL, "b", correct(2.0))
    other = suggestions.add("file:///g.cpp", target(), Mode.SERIAL, "c", correct(2.0))
    assert list(suggestions.of(URI)) == [first, overload]
    assert list(suggestions.of("file:///g.cpp")) == [other]
    assert len({first.id, overload.id, other.id}) == 3


def test_a_suggestion_is_taken_once_and_can_be_put_back() -> None:
    """So that a second click finds nothing to apply."""
    suggestions = Suggestions()
    one = suggestions.add(URI, target(), Mode.SERIAL, "a", correct(2.0))
    assert suggestions.take(one.id) == (one,)
    assert suggestions.take(one.id) == ()
    assert suggestions.get(one.id) is None
    suggestions.keep([one])
    assert suggestions.get(one.id) is one


FULL = Verdict(
    kind=VerdictKind.CORRECT,
    speedup=3.42,
    interval=(3.2, 3.6),
    evidence=Evidence(
        inputs=412, line_coverage=1.0, sanitizers=("address",), threads=(1, 2), confirmed=True
    ),
)


@pytest.mark.parametrize(
    ("verdict", "sentence"),
    [
        (
            FULL,
            "3.42x speedup, 95% CI 3.20 to 3.60, equal on 412 inputs, 100% of lines covered, "
            "sanitizers clean (address), run with 1, 2 threads, "
            "confirmed in a second timing session",
        ),
        (Verdict(kind=VerdictKind.CORRECT, speedup=1.5), "1.50x speedup"),
    ],
)
def test_the_evidence_names_only_what_was_checked(verdict: Verdict, sentence: str) -> None:
    """No claim without its ground."""
    suggestion = Suggestions().add(URI, target(), Mode.SERIAL, CODE, verdict)
    assert suggestion.evidence == sentence


def test_the_diff_begins_with_the_evidence() -> None:
    """And is a unified diff of the file."""
    suggestion = Suggestions().add(
        URI, target(), Mode.SERIAL, CODE.replace("n;", "(n);"), correct(2.0)
    )
    lines = suggestion.diff.splitlines()
    assert lines[0].startswith("ns::f: 2.00x speedup")
    assert {"-  return n;", "+  return (n);"} <= set(lines)


def test_a_diff_file_stays_in_its_private_folder() -> None:
    """Whatever the function is called; and goes with it."""
    suggestion = Suggestions().add(URI, target("operator/../../x"), Mode.SERIAL, CODE, correct(2.0))
    folder = Papers()
    path = folder.write(suggestion.id, "diff", suggestion.diff)
    assert path.name == "operator_x_1.diff"
    assert path.read_text(encoding="utf-8") == suggestion.diff
    folder.close()
    assert not path.parent.exists()
    folder.close()


def test_lenses_stand_where_the_function_is_now() -> None:
    """And nowhere, while it is not what it was."""
    suggestions = Suggestions()
    suggestions.add(URI, target(), Mode.SERIAL, "a", correct(2.0))
    moved = Snapshot(URI, Path("f.cpp"), f"// é\n\n\n{CODE}\n", 3)
    lenses = code_lenses(moved, suggestions.of(URI))
    assert {lens.range.start.line for lens in lenses} == {3}
    assert [lens.command.title for lens in lenses if lens.command] == [
        "Accept (2.00x speedup)",
        "Reject",
        "Show diff",
        "Why",
    ]
    changed = Snapshot(URI, Path("f.cpp"), moved.text.replace("return n", "return -n"), 4)
    assert code_lenses(changed, suggestions.of(URI)) == []


@pytest.mark.parametrize(
    ("only", "ours"),
    [
        (None, True),
        (["refactor.rewrite"], True),
        (["refactor"], True),
        ([""], True),
        (["quickfix", "refactor"], True),
        ([types.CodeActionKind.RefactorRewrite], True),
        ([], False),
        (["quickfix"], False),
        (["refactor.rewrite.other"], False),
        (["refactor.re"], False),
        (["source"], False),
    ],
)
def test_kinds_are_asked_for_by_prefix(only: list[str] | None, ours: bool) -> None:
    """At the dots, as the protocol defines it."""
    assert wanted(types.CodeActionContext([], only=only)) is ours
