"""`lessonls serve`: the language server."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from lessonls.composition import Services, Warn, compose
from lessonls.config import Settings


def serve(
    tcp: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="Listen on this port of 127.0.0.1."),
    ] = None,
    stdio: Annotated[
        bool, typer.Option("--stdio", help="Talk over standard input and output (the default).")
    ] = False,
) -> None:
    """Run the language server for an editor.

    Example: lessonls serve --tcp 4389
    """
    # Only this command needs the protocol's many classes.
    from lessonls.lsp.server import create_server

    if stdio and tcp is not None:
        raise typer.BadParameter("choose --stdio or --tcp, not both")
    server = create_server(services_for)
    if tcp is None:
        server.start_io()
    else:
        server.start_tcp("127.0.0.1", tcp)


def services_for(settings: Mapping[str, Any], warn: Warn) -> Services:
    """The services for a client's settings."""
    return compose(Settings.load(settings), warn)
