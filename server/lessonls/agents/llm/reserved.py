"""Which parts of a request `extra_body` must leave alone."""

from lessonls.config import ModelSettings
from lessonls.core.errors import SettingsError

_OURS = ("messages", "model", "stream", "stream_options", "input", "encoding_format")
_SETTINGS = ("max_tokens", "temperature")


def refuse_overrides(settings: ModelSettings) -> None:
    """Raises SettingsError when `extra_body` would change what is asked, or how it comes back."""
    for name in settings.extra_body:
        if name in _SETTINGS:
            raise SettingsError(
                f"The setting extra_body of “{settings.model}” cannot hold “{name}”:"
                " it is a setting of its own."
            )
        if name in _OURS:
            raise SettingsError(
                f"The setting extra_body of “{settings.model}” cannot hold “{name}”: leave it out."
            )
