"""The checkout itself: what may be written in a file that everybody gets."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")

MACHINE_PATH = re.compile(rb"(?<![\w.~])/(?:home|Users|root|work)/[A-Za-z0-9._-]+/")
"""A folder of somebody's own, such as the home of the person who wrote the file."""

REGISTRY = re.compile(rb"https?://[^\s\"'<>]*(?:/simple\b|/repository/|\bregistry\b|pythonhosted)")
"""The address of a package registry, public or somebody's own."""

EXAMPLE_HOMES = tuple(f"/home/{name}/".encode() for name in ("me", "you", "user", "somebody"))
"""Made-up homes that texts and tests may use."""


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "-C", str(ROOT), "ls-files", "-z"],
        capture_output=True,
        check=False,
    )
    if listed.returncode != 0:
        pytest.skip("this is not a git checkout")
    paths = [ROOT / name.decode() for name in listed.stdout.split(b"\0") if name]
    return [path for path in paths if path.is_file() and not path.is_symlink()]


def test_no_file_holds_a_path_of_somebodys_machine():
    """Files name no folder that exists on one machine only."""
    found = [
        (str(path.relative_to(ROOT)), match[0].decode())
        for path in tracked()
        for match in MACHINE_PATH.finditer(path.read_bytes())
        if match[0] not in EXAMPLE_HOMES
    ]
    assert found == []


def test_no_file_names_a_package_registry():
    """Where packages come from is the user's configuration, not ours."""
    found = [
        (str(path.relative_to(ROOT)), match[0].decode())
        for path in tracked()
        for match in REGISTRY.finditer(path.read_bytes())
    ]
    assert found == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_every_package_by_hash_and_carries_no_address(name: str):
    """The same packages for everybody, from wherever they have them."""
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text
    pinned = re.findall(
        r"^([a-z0-9._-]+)==\S+(.*\\\n(?:    --hash=sha256:[0-9a-f]{64}.*\n)+)", text, re.M
    )
    assert len(pinned) == len(re.findall(r"^\S", text, re.M)) > 10


def test_npm_locks_carry_no_address():
    """An npm lock would otherwise name the registry that its author used."""
    for path in tracked():
        if path.name in ("package-lock.json", ".package-lock.json", "npm-shrinkwrap.json"):
            assert '"resolved": "http' not in path.read_text(), path


def test_every_runtime_dependency_is_in_both_locks():
    """`make demo` and `make test` run the same versions."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    names = {re.split(r"[<>=! ]", line)[0] for line in project["dependencies"]}
    versions: list[dict[str, str]] = []
    for lock in LOCKS:
        pins = re.findall(r"^([a-z0-9._-]+)==([^\s;]+)", (ROOT / lock).read_text(), re.M)
        versions.append(dict(pins))
    runtime, dev = versions
    assert names <= runtime.keys()
    assert runtime.items() <= dev.items()


def test_pre_commit_downloads_nothing():
    """Hooks run from the checkout's own environment."""
    text = (ROOT / ".pre-commit-config.yaml").read_text()
    assert set(re.findall(r"repo: (\S+)", text)) == {"local"}
    assert set(re.findall(r"language: (\S+)", text)) == {"system"}


def test_every_test_that_the_architecture_names_exists():
    """An invariant without its test would only be a wish."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text)
    assert named
    for file, name in named:
        assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8"), name


def test_every_test_that_the_architecture_names_is_one_of_every_day():
    """Of a parametrized one some cases are enough."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py::\w+)`", text)
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-m", "not exhaustive"]
    found = subprocess.run(
        [*command, *named], cwd=ROOT, capture_output=True, text=True, check=False
    )
    everyday = {re.split(r"[\[@]", line)[0] for line in found.stdout.splitlines()}
    assert everyday >= set(named), found.stderr


def test_every_file_that_a_text_links_to_exists():
    """In the checkout; links to other sites are not looked at, and lambdas in code are none."""
    for text in [*ROOT.glob("*.md"), *ROOT.glob("*/*.md")]:
        prose = re.sub(r"```.*?```", "", text.read_text(encoding="utf-8"), flags=re.DOTALL)
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", prose):
            assert (text.parent / link).exists(), f"{text.name}: {link}"
