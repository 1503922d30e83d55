"""A rewrite goes into the file in the style of its project: a real run, a real clang-format."""

import json
import shutil
from pathlib import Path

import pytest

from lessonls.cli import main
from lessonls.core.page.claim import winner
from lessonls.core.report import OptimizeReport
from lessonls_sandbox.format import formatter
from tests.projects.layout import settings_in
from tests.sandbox.conftest import lacking

pytestmark = pytest.mark.xdist_group("judge")

EXAMPLE = Path(__file__).parents[3] / "examples" / "matrix_product.cpp"


@pytest.mark.exhaustive
def test_what_is_shown_and_applied_is_formatted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """The report's code, its diff and the file agree; the lines that stay keep their spaces."""
    if formatter() is None:
        lacking("clang-format is not installed")
    for name, value in settings_in(tmp_path).items():
        monkeypatch.setenv(name, value)
    source = Path(shutil.copy(EXAMPLE, tmp_path))
    style = "BasedOnStyle: LLVM\nUseTab: Always\nIndentWidth: 8\nBreakBeforeBraces: Allman\n"
    (tmp_path / ".clang-format").write_text(style)
    old = source.read_text().splitlines()
    place = f"{source}:multiply_add"
    assert main(["optimize", place, "--rounds", "1", "--json", "--apply"]) == 0
    report = OptimizeReport.model_validate(json.loads(capsys.readouterr().out))
    assert report.best is not None
    assert report.best.code in source.read_text()
    assert winner(report) is not None
    fresh = [line for line in report.best.code.splitlines() if line not in old]
    added = [line[1:] for line in report.best.diff.splitlines()[2:] if line.startswith("+")]
    assert fresh
    assert set(fresh) <= set(added)
    assert any("\t" in line for line in fresh)
    assert not any(line.rstrip().endswith(") {") for line in fresh)
