"""Building untrusted sources, at every level of confinement."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from lessonls_sandbox import bubblewrap, landlock
from lessonls_sandbox.build import Build, build
from lessonls_sandbox.confine import Confinement, Mount
from lessonls_sandbox.errors import SandboxError

pytestmark = pytest.mark.xdist_group("judge")


Compile = Callable[[str], Build]
Shell = Callable[[str], Build]


@pytest.fixture
def compile_c(level: Confinement) -> Compile:
    def compiled(source: str) -> Build:
        argv = ["gcc", "-shared", "-fPIC", "unit.c", "-o", "out/unit.so"]
        return build(argv, {"unit.c": source.encode()}, confinement=level)

    return compiled


@pytest.fixture
def shell(level: Confinement) -> Shell:
    def run(script: str) -> Build:
        return build(["/bin/sh", "-c", script], {"empty": b""}, confinement=level)

    return run


def test_a_source_that_compiles_gives_its_artifact(compile_c: Compile):
    built = compile_c("int f(void) { return 1; }")
    assert built.succeeded
    assert built.files["unit.so"].startswith(b"\x7fELF")


def test_a_source_that_does_not_compile_gives_the_compilers_words_and_no_artifact(
    compile_c: Compile,
):
    built = compile_c("int f(void) { return x; }")
    assert not built.succeeded
    assert "undeclared" in built.diagnostics


@pytest.mark.parametrize(
    "secret", ["/etc/passwd", "/etc/shadow", "/root/.bashrc", "/home/somebody/.ssh/id_rsa"]
)
def test_a_source_cannot_include_a_file_of_the_user(secret: str, compile_c: Compile):
    """The compiler's error would carry the file's lines to whoever reads it."""
    built = compile_c(f'#include "{secret}"\nint f(void) {{ return 1; }}')
    assert not built.succeeded
    assert re.search("No such file|Permission denied", built.diagnostics)


def test_a_source_cannot_embed_a_file_of_the_user(tmp_path: Path, compile_c: Compile):
    secret = tmp_path / "key"
    secret.write_text("planted-secret")
    built = compile_c(f'__asm__(".incbin \\"{secret}\\"");\nint f(void) {{ return 1; }}')
    assert not built.succeeded
    assert "planted-secret" not in built.diagnostics


def test_what_a_build_writes_outside_its_folder_is_gone(shell: Shell):
    script = "touch /tmp/left; touch out/kept; touch /usr/left 2>/dev/null; true"
    built = shell(script)
    assert set(built.files) == {"kept"}


def test_links_and_pipes_in_the_result_are_not_followed(shell: Shell):
    script = "ln -s /etc/hostname out/link; mkfifo out/pipe; echo ok > out/file"
    built = shell(script)
    assert built.files == {"file": b"ok\n"}


def test_a_build_has_no_network_and_sees_no_other_process(shell: Shell):
    script = "ls /sys/class/net > out/net 2>&1; ls /proc | grep -c '^[0-9]' > out/processes; true"
    built = shell(script)
    assert b"eth0" not in built.files["net"]
    assert int(built.files["processes"]) < 12


def test_a_build_that_never_ends_is_stopped(level: Confinement):
    argv = ["/bin/sh", "-c", "while :; do :; done"]
    built = build(argv, {"empty": b""}, timeout=0.5, confinement=level)
    assert built.timed_out
    assert not built.succeeded


def test_the_working_folder_is_gone_afterwards(shell: Shell, level: Confinement, scratch: Path):
    """Whether the build succeeds, fails, or is stopped."""
    assert shell("mkdir -p a/b && ln -s / a/root && chmod 500 a && echo x > out/kept").succeeded
    assert not shell("exit 1").succeeded
    forever = ["/bin/sh", "-c", "setsid sleep 60 & sleep 60"]
    assert build(forever, {"empty": b""}, timeout=0.3, confinement=level).timed_out
    assert list(scratch.iterdir()) == []


def test_a_build_that_fills_its_folder_is_stopped(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, scratch: Path
):
    """Before it fills the disk."""
    for module in (bubblewrap, landlock):
        monkeypatch.setattr(module, "SCRATCH_BYTES", 64 << 20)
    written = shell("for i in 1 2 3 4; do head -c 500m /dev/zero > $i || exit 1; done; sleep 60")
    assert not written.succeeded
    assert not written.timed_out
    assert re.search("No space left|MiB of files", written.diagnostics)
    assert list(scratch.iterdir()) == []


def test_what_is_mounted_is_found_where_the_command_looks_for_it(level: Confinement, scratch: Path):
    """Also where the level cannot show it at that place."""
    folder = scratch / "headers"
    folder.mkdir()
    folder.chmod(0o755)
    (folder / "seven.h").write_text("enum { SEVEN = 7 };\n")
    (folder / "seven.h").chmod(0o644)
    plain = b"int f(void) { return SEVEN; }"
    shown = [Mount(folder, "/somewhere/else")]
    compiled = ["-c", "unit.c", "-o", "out/unit.o"]
    for argv, source in (
        (["gcc", "-I", "/somewhere/else", *compiled], b'#include "seven.h"\n' + plain),
        (["gcc", "-I/somewhere/else", *compiled], b'#include "seven.h"\n' + plain),
        (["gcc", "-include", "/somewhere/else/seven.h", *compiled], plain),
        (["/bin/sh", "-c", "gcc '-include/somewhere/else/seven.h' -c unit.c -o out/u"], plain),
    ):
        built = build(argv, {"unit.c": source}, shown, confinement=level)
        assert built.succeeded, built.diagnostics


def test_a_folder_of_headers_that_is_not_shown_does_not_exist(level: Confinement, tmp_path: Path):
    """The build goes on without it."""
    tmp_path.chmod(0)
    source = b"int f(void) { return 1; }"
    argv = ["gcc", "-iquote", str(tmp_path), f"-I{tmp_path}/x", "-c", "unit.c", "-o", "out/unit.o"]
    assert build(argv, {"unit.c": source}, confinement=level).succeeded


def test_a_compiler_that_prints_without_end_is_cut_off(shell: Shell):
    built = shell("yes | head -c 30000000; echo x > out/kept")
    assert built.succeeded
    assert len(built.diagnostics) == 64 << 10


def test_a_sandbox_that_does_not_start_is_no_verdict_on_the_source(level: Confinement):
    """And nothing that the compiler prints can look like it."""
    with pytest.raises(SandboxError, match="did not start"):
        build(["true"], {}, [Mount(Path("/not/there"), "/shown")], confinement=level)
    line = b'# 1 "bwrap"\nint f(void) { return x; }\n'
    built = build(["gcc", "-c", "unit.c"], {"unit.c": line}, confinement=level)
    assert built.diagnostics.startswith("bwrap:")
