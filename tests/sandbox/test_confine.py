"""Which confinement there is, and what it refuses."""

import os
import subprocess

import pytest

from lessonls_sandbox.confine import Confinement, check, identity
from lessonls_sandbox.errors import SandboxError


def inside(script: str) -> str:
    done = subprocess.run(
        check().command(["/bin/sh", "-c", script]),
        capture_output=True,
        text=True,
        check=False,
        **identity(),
    )
    return done.stdout + done.stderr


def test_this_machine_has_a_sandbox():
    assert check().problem is None


def test_without_a_sandbox_nothing_can_be_run():
    none = Confinement("none", "no sandbox found", "install bubblewrap.")
    with pytest.raises(SandboxError, match="install bubblewrap"):
        none.command(["true"])


def test_root_becomes_an_ordinary_user():
    assert inside("id -u").strip() != "0"
    if os.geteuid() == 0:
        assert "user" in identity()


@pytest.mark.parametrize(
    ("script", "refusal"),
    [
        ("echo x > /usr/left", "Read-only"),
        ("echo x > /dev/left", "Read-only"),
        ("cat /etc/passwd", "No such file"),
        ("ls /home", "No such file"),
        ("ls /root", "No such file"),
        ("echo '|evil' > /proc/sys/kernel/core_pattern", "core_pattern"),
        ("unshare --user true", "unshare"),
    ],
)
def test_what_is_outside_stays_outside(script: str, refusal: str):
    assert refusal in inside(script)


def test_the_environment_of_the_parent_does_not_come_along(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SECRET_KEY", "planted-secret")
    assert "planted-secret" not in inside("env; cat /proc/[0-9]*/environ 2>&1")
