"""Asks again where that may help, within one deadline."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

from lessonls.agents.llm.failures import Failed, Failure, Peer
from lessonls.agents.llm.patience import Patience
from lessonls.core.errors import AgentError

T = TypeVar("T")

Try = Callable[[int], Awaitable[T]]
"""One request; gets the number of tries before it, and raises Failed."""


async def keep_trying(request: Try[T], peer: Peer, patience: Patience, seconds: float) -> T:
    """The first answer that `request` gives; AgentError when there is none within `seconds`.

    The library has retries of its own, but no deadline for all of them, and it would wait two
    minutes where a server wants that.
    """
    try:
        async with asyncio.timeout(seconds) as deadline:
            return await _try(request, peer, patience, deadline.when() or 0.0)
    except TimeoutError:
        raise AgentError(
            f"{peer} did not answer within {seconds:g} s: set a longer `timeout`,"
            " or ask a faster model."
        ) from None


async def _try(request: Try[T], peer: Peer, patience: Patience, end: float) -> T:
    tries = midway = 0
    while True:
        try:
            return await request(tries)
        except Failed as failed:
            failure = failed.failure
        tries += 1
        midway += failure.midway
        if not failure.again or tries > patience.retries or midway > patience.midway:
            raise peer.error(failure, tries)
        wait = patience.wait(tries, failure.wait)
        if asyncio.get_running_loop().time() + wait >= end:
            raise peer.error(_too_long(failure), tries)
        await asyncio.sleep(wait)


def _too_long(failure: Failure) -> Failure:
    """The server wants more rest than the deadline allows; without a wish it is just broken."""
    if failure.wait is None:
        return failure
    rest = f"wants {failure.wait:g} s of rest, which its timeout does not allow"
    advice = "set a longer `timeout`, or try again later"
    return replace(failure, what=f"{failure.what} and {rest}", advice=advice)
