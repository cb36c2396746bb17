"""A filing: an application together with all that its screening rests on, and the disputed treatments in it.

The unit of decision is the disputed treatment. Source: 8 CCR 9792.10.3; ``imr-process.md``, sections 0 and 2.4.
"""

from __future__ import annotations

import datetime as dt

from openimr.cases.application import Application, ListedTreatment
from openimr.cases.parties import Parties
from openimr.cases.utilization import LiabilityDispute, UrDecision, UrTreatment
from openimr.citations import Value

__all__ = ["Authorization", "DisputedTreatment", "EarlierFiling", "Filing", "MaterialChange"]


class Authorization(Value, frozen=True, kw_only=True):
    """The claims administrator's notice that it authorizes a treatment after all. Source: 8 CCR 9792.10.6(a)."""

    treatment: int
    noticed_on: dt.date


class MaterialChange(Value, frozen=True, kw_only=True):
    """A documented change in the facts material to the decision. Source: Labor Code 4610(k).

    ``documented_in`` names the paper and page; checking the box of the form is not enough (Holguin).
    """

    treatment: int
    what: str
    documented_in: str


class EarlierFiling(Value, frozen=True, kw_only=True):
    """Another filing for the same employee: its number, and what is compared with it.

    ``determined_on`` and ``decided`` are given where a determination has been issued on these treatments.
    """

    number: str
    application: Application
    parties: Parties
    ur_decision: UrDecision | None = None
    determined_on: dt.date | None = None
    decided: tuple[int, ...] = ()


class DisputedTreatment(Value, frozen=True):
    """A treatment in dispute: what the form lists and what utilization review did with it, if it did anything."""

    listed: ListedTreatment
    ur: UrTreatment | None = None

    @property
    def number(self) -> int:
        """The number by which the case names the treatment, from 1."""
        return self.listed.number


class Filing(Value, frozen=True, kw_only=True):
    """All that is known when an application is screened.

    ``ur_decision`` is what is known of the decision, from the attached paper or from the claims administrator;
    ``earlier`` are other filings of the same employee, which this one may repeat. ``invented`` says that the whole case
    was made up, for trials and demonstrations: what is written of it says so.
    """

    application: Application
    parties: Parties
    ur_decision: UrDecision | None = None
    liability: tuple[LiabilityDispute, ...] = ()
    authorizations: tuple[Authorization, ...] = ()
    changes: tuple[MaterialChange, ...] = ()
    earlier: tuple[EarlierFiling, ...] = ()
    jurisdiction: str = "california"
    invented: bool = False

    @property
    def disputed_treatments(self) -> tuple[DisputedTreatment, ...]:
        """Each listed treatment with what utilization review did with it, in the order of the form."""
        decided = {row.number: row for row in self.ur_decision.treatments} if self.ur_decision else {}
        return tuple(DisputedTreatment(row, decided.get(row.number)) for row in self.application.treatments)
