"""Records a real run as a picture: `.venv/bin/python docs/record.py [FILE:FUNCTION]`.

The run prints what `lessonls optimize` prints on a terminal, into docs/images/optimize.svg.
The picture names no fonts of other sites.
"""

import io
import sys
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

from lessonls.commands.console import run, warn
from lessonls.commands.live import overview
from lessonls.commands.optimize import follow
from lessonls.commands.result import print_result
from lessonls.commands.source import find_target
from lessonls.composition import compose
from lessonls.config import Settings
from lessonls.core.report import optimize_report
from lessonls.core.target import Mode

PICTURE = Path(__file__).parent / "images" / "optimize.svg"
EXAMPLE = "examples/matrix_product.cpp:multiply_add"
WIDTH = 110

# What rich draws, in whatever monospaced font the reader has.
FORMAT = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
    font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
    font-size: {char_height}px;
    line-height: {line_height}px;
    font-variant-east-asian: full-width;
}}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def main() -> int:
    """Runs, writes the picture, and returns 0 when something faster was found."""
    place = sys.argv[1] if len(sys.argv) > 1 else EXAMPLE
    services = compose(Settings.load(), warn)
    target = find_target(services.finder, place)
    events = run(follow(services, target, Mode.SERIAL, None))
    report = optimize_report(events)
    console = Console(
        record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, highlight=False
    )
    console.print(Text.assemble(("$ ", "bold green"), f"lessonls optimize {place}"))
    console.print(overview(events))
    print_result(console, report)
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    console.save_svg(str(PICTURE), title="lessonls", theme=SVG_EXPORT_THEME, code_format=FORMAT)
    return 0 if report.best else 1


if __name__ == "__main__":
    sys.exit(main())
