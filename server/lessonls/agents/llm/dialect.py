"""What a server wants said differently. It is found out once, from the server's own refusal."""

from typing import Any

from lessonls.agents.llm.failures import Failure


class Dialect:
    """How requests to one model are worded: at first as most servers understand them."""

    def __init__(self) -> None:
        self._conceded: set[str] = set()

    def options(self, temperature: float, most: int) -> dict[str, Any]:
        """The part of a request that servers differ in."""
        long = "max_completion_tokens" in self._conceded
        chosen: dict[str, Any] = {"max_completion_tokens" if long else "max_tokens": most}
        if "temperature" not in self._conceded:
            chosen["temperature"] = temperature
        if "stream_options" not in self._conceded:
            chosen["stream_options"] = {"include_usage": True}
        return chosen

    def concede(self, failure: Failure) -> bool:
        """Whether the server refused a wording that can be changed, and has not been before."""
        if failure.status not in (400, 422):
            return False
        wish = _wish(failure.said.lower())
        if not wish or wish in self._conceded:
            return False
        self._conceded.add(wish)
        return True


def _wish(said: str) -> str:
    if "stream_options" in said or "include_usage" in said:
        return "stream_options"
    if "max_completion_tokens" in said:
        return "max_completion_tokens"
    return "temperature" if "temperature" in said and "support" in said else ""
