"""Keys of endpoints: looked up when they are needed, and never shown."""

import asyncio
import base64
import importlib
import os
import re
from typing import Any
from urllib.parse import quote

from lessonls.config import ModelSettings
from lessonls.core.errors import AgentError

_SERVICE = "lessonls"
_HIDDEN = "[hidden]"
_SHORTEST = 16
"""Characters of a key that opens anything."""

_PIECE = 8
"""Characters of a key that are hidden where only a part of it is repeated."""

_SECRETS = re.compile(
    r"\bBearer\s+[^\s\"',}]+|\b(?:sk|pk|gsk|hf|xai|AIza)[-_][\w*.-]{4,}|\bAIza[\w-]{10,}",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s+")


class Key:
    """A secret, or the absence of one. Printing, logging and comparing it show nothing."""

    __slots__ = ("_forms", "_secret")

    def __init__(self, secret: str = "") -> None:
        self._secret = secret
        self._forms = _forms(secret) if secret else ()

    def __repr__(self) -> str:
        return "Key()"

    def __bool__(self) -> bool:
        return bool(self._secret)

    def __reduce__(self) -> str:
        raise TypeError("A key is not written down.")

    def reveal(self) -> str:
        """The secret itself, for the one place that sends it."""
        return self._secret

    def blot(self, text: str) -> str:
        """What a model said without the secret, in case that its server repeats it.

        The short names that local servers take for a key are words like any other in code.
        """
        if len(self._secret) < _SHORTEST:
            return text
        return self._without_forms(text)

    def hide(self, text: str) -> str:
        """The text without the secret, its longer parts, and what looks like any other secret."""
        text = _SECRETS.sub(_HIDDEN, self._without_forms(text))
        return _without_pieces(text, self._secret) if len(self._secret) >= _SHORTEST else text

    def _without_forms(self, text: str) -> str:
        for form in self._forms:
            text = text.replace(form, _HIDDEN)
        return text

    def line(self, text: str, longest: int = 160) -> str:
        """What somebody else wrote as one printable line without secrets, cut where too long."""
        shown = "".join(one if one.isprintable() else " " for one in self.hide(text))
        shown = self.hide(_SPACE.sub(" ", shown).strip())
        return shown if len(shown) <= longest else f"{shown[: longest - 1]}…"


def _forms(secret: str) -> tuple[str, ...]:
    """The secret as it is written in text, in addresses and in headers."""
    raw = secret.encode("utf-8", "surrogatepass")
    encoded = [encode(raw).decode() for encode in (base64.b64encode, base64.urlsafe_b64encode)]
    bare = (one.rstrip("=") for one in encoded)
    return tuple(dict.fromkeys([secret, quote(raw, safe=""), *encoded, *bare]))


def _without_pieces(text: str, secret: str) -> str:
    """The text without the parts of the secret that are long enough to tell something."""
    kept, at = list[str](), 0
    while at < len(text):
        end = at + _PIECE
        if end > len(text) or text[at:end] not in secret:
            kept.append(text[at])
            at += 1
            continue
        while end < len(text) and text[at : end + 1] in secret:
            end += 1
        kept.append(_HIDDEN)
        at = end
    return "".join(kept)


def place(settings: ModelSettings) -> str:
    """Where the key of this model is looked for, in words; empty if it has none."""
    if settings.api_key_env:
        return settings.api_key_env
    if settings.api_key_keyring:
        return f"“{settings.api_key_keyring}” in the keyring"
    return ""


async def find_key(settings: ModelSettings) -> Key:
    """The key that the settings name; raises AgentError when it is not there."""
    secret = ""
    if settings.api_key_env:
        secret = os.environ.get(settings.api_key_env, "").strip()
        if not secret:
            raise AgentError(f"No API key for “{settings.model}”: set {settings.api_key_env}.")
    elif settings.api_key_keyring:
        # The keyring may ask the user to unlock it; the event loop must not wait for that.
        secret = await asyncio.to_thread(_from_keyring, settings.model, settings.api_key_keyring)
    if not (secret.isascii() and secret.isprintable()):
        raise AgentError(
            f"The API key for “{settings.model}” has characters that are not allowed in a "
            f"key: check"
            f" {place(settings)}."
        )
    return Key(secret)


def _from_keyring(model: str, name: str) -> str:
    try:
        keyring: Any = importlib.import_module("keyring")
    except ImportError:
        raise AgentError(
            f"The API key for “{model}” is in the keyring, which needs the package keyring:"
            " install it, or use api_key_env."
        ) from None
    try:
        secret: str | None = keyring.get_password(_SERVICE, name)
    except Exception as error:  # noqa: BLE001 - every system's keyring raises errors of its own
        raise AgentError(
            f"The keyring did not return the API key for “{model}” ({type(error).__name__}):"
            " unlock it, or use api_key_env."
        ) from None
    if not secret or not secret.strip():
        raise AgentError(
            f"No API key for “{model}” in the keyring: run"
            f" `keyring set {_SERVICE} {name}`, or use api_key_env."
        )
    return secret.strip()
