"""How long each step takes in each editor, as a table in Markdown.

LESSONLS_STEPS=/tmp/steps .venv/bin/pytest tests/e2e
.venv/bin/python tests/e2e/steps.py /tmp/steps
"""

import json
import sys
from pathlib import Path
from statistics import median


def main() -> None:
    """Prints the median seconds of each step over all runs that the file holds."""
    taken: dict[tuple[str, str], dict[str, list[float]]] = {}
    for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        run = json.loads(line)
        row = taken.setdefault((run["editor"], run["scenario"]), {})
        for step, seconds in [*run["steps"], ("all", sum(took for _, took in run["steps"]))]:
            row.setdefault(step, []).append(seconds)
    sys.stdout.write("| editor | scenario | runs | seconds |\n|---|---|---|---|\n")
    for (editor, scenario), row in sorted(taken.items()):
        steps = ", ".join(f"{step} {median(seconds):.2f}" for step, seconds in row.items())
        sys.stdout.write(f"| {editor} | {scenario} | {len(row['all'])} | {steps} |\n")


if __name__ == "__main__":
    main()
