from __future__ import annotations

import datetime as dt

import pytest

from openimr.errors import MalformedData, NotFound
from openimr.guidelines.evidence import ComparisonOutcome, compare
from openimr.guidelines.sequence import worksheet
from openimr.guidelines.worksheet_files import empty_worksheet, read_conflict, read_worksheet

STUDIES = """\
rules_on: 2016-05-02
disputed_treatment: Yoga, 6 sessions
recommendations:
  - name: An institute's low back text
    cited_by: physician
    direction: supports
    studies:
      - title: A review of trials of yoga
        citation: Smith A. Invented, for this test. 2013
        year: 2013
        question: treatment_benefit
        design: systematic_review_of_trials
        bias: low
        applies:
          patients: {answer: applies}
          setting: {answer: applies}
          intervention: {answer: applies}
          outcomes: {answer: applies, why: same scale}
  - name: The claims administrator's text
    cited_by: utilization_review
    direction: opposes
    studies:
      - title: A trial in children
        question: treatment_benefit
        design: randomized_trial
        applies:
          patients: {answer: does_not_apply, why: children only}
"""


def _places(reader: object, text: str) -> list[str]:
    with pytest.raises(MalformedData) as raised:
        (read_worksheet if reader == "worksheet" else read_conflict)(text, where="file.yaml")
    return [fault.where for fault in raised.value.faults]


@pytest.mark.parametrize(
    "rules_on",
    [
        dt.date(2013, 1, 1),
        dt.date(2015, 4, 19),
        dt.date(2015, 4, 20),
        dt.date(2017, 12, 31),
        dt.date(2018, 1, 1),
        dt.date(2026, 4, 1),
    ],
)
def test_an_empty_worksheet_reads_back_as_empty(rules_on: dt.date) -> None:
    text = empty_worksheet(rules_on)
    sheet = read_worksheet(text, where="x")
    assert sheet == worksheet(rules_on)
    assert sheet.check() == worksheet(rules_on).check()
    assert max(map(len, text.splitlines())) <= 110


@pytest.mark.parametrize(
    ("rules_on", "has_search", "has_standards"),
    [
        (dt.date(2015, 4, 19), False, True),
        (dt.date(2015, 4, 20), True, True),
        (dt.date(2018, 1, 1), True, False),
    ],
)
def test_an_empty_worksheet_asks_what_its_day_asks(rules_on: dt.date, *, has_search: bool, has_standards: bool) -> None:
    text = empty_worksheet(rules_on)
    assert ("\nsearch:\n" in text) is has_search
    assert ("\nstandards:\n" in text) is has_standards
    assert "unverified" in text


def test_no_worksheet_is_made_for_a_day_before_independent_medical_review() -> None:
    with pytest.raises(NotFound):
        empty_worksheet(dt.date(2012, 12, 31))


def test_all_faults_of_a_worksheet_are_told_with_their_lines() -> None:
    text = "rules_on: 2016-05-02\nsearch:\n  - step: mtsu\n    outcome: maybe\n    searched_on: 2016-02-30\n"
    assert _places("worksheet", text) == [
        "line 3, search 1, step",
        "line 4, search 1, outcome",
        "line 5, search 1, searched_on",
    ]


@pytest.mark.parametrize(
    ("requested_on", "is_refused"),
    [("2016-05-01", False), ("2016-05-02", False), ("2016-05-03", True)],
)
def test_a_request_after_the_decision_is_refused(requested_on: str, *, is_refused: bool) -> None:
    text = f"rules_on: 2016-05-02\nrequested_on: {requested_on}\n"
    if is_refused:
        assert _places("worksheet", text) == ["line 2, requested_on"]
    else:
        assert read_worksheet(text, where="x").requested_on == dt.date.fromisoformat(requested_on)


def test_impossible_days_are_told_together() -> None:
    places = _places("worksheet", "rules_on: 2012-12-31\nrequested_on: 2013-01-01\n")
    assert places == ["line 1, rules_on", "line 2, requested_on"]


def test_studies_are_read_and_compared() -> None:
    comparison = compare(read_conflict(STUDIES, where="x"))
    assert comparison.outcome is ComparisonOutcome.SUPPORTED
    assert comparison.unusable == ("The claims administrator's text",)


def test_all_faults_of_the_studies_are_told_with_their_lines() -> None:
    text = STUDIES.replace("cited_by: physician", "cited_by: doctor").replace("bias: low", "bias: none of it")
    assert _places("studies", text) == [
        "line 5, recommendations 1, cited_by",
        "line 13, recommendations 1, studies 1, bias",
    ]


@pytest.mark.parametrize(("year", "is_refused"), [(2015, False), (2016, False), (2017, True)])
def test_a_study_after_the_decision_is_refused(year: int, *, is_refused: bool) -> None:
    text = STUDIES.replace("year: 2013", f"year: {year}")
    if is_refused:
        assert _places("studies", text) == ["line 10, recommendations 1, studies 1, year"]
    else:
        assert read_conflict(text, where="x").recommendations[0].studies[0].year == year


def test_one_recommendation_is_no_conflict_and_a_day_too_early_is_told_beside_it() -> None:
    text = "rules_on: 2012-12-31\ndisputed_treatment: Yoga\nrecommendations: []\n"
    assert _places("studies", text) == ["line 1, rules_on", "line 3, recommendations"]


def test_an_empty_worksheet_names_the_records_of_its_treatment_with_their_marks() -> None:
    text = empty_worksheet(dt.date(2016, 5, 2), wording='12 sessions of "acupuncture": neck')
    words = " ".join(text.replace("#", " ").split())
    assert "not in place of a search: ACU Acupuncture (verified)" in words
    assert "ODG-ACU Acupuncture (partial)" in words
    assert read_worksheet(text, where="x").disputed_treatment == '12 sessions of "acupuncture": neck'


def test_a_treatment_that_nobody_knows_has_no_records() -> None:
    assert "In the library" not in empty_worksheet(dt.date(2016, 5, 2), wording="a thing without name")


def test_an_empty_worksheet_names_no_records_for_other_parts_of_the_body() -> None:
    low_back = empty_worksheet(dt.date(2019, 3, 1), wording="acupuncture for the lumbar spine")
    assert "ACU-ACOEM" in low_back
    assert "AC16-CS" not in low_back
    assert {"ACU-ACOEM", "AC16-CS"} <= set(empty_worksheet(dt.date(2019, 3, 1), wording="acupuncture").split())
