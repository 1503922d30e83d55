"""How a model is reached, and how it is asked."""

import re
from ipaddress import IPv6Address
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

_ADDRESS = re.compile(
    r"https?://(?:\[(?P<six>[0-9a-fA-F:.]+)\]|[^\s/?#@:\[\]\\]+)(?::(?P<port>\d{1,5}))?(?:/[^\s?#]*)?"
)
_KEY = re.compile(r"(?:(?:sk|pk|gsk|hf|xai)[-_]|AIza)\S{16,}")


def _address(url: str) -> str:
    """Nothing but scheme, host, port and path: sentences and reports show addresses."""
    parts = _ADDRESS.fullmatch(url)
    if parts is None or not url.isprintable() or int(parts["port"] or 1) not in range(1, 1 << 16):
        raise ValueError("no address")
    if parts["six"]:
        IPv6Address(parts["six"])
    return url


def _name(text: str) -> str:
    """The name of a key, and not the key."""
    if _KEY.fullmatch(text):
        raise ValueError("a key")
    return text


class ModelSettings(BaseModel):
    """A model behind an OpenAI-compatible endpoint, as a member of a team.

    The key is in the environment variable `api_key_env`, or in the system's keyring under the
    service `lessonls` and the name `api_key_keyring`; local servers need none. `timeout` is the
    deadline in seconds of one answer with all its retries, `concurrency` how many requests its
    endpoint gets at once, `context` how many tokens a prompt may have. Prices are per million
    tokens. `extra_body` is added to every request as it is. `ca_file` holds the certificates
    to trust where the endpoint's own is not signed by a public authority.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    model: str = Field(min_length=1)
    base_url: Annotated[str, AfterValidator(_address)]
    api_key_env: Annotated[str, AfterValidator(_name)] | None = Field(
        default=None, pattern=r"^[A-Za-z_][A-Za-z0-9_]*$"
    )
    api_key_keyring: Annotated[str, AfterValidator(_name)] | None = None
    temperature: float = Field(default=0.2, ge=0, le=2)
    max_tokens: int = Field(default=4096, ge=16)
    timeout: float = Field(default=120.0, gt=0)
    concurrency: int = Field(default=4, ge=1)
    context: int = Field(default=8192, ge=512)
    prompt_price: float | None = Field(default=None, ge=0)
    completion_price: float | None = Field(default=None, ge=0)
    extra_body: dict[str, Any] = {}
    ca_file: Path | None = None
