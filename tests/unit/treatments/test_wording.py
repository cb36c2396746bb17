"""Requests written as wordings."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from openimr.treatments import parse
from openimr.treatments.request import FlagKind, Service, TreatmentRequest
from openimr.treatments.wording import plural, write
from sheets import beside, sheet

RULES = beside("vocabulary")
# What these tell lies in how the wording was worded, and is not said by the request itself.
OF_THE_WORDING = {
    FlagKind.AMBIGUOUS_UNIT, FlagKind.AMBIGUOUS_NXM, FlagKind.AMBIGUOUS_FREQUENCY, FlagKind.PER_BODY_PART,
    FlagKind.SPLIT, FlagKind.MISSPELT, FlagKind.MODIFIED_BY_UR, FlagKind.SOURCE_CONFLICT, FlagKind.SIDE_CARRIED,
    FlagKind.RATIONALE_MISMATCH, FlagKind.LATERALITY_CONFLICT, FlagKind.REFERRAL_ONLY, FlagKind.LEVELS_VS_COUNT,
    FlagKind.QTY_CONFLICT, FlagKind.AMBIGUOUS_SERVICE, FlagKind.BODY_MISSING, FlagKind.UNDERSPECIFIED,
    FlagKind.EMPTY, FlagKind.SERVICE_UNKNOWN, FlagKind.OPEN_ENDED, FlagKind.QTY_MISSING,
}  # fmt: skip
ASIDE = {"raw", "span", "spans", "flags", "confidence", "words"}


def bare(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: bare(value) for key, value in part.items() if key not in ASIDE}
    return [bare(value) for value in part] if isinstance(part, list | tuple) else part


def cases() -> list[str]:
    return [
        case["wording"]
        for name in ("grammar", "further")
        for case in sheet(RULES / f"{name}.yaml")["cases"]
        if case["requests"][0]["service"]["code"] and "LATERALITY_CONFLICT" not in str(case["requests"])
    ]


@pytest.mark.parametrize("wording", cases())
def test_a_request_that_was_read_is_written_and_read_as_it_was(wording: str) -> None:
    for request in parse(wording):
        (again,) = parse(write(msgspec.structs.replace(request, depends_on=None)))[:1]
        assert again.service.code == request.service.code
        assert bare(msgspec.to_builtins(again.body)) == bare(msgspec.to_builtins(request.body))
        assert bare(msgspec.to_builtins(again.levels)) == bare(msgspec.to_builtins(request.levels))
        assert (again.quantity is None) == (request.quantity is None)


def test_a_request_of_nothing_is_written_as_nothing() -> None:
    assert not write(TreatmentRequest(raw=""))
    assert write(TreatmentRequest(raw="", service=Service(code="acupuncture"))) == "acupuncture"


@pytest.mark.parametrize(
    ("wording", "written"),
    [
        ("PT every other week for 8 weeks", "pt, every other week for 8 weeks"),
        ("PT 4-6 visits", "pt, 4 to 6 visits"),
        ("Norco DS: 30", "Norco DS: 30"),
        ("Norco 20 visits per hour", "Norco 20 visits per hour"),
        ("Norco #60 for 30 days", "Norco #60 tablets for 30 days"),
        ("Norco #60 DS 30", "Norco #60 tablets DS: 30"),
        ("Voltaren gel 100 gm tube x 2", "Voltaren gel gel 100 gram tube x 2"),
        ("compound ketoprofen and lidocaine", "compound ketoprofen / lidocaine"),
        ("UDS DOS 1/2/14 - 2/3/14", "uds, DOS 01/02/2014 - 02/03/2014"),
        ("MRI knee ICD-10 M54.5", "mri knee, ICD M54.5"),
        ("Follow-up in 6 weeks", "follow - up, in 6 weeks"),
        ("relaxation training (hypnotherapy) x 6", "relaxation training (hypnotherapy), 6 sessions"),
    ],
)
def test_a_wording_is_written_in_a_fixed_way(wording: str, written: str) -> None:
    assert write(parse(wording)[0]) == written


def test_units_have_their_plurals() -> None:
    assert [plural(unit) for unit in ("study", "box", "day", "visit")] == ["studies", "boxes", "days", "visits"]
