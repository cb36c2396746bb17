"""Records of guidelines with defaults; a test shows only what matters to it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from openimr.citations import Verification
from openimr.guidelines.recommendation import (
    Certainty,
    Checking,
    Effective,
    FieldCertainty,
    Licence,
    Recommendation,
    RecordKind,
    RecordSource,
    Scope,
    SourceKind,
    SourceRead,
    Trigger,
)

__all__ = ["effective", "record"]


def effective(begins: str, *, to: str | None = None, **others: Any) -> Effective:
    """A time that is measured by the day of the request."""
    last = dt.date.fromisoformat(to) if to else None
    return Effective(**{"trigger": Trigger.REQUEST_DATE, "from_": dt.date.fromisoformat(begins), "to": last, **others})


_PLAIN = Recommendation(
    id="X-ONE",
    topic="Yoga",
    kind=RecordKind.RECOMMENDATION,
    scope=Scope.MTUS,
    source=RecordSource(cite="An invented guideline", licence=Licence.PUBLIC),
    effective=(effective("2010-01-01"),),
    verification=Verification.VERIFIED,
    checking=Checking(
        certainty=(FieldCertainty(field="all", codes=(Certainty.REG,)),),
        sources=(SourceRead(kind=SourceKind.REGULATION, ref="an invented page"),),
    ),
    services=("yoga",),
)


def record(**changes: Any) -> Recommendation:
    """A record that may be used as it is, with ``changes``."""
    return msgspec.structs.replace(_PLAIN, **changes)
