"""Collects the flags of one request, and says how far its reading can be trusted."""

from __future__ import annotations

from openimr.citations import Span
from openimr.treatments.request import Flag, FlagKind

__all__ = ["Flags"]

_COSTS = {
    FlagKind.EMPTY: 1.0,
    FlagKind.SERVICE_UNKNOWN: 0.8,
    FlagKind.AMBIGUOUS_NXM: 0.4,
    FlagKind.AMBIGUOUS_SERVICE: 0.3,
    FlagKind.AMBIGUOUS_COUNT: 0.3,
    FlagKind.AMBIGUOUS_UNIT: 0.4,
    FlagKind.AMBIGUOUS_FREQUENCY: 0.3,
    FlagKind.LATERALITY_CONFLICT: 0.3,
    FlagKind.QTY_CONFLICT: 0.2,
    FlagKind.CODE_TEXT_CONFLICT: 0.3,
    FlagKind.CODE_LEVEL_CONFLICT: 0.2,
    FlagKind.SIG_QTY_CONFLICT: 0.2,
    FlagKind.LEVELS_VS_COUNT: 0.2,
    FlagKind.MISSPELT: 0.2,
    FlagKind.UNDERSPECIFIED: 0.2,
    FlagKind.MODIFIED_BY_UR: 0.2,
    FlagKind.SOURCE_CONFLICT: 0.3,
    FlagKind.SPLIT: 0.05,
    FlagKind.COMBINED_SERVICE: 0.05,
}
_OTHER_COST = 0.1
_LEAST = 0.1


class Flags:
    """The flags of one request, in the order in which they were raised."""

    __slots__ = ("doubt", "raised")

    def __init__(self) -> None:
        """Begin with none; ``doubt`` lowers the confidence without a flag."""
        self.raised: list[Flag] = []
        self.doubt = 0.0

    def add(self, kind: FlagKind, message: str, *readings: str, span: Span | None = None) -> None:
        """Raise a flag with all readings that there are."""
        self.raised.append(Flag(kind=kind, message=message, readings=readings, span=span))

    def confidence(self) -> float:
        """From 0 to 1: how far the reading can be trusted."""
        cost = self.doubt
        for flag in self.raised:
            if flag.kind is FlagKind.EMPTY:
                return 0.0
            cost += _COSTS.get(flag.kind, _OTHER_COST)
        return round(max(_LEAST, 1.0 - cost), 2)
