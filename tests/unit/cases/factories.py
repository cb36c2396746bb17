"""A sound filing, and means to change one thing in it. All people and companies are invented."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar

import msgspec

from openimr.calendars.service import ServiceMethod
from openimr.cases.application import Application, Attachment, Channel, ListedTreatment, Signature, SignerRole
from openimr.cases.eligibility import Screening, Verdict, screen
from openimr.cases.filing import EarlierFiling, Filing
from openimr.cases.parties import (
    Address,
    ClaimsAdministrator,
    Contact,
    Employee,
    Organization,
    Parties,
    PersonName,
    Physician,
)
from openimr.cases.terms import Priority, UrAction
from openimr.cases.utilization import UrDecision, UrTreatment

WORKER = PersonName(first="Ana", last="Reyes")
OTHER = PersonName(first="Ines", last="Velbrook")
DECIDED, RECEIVED = dt.date(2025, 3, 3), dt.date(2025, 3, 24)
LAST = dt.date(2025, 4, 7)
"""30 days from service on 2025-03-03 and 5 for mail in California."""

_HOME = Contact(address=Address(lines=("1 Elm Street",), city="Fresno", state="CA", postal_code="93721"))

PARTIES = Parties(
    employee=Employee(name=WORKER, born_on=dt.date(1970, 3, 4), contact=_HOME),
    employer=Organization(name="Kestrel Farms LLC"),
    claims_administrator=ClaimsAdministrator(name="Umbra Claims Services", contact=_HOME),
    requesting_physician=Physician(name=PersonName(first="Lee", last="Park"), groups=("Redfern Medical Group",)),
)

SIGNATURE = Signature(by=SignerRole.EMPLOYEE, name=WORKER, dated_on=dt.date(2025, 3, 20))

APPLICATION = Application(
    number="A-1",
    received_on=RECEIVED,
    channel=Channel.MAIL,
    review=Priority.STANDARD,
    claim_number="C-1",
    injured_on=dt.date(2020, 1, 2),
    ur_decided_on=DECIDED,
    treatments=(ListedTreatment(number=1, wording="Physical therapy 2x6 lumbar spine"),),
    signature=SIGNATURE,
    attachment=Attachment.UTILIZATION_REVIEW_DECISION,
)

DECISION = UrDecision(
    decided_on=DECIDED,
    served_on=DECIDED,
    served_by=ServiceMethod.MAIL,
    requested_on=dt.date(2025, 2, 26),
    treatments=(UrTreatment(number=1, wording="Physical therapy 2x6 lumbar spine", action=UrAction.DENIED),),
)

FILING = Filing(application=APPLICATION, parties=PARTIES, ur_decision=DECISION)


Kind = TypeVar("Kind", bound=msgspec.Struct)


def replaced(value: Kind, **fields: Any) -> Kind:
    """The same value with other fields."""
    return msgspec.structs.replace(value, **fields)


def applied(filing: Filing = FILING, **fields: Any) -> Filing:
    """The filing with fields of its application changed."""
    return msgspec.structs.replace(filing, application=replaced(filing.application, **fields))


def decided(filing: Filing = FILING, **fields: Any) -> Filing:
    """The filing with fields of its utilization review decision changed."""
    assert filing.ur_decision is not None
    return msgspec.structs.replace(filing, ur_decision=replaced(filing.ur_decision, **fields))


def treated(filing: Filing = FILING, **fields: Any) -> Filing:
    """The filing with fields of what utilization review did with the first treatment changed."""
    assert filing.ur_decision is not None
    first, *rest = filing.ur_decision.treatments
    return decided(filing, treatments=(replaced(first, **fields), *rest))


def partied(filing: Filing = FILING, **fields: Any) -> Filing:
    """The filing with other parties."""
    return msgspec.structs.replace(filing, parties=replaced(filing.parties, **fields))


def earlier(filing: Filing = FILING, number: str = "A-0", **fields: Any) -> EarlierFiling:
    """Another filing of the same employee."""
    return EarlierFiling(
        number=number,
        application=filing.application,
        parties=filing.parties,
        ur_decision=filing.ur_decision,
        **fields,
    )


def screened(filing: Filing, on: dt.date | None = None) -> Screening:
    """The screening on a day, else on the day of receipt."""
    return screen(filing, on=on or filing.application.received_on)


def verdict(filing: Filing, on: dt.date | None = None) -> Verdict:
    """The verdict on the first treatment."""
    return screened(filing, on).verdicts[0]


def rules_found(filing: Filing, on: dt.date | None = None) -> list[str]:
    """The ids of the rules whose reasons are found for the first treatment."""
    return [reason.rule for reason in verdict(filing, on).reasons]
