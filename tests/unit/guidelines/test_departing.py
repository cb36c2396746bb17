import pytest

from openimr.guidelines.applying import apply
from openimr.guidelines.criteria import Facts
from openimr.guidelines.departing import Departure, departures
from openimr.guidelines.recommendation import Recommendation, Result
from openimr.treatments.request import Quantity, Service, TreatmentRequest
from unit.guidelines.case_facts import of, said, sessions
from unit.guidelines.records import COURSE, ON, TRIAL, record

P23 = record(phases=[TRIAL, COURSE])


def departed(one: Recommendation, count: int, *, found_necessary: bool, facts: Facts | None = None) -> list[Departure]:
    request = TreatmentRequest(
        raw="", service=Service(code="acupuncture"), quantity=Quantity(stated=count, unit="visit")
    )
    application = apply(request, facts or of(sessions(0)), on=ON, recommendations=[one])
    return list(departures(application, found_necessary=found_necessary))


def test_more_than_the_guideline_gives_is_a_departure_and_is_labelled() -> None:
    (only,) = departed(P23, 12, found_necessary=True)
    assert (only.id, only.result) == ("X-1", Result.EXCEEDS_TOTAL)
    assert only.sentence == (
        "Departure from X-1 (Invented guideline, p. 1): it gives “exceeds total”, 4 of what is in dispute would be "
        "within, and the decision is another. The rationale owes the reason; the rule stays as it is."
    )


def test_less_than_the_guideline_gives_is_a_departure() -> None:
    (only,) = departed(P23, 4, found_necessary=False)
    assert only.result is Result.WITHIN


def test_a_decision_as_the_guideline_gives_is_none() -> None:
    assert departed(P23, 12, found_necessary=False) == []
    assert departed(P23, 4, found_necessary=True) == []


def test_a_departure_without_numbers_is_told_without_them() -> None:
    one = record(contraindications=[{"id": "pregnancy", "test": "Pregnancy."}])
    (only,) = departed(one, 4, found_necessary=True, facts=of(said("pregnancy")))
    assert "it gives “contraindicated”, and the decision" in only.sentence


@pytest.mark.parametrize("given", [{"verification": "partial"}, {"scope": "second_step"}])
def test_what_is_not_verified_or_not_presumed_is_departed_from_freely(given: dict[str, str]) -> None:
    assert departed(record(phases=[TRIAL, COURSE], **given), 12, found_necessary=True) == []


def test_what_is_not_determined_is_departed_from_by_nobody() -> None:
    for found_necessary in (True, False):
        assert departed(P23, 3, found_necessary=found_necessary, facts=Facts()) == []
