"""Reading and writing the user's source files."""

import os
from pathlib import Path

import pytest

from lessonls.cli import main
from lessonls.commands.source import apply, read_candidate, read_source, split_place
from lessonls.core.errors import InputError
from lessonls.core.target import Language, Target

CODE = "int one(void) {\n    return 1;\n}"
REWRITE = "int one(void) {\n    return 3 - 2;\n}"


@pytest.mark.parametrize(
    ("place", "file", "function"),
    [
        ("a.c:f", "a.c", "f"),
        ("a.cpp:ns::f", "a.cpp", "ns::f"),
        ("a.cpp:ns::inner::f<std::vector<int>>", "a.cpp", "ns::inner::f<std::vector<int>>"),
        ("odd:name.c:f", "odd:name.c", "f"),
        ("odd::name.c:f", "odd::name.c", "f"),
        ("dir/a.c:12", "dir/a.c", "12"),
        ("with space.c:f", "with space.c", "f"),
    ],
)
def test_a_place_is_split_at_its_last_single_colon(place: str, file: str, function: str):
    """File names may hold colons, function names hold double ones."""
    assert split_place(place) == (Path(file), function)


@pytest.mark.parametrize("place", ["", "a.c", "a.c:", ":f", "a.c::f", ":"])
def test_a_place_without_a_function_is_refused(place: str):
    """The sentence says what to write."""
    with pytest.raises(InputError, match="write FILE:FUNCTION"):
        split_place(place)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"int a;\nint \xff;\n", r"not UTF-8 \(line 2\)"),
        (b"\x7fELF\0\0", "a binary file"),
        (b" " * 8_000_001, "larger than 8 MB"),
    ],
)
def test_what_is_no_source_text_is_refused(tmp_path: Path, content: bytes, sentence: str):
    """Each with its reason."""
    file = tmp_path / "a.c"
    file.write_bytes(content)
    with pytest.raises(InputError, match=sentence):
        read_source(file)


def test_what_is_no_file_is_refused(tmp_path: Path):
    """Missing files, folders, pipes (which would block), loops and impossible names."""
    os.mkfifo(tmp_path / "pipe.c")
    (tmp_path / "loop.c").symlink_to("loop.c")
    for name, sentence in {
        "missing.c": "does not exist",
        "": "is a directory",
        "pipe.c": "not a regular file",
        "loop.c": "cannot be read",
        "x" * 300: "cannot be read",
        "nul\0.c": "cannot be read",
    }.items():
        with pytest.raises(InputError, match=sentence):
            read_source(tmp_path / name)


BAD_CANDIDATES: dict[str, tuple[bytes | None, str]] = {
    "empty": (b"", "is empty: it should contain the rewritten function."),
    "blank": (b" \r\n\t\n", "is empty"),
    "mark": (b"\xef\xbb\xbf\n", "is empty"),
    "nul": (CODE.encode() + b"\0", "is a binary file, not source text."),
    "program": (b"\x7fELF\x02\x01\0\0", "is a binary file"),
    "wide": (CODE.encode("utf-16"), "is a binary file"),
    "latin": (CODE.encode() + b"\n// \xe9", "is not UTF-8 (line 4): convert it first."),
    "huge": (b" " * 10_000_000, "is larger than 1 MB."),
    "large": (CODE.encode() + b"/" * 1_000_000, "is larger than 1 MB."),
    "folder": (None, "is a directory, not a file."),
    "missing": (None, "does not exist."),
    "pipe": (None, "is not a regular file."),
    "loop": (None, "cannot be read"),
}


@pytest.mark.parametrize("name", BAD_CANDIDATES)
def test_a_file_that_is_no_candidate_ends_judge_with_one_sentence(
    tmp_path: Path,
    name: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    """Before anything is compiled, with exit code 2 and nothing on standard output."""
    monkeypatch.setenv("LESSONLS_HOME", str(tmp_path / "home"))
    content, sentence = BAD_CANDIDATES[name]
    source, candidate = tmp_path / "one.c", tmp_path / f"{name}.c"
    source.write_text(CODE)
    if content is not None:
        candidate.write_bytes(content)
    elif name == "folder":
        candidate.mkdir()
    elif name == "pipe":
        os.mkfifo(candidate)
    elif name == "loop":
        candidate.symlink_to(candidate)
    assert main(["judge", f"{source}:one", str(candidate)]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(f"lessonls: {candidate} {sentence}")
    assert shown.err.count("\n") == 1


def test_a_candidate_that_may_not_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Permissions do not stop the superuser, so the refusal is the system's in any case."""
    file = tmp_path / "one.c"
    file.write_text(CODE)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match=r"one\.c cannot be read: Permission denied\."):
        read_candidate(file)


def test_a_candidate_is_read_without_its_mark(tmp_path: Path):
    file = tmp_path / "one.c"
    file.write_bytes(b"\xef\xbb\xbf" + CODE.encode())
    assert read_candidate(file) == CODE


def target_in(path: Path) -> Target:
    text = read_source(path).text
    code = CODE.replace("\n", "\r\n") if "\r\n" in text else CODE
    start = text.index(code)
    return Target(
        path=path,
        language=Language.C,
        name="one",
        qualified_name="one",
        returns="int",
        parameters=(),
        code=code,
        before=text[:start],
        after=text[start + len(code) :],
        start=start,
        line=1,
        flags=(),
        directory=path.parent,
    )


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
@pytest.mark.parametrize("last", [b"", b"\n"])
def test_applying_keeps_everything_but_the_function(
    tmp_path: Path, mark: bytes, ending: bytes, last: bytes
):
    """Byte order mark, line endings, accents, permissions, and a missing last newline."""
    file = tmp_path / "one.c"
    shape = mark + "/* één */\n%s\nint x;".encode().replace(b"\n", ending) + last
    file.write_bytes(shape % CODE.encode().replace(b"\n", ending))
    file.chmod(0o640)
    apply(target_in(file), REWRITE)
    assert file.read_bytes() == shape % REWRITE.encode().replace(b"\n", ending)
    assert file.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [file]


def test_applying_through_a_link_changes_the_file_behind_it(tmp_path: Path):
    """The link stays a link."""
    (tmp_path / "real").mkdir()
    file = tmp_path / "real" / "one.c"
    file.write_text(CODE)
    link = tmp_path / "link.c"
    link.symlink_to(file)
    apply(target_in(link), REWRITE)
    assert link.is_symlink()
    assert file.read_text() == REWRITE


def test_a_function_that_changed_since_is_left_alone(tmp_path: Path):
    """The user's text is never overwritten."""
    file = tmp_path / "one.c"
    file.write_text(CODE)
    target = target_in(file)
    file.write_text(CODE.replace("1", "11"))
    with pytest.raises(InputError, match="was not changed"):
        apply(target, REWRITE)
    assert file.read_text() == CODE.replace("1", "11")
