"""Every error that lessonls raises on purpose, in one tree.

Broken candidates are not here: they are verdicts. An error means that the user's input,
this machine or our own machinery does not allow the run. The message is one sentence for
the user: what happened, and what to do.
"""


class LessonlsError(Exception):
    """Root of the tree. `exit_code` is what the command line returns for it."""

    exit_code = 2


class InputError(LessonlsError):
    """The user named something that is not there or cannot be read."""


class TargetError(InputError):
    """The function cannot be found, is ambiguous, or cannot be optimized on its own."""


class BaselineError(InputError):
    """The user's own code does not compile or does not run as it stands."""


class WorkloadError(InputError):
    """No inputs were found on which the baseline passes the sanitizers and gives a live result."""


class NoInputsError(WorkloadError):
    """Experiments found no inputs, or what a generator makes does not count: another may help."""


class TooSlowError(InputError):
    """Preparing a target takes longer than it may."""


class SettingsError(InputError):
    """A setting has a value that makes no sense."""


class BankError(InputError):
    """The lesson bank cannot be read or written."""


class MachineError(LessonlsError):
    """This machine lacks something: a compiler, a sandbox, a writable folder."""

    exit_code = 3


class AgentError(LessonlsError):
    """An agent cannot answer; it leaves the team and the run goes on."""

    exit_code = 3


class JudgeError(LessonlsError):
    """The judge itself failed (never the candidate)."""

    exit_code = 3
