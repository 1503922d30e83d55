"""The bank's commands, against a real bank on disk."""

import asyncio
import io
from pathlib import Path

import pytest

from lessonls.adapters.disk_bank import DiskBank
from lessonls.cli import main
from lessonls.core.lesson import LONGEST_TEXT, Lesson
from lessonls.core.lesson_lines import as_imported, to_json_lines
from lessonls.core.target import Language, Mode
from lessonls.core.verdict import Outcome

Output = pytest.CaptureFixture[str]


def lesson(number: int, text: str, outcome: Outcome = Outcome.SIGNIFICANTLY_FASTER) -> Lesson:
    return Lesson(
        id=f"{number:x}".ljust(16, "0"),
        text=text,
        outcome=outcome,
        speedup=None if outcome is Outcome.INCORRECT else 2.0,
        agent="locality",
        round=0,
        function="multiply",
        target_digest="1",
        language=Language.C,
        mode=Mode.SERIAL,
        created=float(number),
    )


LESSONS = (
    lesson(1, "Interchanging the loops walks along memory."),
    lesson(2, "Splitting the sum\nbroke the order.\x1b[31m", Outcome.INCORRECT),
    lesson(0xA, "Row pointers need restrict."),
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LESSONLS_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def bank(home: Path) -> DiskBank:
    bank = DiskBank(home)
    asyncio.run(bank.add_all(LESSONS))
    return bank


def test_an_empty_bank_says_how_to_fill_it(home: Path, capsys: Output):
    """It is no error."""
    assert main(["bank", "list"]) == 0
    assert "empty" in capsys.readouterr().out


def test_the_list_is_one_line_a_lesson(bank: DiskBank, capsys: Output):
    """Fields parted by tabs in a pipe; nothing in a lesson can steer a terminal."""
    assert main(["bank", "list"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "10000000\tsignificantly faster\t2.00x\tmultiply\tlocality\t"
        "Interchanging the loops walks along memory.",
        "20000000\tincorrect\t-\tmultiply\tlocality\tSplitting the sum broke the order.\ufffd[31m",
        "a0000000\tsignificantly faster\t2.00x\tmultiply\tlocality\tRow pointers need restrict.",
    ]


def test_a_short_list_shows_the_newest(bank: DiskBank, capsys: Output):
    """And says how many there are besides."""
    assert main(["bank", "list", "--limit", "1"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert [line[:8] for line in shown] == ["a0000000", "… and 2 "]


def test_a_lesson_is_shown_by_the_beginning_of_its_id(bank: DiskBank, capsys: Output):
    """With everything that is known but its vector."""
    assert main(["bank", "show", "2"]) == 0
    shown = capsys.readouterr().out
    assert "outcome: incorrect" in shown
    assert "created: 1970-01-01 00:00:02+00:00" in shown
    assert "embedding" not in shown


def test_a_beginning_that_fits_several_lessons_is_refused(home: Path, capsys: Output):
    """Nothing is forgotten by accident."""
    bank = DiskBank(home)
    asyncio.run(bank.add_all([lesson(0x11, "One."), lesson(0x12, "Two.")]))
    assert main(["bank", "forget", "1"]) == 2
    assert "“1” matches 2 lessons: type more of the ID" in capsys.readouterr().err
    assert len(asyncio.run(bank.lessons())) == 2


def test_search_puts_the_related_lesson_first(bank: DiskBank, capsys: Output):
    """By the words that they share."""
    assert main(["bank", "search", "loop", "interchange", "memory", "loops"]) == 0
    assert capsys.readouterr().out.startswith("10000000")


def test_a_search_without_an_answer_says_so(bank: DiskBank, capsys: Output):
    """It is no error."""
    assert main(["bank", "search", "zzzz"]) == 0
    assert "No matching lessons" in capsys.readouterr().out


def test_the_statistics_count_by_outcome(bank: DiskBank, home: Path, capsys: Output):
    """And say where the bank is."""
    assert main(["bank", "stats"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"3 lessons in {home / 'bank'}",
        "by standing: candidate 3",
        "by outcome: significantly faster 2, incorrect 1",
        "by agent: locality 3",
        "by mode: serial 3",
        "by function: multiply 3",
    ]


def test_proven_lessons_are_marked_and_counted_with_what_was_compared(
    bank: DiskBank, capsys: Output
):
    """The most certain first; whether a lesson was shown alone says nothing."""
    counts = ({"helpful": 10, "harmful": 1, "tied": 2}, {"helpful": 1, "harmful": 1})
    tried = [
        lesson(number, f"Lesson {number}.").model_copy(update=one)
        for number, one in enumerate(counts, 8)
    ]
    asyncio.run(bank.add_all(tried))
    assert main(["bank", "stats"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[1] == "by standing: candidate 4, proven 1"
    assert shown[-2:] == [
        "80000000 proven: faster with it in 10 of 11 pairs of runs (0.53 to 1.00), 2 ties",
        "90000000 candidate: faster with it in 1 of 2 pairs of runs (0.02 to 0.98)",
    ]
    assert main(["bank", "list"]) == 0
    assert "locality (proven)" in capsys.readouterr().out
    assert main(["bank", "show", "8"]) == 0
    assert "standing: proven, faster with it in 10 of 11" in capsys.readouterr().out


def test_export_forget_and_import_lose_nothing(bank: DiskBank, home: Path, capsys: Output):
    """JSON Lines there and back."""
    before = asyncio.run(bank.lessons())
    file = home / "lessons.jsonl"
    assert main(["bank", "export", str(file)]) == 0
    assert main(["bank", "forget", "--all"]) == 0
    assert asyncio.run(bank.lessons()) == []
    assert main(["bank", "import", str(file), "--yes"]) == 0
    assert asyncio.run(bank.lessons()) == [as_imported(one) for one in before]
    said = capsys.readouterr().out.splitlines()
    assert [*said[:2], said[-1]] == [
        f"3 lessons written to {file}.",
        "3 lessons forgotten.",
        "3 lessons imported.",
    ]


def test_export_and_import_work_in_pipes(
    bank: DiskBank, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
):
    """`lessonls bank export | lessonls bank import -`."""
    assert main(["bank", "export"]) == 0
    text = capsys.readouterr().out
    assert text.count("\n") == 3
    monkeypatch.setenv("LESSONLS_HOME", str(home / "other"))
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    assert main(["bank", "import", "-", "--yes"]) == 0
    assert len(asyncio.run(DiskBank(home / "other").lessons())) == 3


@pytest.mark.parametrize(
    ("sent", "line"), [(b"x" * 100_000_001, "larger than 100 MB"), (b"\xff", "not UTF-8")]
)
def test_a_pipe_that_brings_no_lessons_imports_nothing(
    bank: DiskBank, monkeypatch: pytest.MonkeyPatch, capsys: Output, sent: bytes, line: str
):
    """One that has no end, or no text."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(sent), "utf-8"))
    assert main(["bank", "import", "-", "--yes"]) == 2
    assert line in capsys.readouterr().err
    assert asyncio.run(bank.count()) == 3


def test_a_whole_export_can_be_imported(bank: DiskBank, home: Path):
    """Also one of more bytes than any source file."""
    many = [
        LESSONS[0].model_copy(update={"id": f"{n:016x}", "code": "x" * 4000}) for n in range(2200)
    ]
    (home / "many.jsonl").write_text(to_json_lines(many))
    assert main(["bank", "import", str(home / "many.jsonl"), "--yes"]) == 0
    assert asyncio.run(bank.count()) == 2203


def test_an_export_overwrites_nothing(bank: DiskBank, home: Path, capsys: Output):
    """An old export may be all that is left of some lessons."""
    file = home / "lessons.jsonl"
    file.write_text("precious")
    assert main(["bank", "export", str(file)]) == 2
    assert "cannot be written: File exists" in capsys.readouterr().err
    assert file.read_text() == "precious"


def test_one_bad_line_imports_nothing(bank: DiskBank, home: Path, capsys: Output):
    """The sentence names the line."""
    file = home / "lessons.jsonl"
    fine = lesson(7, "Seven.").model_dump_json()
    file.write_text(f"{fine}\n{{}}\n")
    assert main(["bank", "import", str(file), "--yes"]) == 2
    assert "line 2 is not a lesson" in capsys.readouterr().err
    assert len(asyncio.run(bank.lessons())) == 3


NEW = lesson(7, "Seven\x1b[2J.").model_copy(update={"code": "evil", "helpful": 9, "factor": 3.0})


@pytest.fixture
def file(home: Path) -> Path:
    file = home / "theirs.jsonl"
    file.write_text(to_json_lines([NEW]))
    return file


def test_lessons_are_shown_and_not_imported_where_nobody_can_be_asked(
    bank: DiskBank, file: Path, capsys: Output
):
    """Unless a script says --yes."""
    assert main(["bank", "import", str(file)]) == 2
    shown = capsys.readouterr()
    assert "Seven\ufffd[2J." in shown.out
    assert "--yes" in shown.err
    assert asyncio.run(bank.count()) == 3


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("answer", "count"), [("y\n", 4), ("n\n", 3), ("\n", 3)])
def test_on_a_terminal_the_user_decides_after_reading(
    bank: DiskBank, file: Path, monkeypatch: pytest.MonkeyPatch, answer: str, count: int
):
    """The lessons come first, then the question."""
    screen = Terminal()
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    monkeypatch.setattr("sys.stdout", screen)
    assert main(["bank", "import", str(file)]) == 0
    shown = screen.getvalue()
    assert 0 < shown.index("Seven") < shown.index("Add 1 lesson to the bank?")
    assert "\x1b[2J" not in shown
    assert asyncio.run(bank.count()) == count


def test_imported_lessons_are_marked_and_start_anew(bank: DiskBank, file: Path, capsys: Output):
    """Without their code, record and vectors."""
    assert main(["bank", "import", str(file), "--yes"]) == 0
    (imported,) = asyncio.run(bank.get([NEW.id]))
    assert imported == as_imported(NEW)
    assert main(["bank", "list", "--limit", "1"]) == 0
    assert "locality (imported)" in capsys.readouterr().out
    assert main(["bank", "show", "7"]) == 0
    assert "imported: True" in capsys.readouterr().out


def test_an_import_never_replaces_a_lesson_of_ones_own(bank: DiskBank, home: Path, capsys: Output):
    """Somebody may have chosen its id."""
    theirs = LESSONS[0].model_copy(update={"text": "Do harm."})
    (home / "theirs.jsonl").write_text(to_json_lines([theirs, NEW]))
    assert main(["bank", "import", str(home / "theirs.jsonl"), "--yes"]) == 0
    assert asyncio.run(bank.get([theirs.id])) == [LESSONS[0]]
    said = capsys.readouterr().out
    assert "1 lesson imported." in said
    assert "Skipped 1 lesson already in the bank" in said


def test_a_lesson_that_is_too_long_imports_nothing(bank: DiskBank, home: Path, capsys: Output):
    """Agents read all of it."""
    long = NEW.model_copy(update={"text": "x" * (LONGEST_TEXT + 1)})
    (home / "theirs.jsonl").write_text(to_json_lines([long]))
    assert main(["bank", "import", str(home / "theirs.jsonl"), "--yes"]) == 2
    assert "longer than" in capsys.readouterr().err
    assert asyncio.run(bank.count()) == 3


def test_a_lesson_of_no_sensible_time_is_shown(bank: DiskBank, capsys: Output):
    """A row may hold any number."""
    asyncio.run(bank.add(NEW.model_copy(update={"created": 1e300})))
    assert main(["bank", "show", "7"]) == 0
    assert "created: unknown" in capsys.readouterr().out


def test_only_named_lessons_are_forgotten(bank: DiskBank, capsys: Output):
    """For good."""
    assert main(["bank", "forget", "1", "a"]) == 0
    assert "2 lessons forgotten." in capsys.readouterr().out
    assert [one.id[0] for one in asyncio.run(bank.lessons())] == ["2"]


@pytest.mark.parametrize("command", [["list"], ["stats"], ["search", "x"], ["forget", "--all"]])
def test_a_bank_that_cannot_be_used_is_said_in_one_sentence(
    command: list[str], home: Path, capsys: Output
):
    """Nothing is deleted."""
    (home / "bank").mkdir()
    (home / "bank" / "cache.db").write_bytes(b"no database" * 100)
    assert main(["bank", *command]) == 2
    shown = capsys.readouterr().err
    assert "nothing was deleted" in shown
    assert shown.count("\n") == 1
    assert (home / "bank" / "cache.db").read_bytes() == b"no database" * 100
