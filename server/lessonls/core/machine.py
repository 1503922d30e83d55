"""What a machine is on which rewrites are judged."""

from pydantic import BaseModel, ConfigDict


class Machine(BaseModel):
    """One that judges. `noise` is the robust relative spread of paired timings of the same work."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    name: str
    compiler: str
    cpu: str
    cores: int
    noise: float

    @property
    def make(self) -> str:
        """What its timings can be compared by: compiler and processor."""
        return f"{self.compiler}, {self.cpu}"
