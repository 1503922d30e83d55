"""What a run uses of models: requests, tokens and money."""

from pydantic import BaseModel, ConfigDict, Field


class Usage(BaseModel):
    """Counts of one agent or of a whole team; usages add up.

    `requests` were sent to an endpoint, `retries` among them sent once more after a failure,
    `repairs` among them asked for a candidate that did not compile; `cached` answers came from
    the cache and cost nothing. `cost` is in whatever unit the prices are in, dollars as a rule,
    and 0 where no price is known.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    requests: int = Field(default=0, ge=0)
    cached: int = Field(default=0, ge=0)
    retries: int = Field(default=0, ge=0)
    repairs: int = Field(default=0, ge=0)
    prompt_tokens: int = Field(default=0, ge=0)
    completion_tokens: int = Field(default=0, ge=0)
    cost: float = Field(default=0.0, ge=0)

    @property
    def tokens(self) -> int:
        """Of prompts and completions together."""
        return self.prompt_tokens + self.completion_tokens

    @property
    def phrase(self) -> str:
        """In words: `7 requests, 12.3k tokens, cost 0.0041`; empty for nothing."""
        parts: list[str] = []
        for number, noun in ((self.requests, "request"), (self.repairs, "repair")):
            if number:
                parts.append(f"{number} {noun}{'' if number == 1 else 's'}")
        if self.cached:
            parts.append(f"{self.cached} from the cache")
        if self.tokens:
            short = f"{self.tokens / 1000:.1f}k" if self.tokens >= 1000 else str(self.tokens)
            parts.append(f"{short} tokens")
        if self.cost:
            parts.append(f"cost {self.cost:.2g}")
        return ", ".join(parts)

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            requests=self.requests + other.requests,
            cached=self.cached + other.cached,
            retries=self.retries + other.retries,
            repairs=self.repairs + other.repairs,
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
            cost=self.cost + other.cost,
        )


class Budget(BaseModel):
    """What a run may use at most; None for no limit. See `Usage` for the units."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    requests: int | None = Field(default=None, ge=1)
    tokens: int | None = Field(default=None, ge=1)
    cost: float | None = Field(default=None, gt=0)

    def spent_by(self, usage: Usage) -> str:
        """The sentence that says which limit `usage` has reached; empty for none."""
        if self.requests is not None and usage.requests >= self.requests:
            noun = "request" if self.requests == 1 else "requests"
            return f"The run stopped at its limit of {self.requests} {noun}."
        if self.tokens is not None and usage.tokens >= self.tokens:
            return f"The run stopped at its limit of {self.tokens} tokens."
        if self.cost is not None and usage.cost >= self.cost:
            return f"The run stopped at its cost limit of {self.cost:g}."
        return ""
