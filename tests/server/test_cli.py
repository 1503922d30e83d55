"""The command line as a whole: exit codes, one sentence for what goes wrong, help."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lessonls import cli
from lessonls.cli import main
from lessonls.commands.app import SUMMARIES

COMMANDS = [
    ["optimize"],
    ["judge"],
    ["workload"],
    ["doctor"],
    ["serve"],
    *(["bank", name] for name in ("list", "show", "search", "stats", "export", "import", "forget")),
]

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LESSONLS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "100")


@pytest.mark.parametrize("command", [[], ["bank"], *COMMANDS], ids=" ".join)
def test_every_command_explains_itself_with_an_example(command: list[str], capsys: Output):
    """The example is a call of that command."""
    assert main([*command, "--help"]) == 0
    shown = capsys.readouterr().out
    assert f"Example: lessonls {' '.join(command)}".rstrip() in shown


def test_the_version_is_the_installed_one(capsys: Output):
    """One line."""
    assert main(["--version"]) == 0
    assert re.fullmatch(r"lessonls \d+\.\d+\.\d+\n", capsys.readouterr().out)


@pytest.mark.parametrize("name", SUMMARIES)
def test_the_list_of_commands_says_what_each_command_says_itself(name: str, capsys: Output):
    assert main([name, "--help"]) == 0
    own = " ".join(capsys.readouterr().out.split("\n\n")[1].split())
    assert own.startswith(SUMMARIES[name].rstrip("."))


@pytest.mark.parametrize("asked", ["--version", "--help"])
def test_what_needs_no_command_loads_none(asked: str):
    script = (
        f"import sys; from lessonls.cli import main; main([{asked!r}]);"
        " sys.exit(bool({'numpy', 'pydantic', 'lessonls.composition'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert ran.returncode == 0


def test_a_command_that_there_is_not_is_told_with_the_one_that_was_meant(capsys: Output):
    assert main(["optimise"]) == 2
    assert "Did you mean 'optimize'?" in capsys.readouterr().err


SOURCE = b"int twice(int x) { return x + x; }\nint more;\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["optimize", "missing.c:f"], "missing.c does not exist."),
        (["optimize", "twice.c"], "does not name a function: write FILE:FUNCTION"),
        (["optimize", ".:f"], "is a directory"),
        (["optimize", "binary.c:f"], "is a binary file"),
        (["optimize", "latin.c:f"], "is not UTF-8 (line 1)"),
        (["optimize", "twice.c:thrice"], "defines no function thrice"),
        (["optimize", "twice.c:9"], "twice.c has only 3 lines"),
        (["optimize", "twice.c:0"], "twice.c has only 3 lines"),
        (["optimize", "twice.c:twice", "--team", "dream"], "Known teams: builtin."),
        (["judge", "twice.c:twice", "missing.c"], "missing.c does not exist."),
        (["workload", "missing.c:f"], "missing.c does not exist."),
        (["bank", "show", "0123"], "no lesson ID starts with “0123”"),
        (["bank", "import", "twice.c"], "is not a lesson"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bad_input_is_one_sentence_and_exit_code_2(
    arguments: list[str],
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Output,
):
    """Nothing on standard output, no traceback."""
    monkeypatch.chdir(tmp_path)
    Path("twice.c").write_bytes(SOURCE)
    Path("binary.c").write_bytes(b"\0\1")
    Path("latin.c").write_bytes("// é".encode("latin-1"))
    assert main(arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert sentence in shown.err
    assert shown.err.startswith("lessonls: ")
    assert shown.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["optimise"],
        ["optimize"],
        ["optimize", "a.c:f", "--rounds", "0"],
        ["optimize", "a.c:f", "--rounds", "many"],
        ["optimize", "a.c:f", "--mode", "gpu"],
        ["bank", "forget"],
        ["bank", "forget", "abc", "--all"],
        ["serve", "--stdio", "--tcp", "1"],
        ["serve", "--tcp", "99999"],
    ],
    ids=" ".join,
)
def test_bad_usage_is_exit_code_2(arguments: list[str], capsys: Output):
    """With the usage line and what is wrong, on standard error."""
    assert main(arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "Usage: lessonls" in shown.err


@pytest.mark.parametrize("debug", ["", "1"])
def test_what_should_not_have_happened_asks_for_a_report(
    debug: str, monkeypatch: pytest.MonkeyPatch, capsys: Output
):
    """One line; the traceback only for those who ask."""
    monkeypatch.setenv("LESSONLS_DEBUG", debug)
    assert cli.report(ZeroDivisionError("division\nby zero")) == 3
    shown = capsys.readouterr().err
    assert (
        "internal error in lessonls: ZeroDivisionError: division by zero. Please report it" in shown
    )
    assert ("ZeroDivisionError: division\nby zero" in shown) is bool(debug)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "lessonls.cli", *arguments]


@pytest.mark.parametrize(
    "arguments",
    [
        ["optimize", "twice.c:twice"],
        ["judge", "twice.c:twice", "twice.c"],
        ["workload", "twice.c:twice"],
        ["doctor"],
    ],
    ids=" ".join,
)
def test_without_a_sandbox_nothing_runs(arguments: list[str], tmp_path: Path):
    """The refusal says what to install; exit code 3. As on a kernel without Landlock."""
    (tmp_path / "twice.c").write_bytes(SOURCE)
    without = (
        "import sys; from lessonls_sandbox import confine; confine._LEVELS = confine._LEVELS[:1];"
        " from lessonls.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", without, *arguments],
        cwd=tmp_path,
        env=os.environ | {"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert "install bubblewrap" in " ".join((done.stdout + done.stderr).split())
    assert "Traceback" not in done.stderr


def test_a_closed_pipe_ends_a_command_quietly(tmp_path: Path):
    """As in `lessonls --help | true`."""
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(
        command("bank", "list"), stdout=theirs, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(theirs)
    assert "Traceback" not in done.stderr
    assert "report" not in done.stderr


def message(content: dict[str, object]) -> bytes:
    body = json.dumps({"jsonrpc": "2.0", **content}).encode()
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


@pytest.mark.parametrize("flag", [[], ["--stdio"]], ids=["", "--stdio"])
def test_serve_speaks_nothing_but_the_protocol_on_stdout(flag: list[str]):
    """From the first byte to the last, composed as users get it."""
    parameters = {"processId": None, "rootUri": None, "capabilities": dict[str, object]()}
    requests: list[dict[str, object]] = [
        {"id": 1, "method": "initialize", "params": parameters},
        {"method": "initialized", "params": dict[str, object]()},
    ]
    done = subprocess.run(
        command("serve", *flag),
        input=b"".join(map(message, requests)),
        capture_output=True,
        check=False,
    )
    answers: list[dict[str, object]] = []
    rest = done.stdout
    while rest:
        header, rest = rest.split(b"\r\n\r\n", 1)
        length = int(re.findall(rb"Content-Length: (\d+)", header)[0])
        answers.append(json.loads(rest[:length]))
        rest = rest[length:]
    assert [answer["id"] for answer in answers if "result" in answer] == [1]


def test_an_editor_is_answered_before_what_reads_sources_is_loaded():
    """It is loaded right afterwards."""
    parameters = {"processId": None, "rootUri": None, "capabilities": dict[str, object]()}
    pipe = subprocess.PIPE
    with subprocess.Popen(command("serve"), stdin=pipe, stdout=pipe, stderr=pipe) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        loaded = Path(f"/proc/{server.pid}/maps")
        server.stdin.write(message({"id": 1, "method": "initialize", "params": parameters}))
        server.stdin.flush()
        assert server.stdout.readline().startswith(b"Content-Length")
        assert "tree_sitter" not in loaded.read_text()
        server.stdin.write(message({"method": "initialized", "params": dict[str, object]()}))
        server.stdin.flush()
        while "tree_sitter" not in loaded.read_text():
            assert server.poll() is None
            time.sleep(0.01)
        server.kill()


@pytest.mark.xdist_group("judge")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
def test_a_stopped_run_leaves_one_line_and_no_process(number: signal.Signals, tmp_path: Path):
    """Exit code 130, while the original is being built and run in the sandbox."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # Whoever starts the tests in the background makes all their children deaf to it.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    source = tmp_path / "twice.c"
    source.write_bytes(SOURCE)
    mark = f"LESSONLS_TEST={tmp_path}"
    with subprocess.Popen(
        command("optimize", f"{source}:twice"),
        env=os.environ | dict([mark.split("=")]),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("building"):
                break
        process.send_signal(number)
        _, errors = process.communicate()
    assert process.returncode == 130
    assert errors == "lessonls: cancelled.\n"
    assert [pid for pid in Path("/proc").glob("[0-9]*") if mark in environment(pid)] == []


def environment(process: Path) -> str:
    try:
        return (process / "environ").read_text(errors="replace")
    except OSError:
        return ""
