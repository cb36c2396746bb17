"""What lies at a limit of a record is within, and one more is over it: for every limit that requests are counted by."""

from __future__ import annotations

import msgspec
import pytest

from openimr.guidelines.arithmetic import NONE, Range, outcome
from openimr.guidelines.courses import Line, lines_of
from openimr.guidelines.criteria import Truth
from openimr.guidelines.library import recommendations
from openimr.guidelines.recommendation import Recommendation, Result

OVER = {Result.EXCEEDS_TRIAL, Result.EXCEEDS_TOTAL, Result.EXCEEDS_MAX}
COUNTED = [
    pytest.param(record, line, id=f"{record.id}: {number}")
    for record in recommendations()
    for number, line in enumerate(lines_of(record, record.services))
]


def asked(number: float, line: Line, gate: Truth) -> Result:
    course = msgspec.structs.replace(line.course, gate=gate)
    return outcome(prior=NONE, requested=Range(min=number, max=number), certified=NONE, course=course).result


@pytest.mark.parametrize(("record", "line"), COUNTED)
def test_one_over_the_narrowest_limit_exceeds_and_the_limit_itself_does_not(record: Recommendation, line: Line) -> None:
    for gate in (Truth.MET, Truth.NOT_MET):
        limits = [limit for _, limit in msgspec.structs.replace(line.course, gate=gate).limits()]
        if not limits:
            continue
        least = min(limits, key=lambda limit: (limit.max, not limit.is_excluded))
        results = [asked(least.max + step, line, gate) for step in (-1, 0, 1) if least.max + step >= 0]
        assert results[-1] in OVER, record.id
        assert (results[-2] in OVER) is least.is_excluded, record.id
        assert all(result is Result.WITHIN for result in results[:-2]), record.id


def test_most_limits_are_counted() -> None:
    assert len({case.values[0] for case in COUNTED}) > 80
