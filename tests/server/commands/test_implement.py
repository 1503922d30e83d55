"""`lessonls implement`: from a stub to a function, with scripted models and the real judge."""

from pathlib import Path

import pytest

from lessonls.cli import main
from lessonls.core.report import OptimizeReport
from lessonls.core.unit_tests import Origin
from tests.openai_server import Answer, OpenAIServer, Reply, Request

pytestmark = pytest.mark.xdist_group("judge")

HEAD = "int clamp(int x, int lo, int hi)"
STUB = f"/* Clamps x to the range from lo to hi: clamp(5, 0, 3) == 3. */\n{HEAD};\n"
RIGHT = f"{HEAD}\n{{\n    return x < lo ? lo : x > hi ? hi : x;\n}}"
WRONG = f"{HEAD} {{ return x > hi ? hi : x; }}"
TESTS = ["assert(clamp(-5, 0, 3) == 0);", "assert(clamp(2, 0, 3) == 2);"]
LESSON = "Check both ends, because a value may be below its range as well."

Output = pytest.CaptureFixture[str]


def block(*lines: str) -> Reply:
    return Reply("\n".join(["```c", *lines, "```"]))


def script(request: Request) -> Answer:
    """Tests; then what is wrong below the range, and what is right for who has learned that."""
    prompt = request.prompt
    if "Write the tests." in prompt:
        return block(*TESTS)
    if "# What to explain" in prompt:
        return Reply(LESSON)
    return block(RIGHT if LESSON in prompt else WRONG)


def never(request: Request) -> Answer:
    """An author of wrong tests, and of two implementations that are right."""
    prompt = request.prompt
    if "Write the tests." in prompt:
        return block(*TESTS, "assert(clamp(1, 0, 3) == 0);")
    if "# What to explain" in prompt:
        return Reply(LESSON)
    return block(RIGHT if LESSON in prompt else RIGHT.replace("x < lo", "lo > x"))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "clamp.c"
    file.write_text(STUB)
    return file


