"""Arguments and options that several commands share."""

from typing import Annotated

import typer

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

AsJson = Annotated[
    bool, typer.Option("--json", help="Print one JSON object and nothing else on stdout.")
]
