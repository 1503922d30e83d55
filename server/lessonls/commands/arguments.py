"""Arguments and options that several commands share."""

from typing import Annotated

import typer

from lessonls.core.target import Mode

Place = Annotated[
    str,
    typer.Argument(
        metavar="FILE:FUNCTION",
        help="The function: FILE:NAME, FILE:SCOPE::NAME, or FILE:LINE for the one around it.",
        show_default=False,
    ),
]

ModeOption = Annotated[
    Mode, typer.Option("--mode", help="What rewrites may use: one thread, or OpenMP's.")
]

AsJson = Annotated[
    bool, typer.Option("--json", help="Print one JSON object and nothing else on stdout.")
]