@pytest.fixture(autouse=True)
def config(served: OpenAIServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A team of one model, and nothing of an earlier run."""
    file = tmp_path / "config.toml"
    file.write_text(
        'team = "mine"\nrounds = 2\n[teams]\nmine = ["coder"]\n'
        f'[agents.coder]\nmodel = "coder"\nbase_url = "{served.base_url}"\n'
    )
    monkeypatch.setenv("LESSONLS_CONFIG", str(file))
    monkeypatch.setenv("LESSONLS_HOME", str(tmp_path / "home"))
    return file


scripted = pytest.mark.parametrize("served", [script], indirect=True)


@scripted
def test_a_stub_becomes_a_function_that_passes_all_tests(
    source: Path, served: OpenAIServer, capsys: Output
):
    """Those of the comment, of the user and of the team; the team's are kept beside the code."""
    mine = source.with_name("mine.c")
    mine.write_text("int main(void) { assert(clamp(3, 3, 3) == 3); return 0; }")
    assert main(["implement", f"{source}:clamp", "--tests", str(mine), "--apply"]) == 0
    shown = capsys.readouterr().out
    assert (
        "clamp: passes 4 of 4 tests: 1 of yours, 1 from the comment, 2 that the team wrote" in shown
    )
    assert "but clamp(-5, 0, 3) is -5" in shown
    assert "sanitizers clean (address, undefined)" in shown
    assert source.read_text() == STUB.replace(f"{HEAD};", RIGHT)
    kept = source.parent / ".lessonls" / "workloads" / "clamp.tests.c"
    assert str(kept) in shown
    assert all(test in kept.read_text() for test in TESTS)
    assert len(served.requests) == 4


@scripted
def test_tests_that_are_kept_are_used_in_place_of_asking(
    source: Path, served: OpenAIServer, capsys: Output
):
    """As the user has edited them; the report says it all in JSON."""
    kept = source.parent / ".lessonls" / "workloads" / "clamp.tests.c"
    kept.parent.mkdir(parents=True)
    team = f"// ---- written by the team ----\n{TESTS[0]}\n"
    kept.write_text(f"// Mine.\nassert(clamp(7, 1, 2) == 2);\n{team}")
    assert main(["implement", f"{source}:clamp", "--json"]) == 0
    report = OptimizeReport.model_validate_json(capsys.readouterr().out)
    origins = [test.origin for test in report.tests]
    assert origins == [Origin.USER, Origin.COMMENT, Origin.TEAM]
    assert report.best is not None
    assert report.best.speedup is None
    assert all(result.passed for result in report.best.tests)
    assert not any("Write the tests." in request.prompt for request in served.requests)
    assert source.read_text() == STUB


@pytest.mark.parametrize("served", [never], indirect=True)
def test_a_test_that_nobody_passes_is_suspected(source: Path, capsys: Output):
    """The run ends without an implementation, and says why that may be."""
    assert main(["implement", f"{source}:clamp"]) == 1
    shown = capsys.readouterr().out
    assert "No implementation was found." in shown
    assert "The best candidate passes 3 of 4 tests." in shown
    assert "No candidate passes `assert(clamp(1, 0, 3) == 0)`, which the team wrote" in shown


@scripted
def test_asserts_of_the_project_are_tests(source: Path, served: OpenAIServer, capsys: Output):
    """Where they need nothing around them; with the file's own, they may be enough."""
    lines = [f"    assert(clamp({at}, 1, 9) == {max(at, 1)});" for at in range(6)]
    tests = ["static int nine = 9;", "void ends(int lo) {", "    assert(clamp(3, lo, nine) == 3);"]
    (source.parent / "check.c").write_text("\n".join([*tests, *lines, "}", ""]))
    assert main(["implement", f"{source}:clamp"]) == 0
    shown = capsys.readouterr().out
    assert "passes 7 of 7 tests: 6 of your project, 1 from the comment" in shown
    assert not any("Write the tests." in request.prompt for request in served.requests)


PROJECT = {
    "limits.h": "#ifndef LIMITS\n#define LIMITS\n/* The larger one. */\nint larger(int, int);\n"
    "/* Clamps x to what is allowed. */\ninline int allowed(int x);\n#endif\n",
    "limits.cpp": '#include "limits.h"\nint larger(int a, int b) { return a > b ? a : b; }\n',
    "use.cpp": '#include "limits.h"\nint used(int x) { return allowed(x); }\n',
    "compile_flags.txt": "-std=c++17\n-O2\n",
}
BODY = "inline int allowed(int x) { return x > 9 ? 9 : larger(x, 1); }"


def of_project(request: Request) -> Answer:
    """A body that needs a function of another file."""
    if "Write the tests." in request.prompt:
        return block("assert(allowed(0) == 1);", "assert(allowed(10) == larger(9, 1));")
    return block(BODY)


@pytest.mark.parametrize("served", [of_project], indirect=True)
def test_an_implementation_may_use_other_files_of_the_project(tmp_path: Path, capsys: Output):
    """In a header, which is compiled as the source that includes it."""
    folder = tmp_path / "project"
    folder.mkdir()
    for name, text in PROJECT.items():
        (folder / name).write_text(text)
    assert main(["implement", f"{folder / 'limits.h'}:allowed", "--apply"]) == 0
    assert "passes 2 of 2 tests" in capsys.readouterr().out
    assert BODY in (folder / "limits.h").read_text()
    assert main(["implement", f"{folder / 'limits.h'}:larger"]) == 2
    assert "its body belongs into a source file" in capsys.readouterr().err


def test_a_function_that_another_file_defines_is_no_stub(tmp_path: Path, capsys: Output):
    """The linker would take either."""
    (tmp_path / "other.c").write_text(f"{RIGHT}\n")
    (tmp_path / "clamp.c").write_text(STUB)
    tests = tmp_path / "mine.txt"
    tests.write_text("assert(clamp(1, 0, 3) == 1);")
    place = f"{tmp_path / 'clamp.c'}:clamp"
    assert main(["implement", place, "--tests", str(tests)]) == 2
    assert "clamp is defined in" in capsys.readouterr().err


@scripted
def test_a_dry_run_shows_both_questions_and_asks_neither(
    source: Path, served: OpenAIServer, capsys: Output
):
    assert main(["implement", f"{source}:clamp", "--dry-run"]) == 0
    shown = capsys.readouterr().out
    assert "Write the tests." in shown
    assert "Write the function." in shown
    assert "assert(clamp(5, 0, 3) == 3);" in shown
    assert not served.requests


@scripted
def test_tests_that_contradict_each_other_end_in_a_sentence(source: Path, capsys: Output):
    mine = source.with_name("mine.c")
    mine.write_text("assert(clamp(5, 0, 3) == 5);")
    assert main(["implement", f"{source}:clamp", "--tests", str(mine)]) == 2
    said = capsys.readouterr().err
    assert "`assert(clamp(5, 0, 3) == 5)` (yours)" in said
    assert "contradict each other" in said


@scripted
@pytest.mark.parametrize(
    ("text", "arguments", "reason"),
    [
        (f"/* Clamps. */\n{HEAD} {{ return x; }}\n", [], "already has a body: use “optimize”"),
        (f"{HEAD};\n", [], "has no comment that says what it does"),
        (STUB, ["--team", "builtin"], "has no model, and only models write functions"),
        (STUB, ["--tests", "clamp.c"], "has no test of clamp"),
    ],
)
def test_what_cannot_be_implemented_is_refused_in_a_sentence(
    source: Path,
    capsys: Output,
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    arguments: list[str],
    reason: str,
):
    monkeypatch.chdir(source.parent)
    source.write_text(text)
    assert main(["implement", "clamp.c:clamp", *arguments]) == 2
    assert reason in capsys.readouterr().err
