"""Campaigns: does the method work, what does each part of it bring, and what does it cost?

python -m benchmarks.campaign run --output results/team
python -m benchmarks.campaign run --strategy no-lessons --output results/without
python -m benchmarks.campaign compare results/without results/team
"""

import warnings

import typer

from benchmarks.campaign.carrying import carry_over
from benchmarks.campaign.run import run
from benchmarks.campaign.showing import compare, report, show

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.command()(run)
app.command(name="table")(show)
app.command()(compare)
app.command()(report)
app.command()(carry_over)

if __name__ == "__main__":
    warnings.simplefilter("ignore", SyntaxWarning)  # of what models write in Python
    app(prog_name="python -m benchmarks.campaign")
