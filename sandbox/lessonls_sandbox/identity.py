"""Whom confined processes run as."""

import os
from functools import cache
from typing import TypedDict

from lessonls_sandbox.errors import SandboxError

ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}


class Identity(TypedDict, total=False):
    """Keyword arguments of subprocess: no rights of root, nothing from our environment."""

    env: dict[str, str]
    user: int
    group: int
    extra_groups: list[int]


@cache
def identity() -> Identity:
    """Whom confined processes run as: an ordinary uid in place of root, else nobody else.

    From root, files such as /proc/sys/kernel/core_pattern stay writable inside bubblewrap.
    The environment is empty also for what starts the sandbox: its first process is visible
    inside, in /proc/1/environ, and ours may hold keys. Raises SandboxError for a root that
    has nobody to change to.
    """
    if os.geteuid() != 0:
        return {"env": ENVIRONMENT}
    import pwd  # noqa: PLC0415 - not on every system on which `check` has to give an answer

    try:
        account = pwd.getpwnam("nobody")
    except KeyError as error:
        raise SandboxError(
            "lessonls does not run code as root, and there is no account “nobody” to change to."
        ) from error
    return {
        "env": ENVIRONMENT,
        "user": account.pw_uid,
        "group": account.pw_gid,
        "extra_groups": [],
    }
