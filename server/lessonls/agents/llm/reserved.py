"""Which parts of a request `extra_body` must leave alone."""

from lessonls.config import ModelSettings
from lessonls.core.errors import SettingsError

_OURS = ("messages", "model", "n", "stream", "stream_options", "input", "encoding_format")
_LEAVE = dict.fromkeys(_OURS, "leave it out")
_SET = {
    "temperature": "it is a setting of its own",
    "max_tokens": "it is a setting of its own",
    "max_completion_tokens": "set `max_tokens`, which is sent under the name that the server wants",
}


def refuse_overrides(settings: ModelSettings) -> None:
    """Raises SettingsError when `extra_body` would change what is asked, or how it comes back."""
    for name in settings.extra_body:
        if advice := (_LEAVE | _SET).get(name):
            raise SettingsError(
                f"The setting extra_body of “{settings.model}” cannot contain “{name}”: {advice}."
            )
