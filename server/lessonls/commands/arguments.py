"""Arguments and options that several commands share."""

from typing import Annotated

import typer

from lessonls.core.program import Inputs
from lessonls.core.target import Aliasing, Mode

Place = Annotated[
    str,
    typer.Argument(
        metavar="FILE:FUNCTION",
        help="The function: FILE:NAME, FILE:SCOPE::NAME, or FILE:LINE for the one around it.",
        show_default=False,
    ),
]

ModeOption = Annotated[
    Mode | None, typer.Option("--mode", help="What rewrites may use: one thread, or OpenMP's.")
]

AliasingOption = Annotated[
    Aliasing | None,
    typer.Option(
        "--aliasing",
        help="When a rewrite differs only where arguments overlap: a condition, or an error.",
    ),
]

RunOption = Annotated[
    str | None,
    typer.Option(
        "--run", help="Judge by what happens in this program of yours, such as “build/bench”."
    ),
]

BuildOption = Annotated[
    str | None,
    typer.Option("--build", help="How that program is built again, such as “make -C build”."),
]

InputsOption = Annotated[
    Inputs | None,
    typer.Option("--inputs", help="Whose inputs decide: made up, the program's, or both."),
]

AllowOption = Annotated[
    bool, typer.Option("--allow", help="Allow the program that this workspace's settings name.")
]

AsJson = Annotated[
    bool, typer.Option("--json", help="Print one JSON object and nothing else on stdout.")
]
