"""What an invented filing is: the filing, the day of its screening, and the truth."""

from __future__ import annotations

import datetime as dt

from openimr.cases.eligibility import Standing
from openimr.cases.filing import Filing
from openimr.citations import Value

__all__ = ["FilingSample"]


class FilingSample(Value, frozen=True, kw_only=True):
    """An invented filing, the day on which it is screened, and the truth.

    ``planted`` are the ids of the rules of ``rulebook/law/eligibility.yaml`` whose reason must be found; ``standings``
    where each disputed treatment stands.
    """

    filing: Filing
    on: dt.date
    planted: tuple[str, ...] = ()
    standings: tuple[Standing, ...] = ()
