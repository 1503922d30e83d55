"""`lessonls serve`: the language server."""

import gc
import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from lessonls.composition import Services, Warn


def serve(
    tcp: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=65535,
            help="Listen on 127.0.0.1:PORT for one client; 0 picks a free port.",
            metavar="PORT",
        ),
    ] = None,
    stdio: Annotated[
        bool, typer.Option("--stdio", help="Talk over standard input and output (the default).")
    ] = False,
) -> None:
    """Run the language server for an editor.

    Example: lessonls serve --tcp 4389
    """
    # Only this command needs the protocol's many classes. They stay: nothing in them is garbage.
    gc.disable()
    from lessonls.lsp.serve import log_to_stderr, serve_stdio, serve_tcp
    from lessonls.lsp.server import create_server

    gc.freeze()
    gc.enable()
    if stdio and tcp is not None:
        raise typer.BadParameter("choose --stdio or --tcp, not both")
    log_to_stderr(logging.DEBUG if os.environ.get("LESSONLS_DEBUG") == "1" else logging.WARNING)
    server = create_server(services_for)
    raise typer.Exit(serve_stdio(server) if tcp is None else serve_tcp(server, "127.0.0.1", tcp))


def services_for(settings: Mapping[str, Any] | None, warn: "Warn", path: Path | None) -> "Services":
    """The services for a client's settings and a source file; None means the defaults."""
    # A client has its answer to `initialize` before these are loaded.
    from lessonls.composition import compose
    from lessonls.config import Settings, load

    return compose(Settings() if settings is None else load(path, editor=settings), warn)
