"""The vertical axis: from speedups to pixels."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

_SPREAD = log10(3)
"""From this ratio on, equal factors get equal distances: 2x faster is as far as 2x slower."""

_LOWEST = 1e-300
"""Nothing is plotted below; the logarithm of 0 does not exist."""


@dataclass(frozen=True)
class Scale:
    """Maps `low` to the pixel `bottom` and `high` to `top`; both are exponents of 10 when it
    is logarithmic.
    """

    low: float
    high: float
    top: float
    bottom: float
    logarithmic: bool

    def at(self, value: float) -> float:
        """The pixel of a value; what lies outside is put on the edge."""
        place = log10(max(value, _LOWEST)) if self.logarithmic else value
        share = (place - self.low) / (self.high - self.low)
        return self.bottom - (self.bottom - self.top) * min(max(share, 0.0), 1.0)

    @property
    def ticks(self) -> list[float]:
        """A few round values, rising."""
        return _log_ticks(self.low, self.high) if self.logarithmic else self._steps()

    def _steps(self) -> list[float]:
        rough = (self.high - self.low) / 6
        power = 10.0 ** floor(log10(rough))
        step = next(power * one for one in (1, 2, 5, 10) if power * one >= rough)
        first, last = ceil(self.low / step), floor(self.high / step)
        return [round(number * step, 10) for number in range(first, last + 1)]


def scale_for(values: Iterable[float], top: float, bottom: float) -> Scale:
    """A scale on which all values and 1.0 have room."""
    plotted = [1.0, *(value for value in values if isfinite(value) and value > _LOWEST)]
    low, high = log10(min(plotted)), log10(max(plotted))
    if high - low > _SPREAD:
        margin = (high - low) * 0.06
        return Scale(low - margin, high + margin, top, bottom, logarithmic=True)
    low, high = min(plotted), max(plotted)
    margin = max((high - low) * 0.1, 0.02)
    return Scale(low - margin, high + margin, top, bottom, logarithmic=False)


def _log_ticks(low: float, high: float) -> list[float]:
    span = high - low
    every = max(1, ceil(span / 8))
    mantissas = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0) if span <= 1.2 else (1.0, 2.0, 5.0)
    if span > 3:
        mantissas = (1.0,)
    exponents = [one for one in range(floor(low), floor(high) + 1) if one % every == 0]
    marks = [(exponent + log10(one), exponent, one) for exponent in exponents for one in mantissas]
    return [one * 10.0**exponent for place, exponent, one in marks if low <= place <= high]
