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
    Mode | None,
    typer.Option("--mode", help="serial: single-threaded rewrites only. openmp: OpenMP allowed."),
]

AliasingOption = Annotated[
    Aliasing | None,
    typer.Option(
        "--aliasing",
        help="A rewrite that is correct only when arguments do not overlap: offer it with that "
        "condition (condition), or reject it (strict).",
    ),
]

RunOption = Annotated[
    str | None,
    typer.Option(
        "--run", help="Test and time rewrites inside this program, such as “build/bench”."
    ),
]

BuildOption = Annotated[
    str | None,
    typer.Option("--build", help="Command that rebuilds the program, such as “make -C build”."),
]

InputsOption = Annotated[
    Inputs | None,
    typer.Option("--inputs", help="Inputs to judge by: generated, the program's, or both."),
]

AllowOption = Annotated[
    bool,
    typer.Option("--allow", help="Allow running the program set in this workspace's settings."),
]

RoundsOption = Annotated[int | None, typer.Option(min=1, help="Number of rounds.")]

LessonsOption = Annotated[
    int | None, typer.Option(min=0, help="Number of lessons passed to each round.")
]

SecondsOption = Annotated[
    float | None,
    typer.Option(min=1, help="Time limit in seconds; work in progress still finishes."),
]

RequestsOption = Annotated[
    int | None, typer.Option(min=1, help="Send models at most this many requests.")
]

TokensOption = Annotated[
    int | None,
    typer.Option(min=1, help="Stop sending requests to models after this many tokens."),
]

CostOption = Annotated[
    float | None,
    typer.Option(min=0, help="Stop sending requests to models once they have cost this much."),
]

TeamOption = Annotated[
    str | None, typer.Option(help="Team to use: builtin, or one defined in config.toml.")
]

SeedOption = Annotated[int | None, typer.Option(help="Random seed.")]

CacheOption = Annotated[
    bool | None, typer.Option("--cache", help="Reuse earlier answers of models.")
]

RepairOption = Annotated[
    bool | None,
    typer.Option(help="Let the author fix a candidate that does not compile, once."),
]

DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Print the first prompts without sending them.")
]

AsJson = Annotated[
    bool, typer.Option("--json", help="Print one JSON object and nothing else on stdout.")
]
