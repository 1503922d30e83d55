"""Building untrusted sources."""

from pathlib import Path

import pytest

from lessonls_sandbox.build import Build, build

pytestmark = pytest.mark.xdist_group("judge")


def compile_c(source: str, *flags: str) -> Build:
    argv = ["gcc", "-shared", "-fPIC", *flags, "unit.c", "-o", "out/unit.so"]
    return build(argv, {"unit.c": source.encode()})


def test_a_source_that_compiles_gives_its_artifact():
    built = compile_c("int f(void) { return 1; }")
    assert built.succeeded
    assert built.files["unit.so"].startswith(b"\x7fELF")


def test_a_source_that_does_not_compile_gives_the_compilers_words_and_no_artifact():
    built = compile_c("int f(void) { return x; }")
    assert not built.succeeded
    assert "undeclared" in built.diagnostics


@pytest.mark.parametrize(
    "secret", ["/etc/passwd", "/etc/shadow", "/root/.bashrc", "/home/somebody/.ssh/id_rsa"]
)
def test_a_source_cannot_include_a_file_of_the_user(secret: str):
    """The compiler's error would carry the file's lines to whoever reads it."""
    built = compile_c(f'#include "{secret}"\nint f(void) {{ return 1; }}')
    assert not built.succeeded
    assert "No such file" in built.diagnostics


def test_a_source_cannot_embed_a_file_of_the_user(tmp_path: Path):
    secret = tmp_path / "key"
    secret.write_text("planted-secret")
    built = compile_c(f'__asm__(".incbin \\"{secret}\\"");\nint f(void) {{ return 1; }}')
    assert not built.succeeded
    assert "planted-secret" not in built.diagnostics


def test_what_a_build_writes_outside_its_folder_is_gone():
    script = "touch /tmp/left; touch out/kept; touch /usr/left 2>/dev/null; true"
    built = build(["/bin/sh", "-c", script], {"empty": b""})
    assert set(built.files) == {"kept"}


def test_links_and_pipes_in_the_result_are_not_followed():
    script = "ln -s /etc/hostname out/link; mkfifo out/pipe; echo ok > out/file"
    built = build(["/bin/sh", "-c", script], {"empty": b""})
    assert built.files == {"file": b"ok\n"}


def test_a_build_has_no_network_and_sees_no_other_process():
    script = "ls /sys/class/net > out/net 2>&1; ls /proc | grep -c '^[0-9]' > out/processes"
    built = build(["/bin/sh", "-c", script], {"empty": b""})
    assert b"eth0" not in built.files["net"]
    assert int(built.files["processes"]) < 12


def test_a_build_that_never_ends_is_stopped():
    built = build(["/bin/sh", "-c", "while :; do :; done"], {"empty": b""}, timeout=1.0)
    assert built.timed_out
    assert not built.succeeded
