"""Which of several compilations of one file is meant: debug and release, C and C++."""

from collections.abc import Sequence
from dataclasses import dataclass

from lessonls.adapters.compile_flags.allowed import optimization
from lessonls.adapters.compile_flags.clangd import Configuration
from lessonls.adapters.compile_flags.command_line import CommandLine
from lessonls.adapters.compile_flags.database import Entry
from lessonls.core.errors import InputError
from lessonls.core.reading.languages import SOURCES
from lessonls.core.target import Language


@dataclass(frozen=True)
class Compilation:
    """An entry with its command line, and why it was chosen where there was a choice."""

    entry: Entry
    line: CommandLine
    note: str = ""

    def language(self, otherwise: Language) -> Language:
        """What is compiled: as the command says, else as the file's name does."""
        return self.line.language or SOURCES.get(self.entry.file.suffix, otherwise)


def choose(
    entries: Sequence[Entry], configuration: Configuration, language: Language
) -> Compilation:
    """The compilation in the wanted language with the most optimization, of equal ones the first.

    Raises InputError if no command can be read.
    """
    read: list[Compilation] = []
    problem = InputError("no compile command")
    for entry in entries:
        try:
            read.append(Compilation(entry, configuration.edited(entry.command())))
        except InputError as error:
            problem = error
    if not read:
        raise problem

    def fitness(one: Compilation) -> tuple[bool, int]:
        return one.language(language) is language, optimization(one.line.arguments)

    best = max(read, key=fitness)
    if len({one.line for one in read}) == 1:
        return best
    name = best.entry.file.name
    return Compilation(
        best.entry, best.line, f"{name} has {len(read)} compile commands; {_reason(best)} is used."
    )


def _reason(best: Compilation) -> str:
    level = [word for word in best.line.arguments if word.startswith("-O")]
    return f"that with {level[-1]}" if level else "the first"
