"""How a model is reached, and how it is asked."""

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


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
    base_url: str = Field(pattern=r"^https?://")
    api_key_env: str | None = Field(default=None, pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")
    api_key_keyring: str | None = None
    temperature: float = Field(default=0.2, ge=0, le=2)
    max_tokens: int = Field(default=4096, ge=16)
    timeout: float = Field(default=120.0, gt=0)
    concurrency: int = Field(default=4, ge=1)
    context: int = Field(default=8192, ge=512)
    prompt_price: float | None = Field(default=None, ge=0)
    completion_price: float | None = Field(default=None, ge=0)
    extra_body: dict[str, Any] = {}
    ca_file: Path | None = None
