"""What a file of a project is compiled with, and linked with, as far as its files say so.

`lookup` asks in turn: `database` (compile_commands.json, compile_flags.txt), `command_line` (what
one command says), `clangd` (edits of it), `choice` (which of several), `program` and `headers`
(through which source a header is compiled), `allowed` (what is let through) and `libraries`. What
the compiler of this machine makes of it is `understood`, when a target is opened.
"""

from lessonls.adapters.compile_flags.allowed import kept_flags
from lessonls.adapters.compile_flags.flags import CompileFlags, SourceFile, default_flags
from lessonls.adapters.compile_flags.lookup import CompileCommands
from lessonls.adapters.compile_flags.understood import known_flags, understood

__all__ = [
    "CompileCommands",
    "CompileFlags",
    "SourceFile",
    "default_flags",
    "kept_flags",
    "known_flags",
    "understood",
]
