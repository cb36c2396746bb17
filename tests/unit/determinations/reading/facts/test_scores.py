from __future__ import annotations

import pytest

from openimr.determinations.model import FactKind
from openimr.determinations.reading.facts import find_facts
from openimr.determinations.reading.facts.prose import DOUBTFUL


def scores(text: str) -> list[tuple[str | None, float | None, str | None]]:
    facts = [fact for fact in find_facts(where="clinical_case_summary", text=text) if fact.kind is FactKind.SCORE]
    return [(fact.name, fact.value, str(fact.on) if fact.on else fact.on_text) for fact in facts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "His BDI scores have decreased from 22 in April to 10 at the time of the above mentioned visit.",
            [("BDI", 22, "April"), ("BDI", 10, "at the time of the above mentioned visit")],
        ),
        ("BDI of 24 on 3/4/2014.", [("BDI", 24, "2014-03-04")]),
        ("The BDI on 3/4/2014 was 24.", [("BDI", 24, "2014-03-04")]),
        ("The PHQ-9 score was 15 and the GAD-7 score was 12.", [("PHQ-9", 15, None), ("GAD-7", 12, None)]),
        ("Oswestry Disability Index was 46%.", [("ODI", 46, None)]),
        ("GAF is 55. Epworth score of 14/24.", [("GAF", 55, None), ("Epworth", 14, None)]),
        ("QuickDASH 45, NDI 38%.", [("QuickDASH", 45, None), ("NDI", 38, None)]),
        ("VAS pain score was 7/10 on 4/5/2014.", [("VAS", 7, "2014-04-05")]),
        ("Beck Depression Inventory: 31 at baseline.", [("BDI", 31, "at baseline")]),
        ("Her Beck Anxiety Inventory score is 18 at the initial visit.", [("BAI", 18, "at the initial visit")]),
        ("BDI-II was 30 in early March of 2014.", [("BDI-II", 30, "early March of 2014")]),
        ("MMSE 28/30.", [("MMSE", 28, None)]),
        ("BDI 22 to 3/4/2014.", [("BDI", 22, None)]),
        ("His pain is 8/10, decreased to 5/10 with medication.", [("pain", 8, None), ("pain", 5, None)]),
        ("Pain is rated 6-7/10 on average.", [("pain", 6, None), ("pain", 7, None)]),
        ("Average pain level is 6 out of 10.", [("pain", 6, None)]),
        ("Low back pain, 7 out of 10 on 3/4/2014.", [("pain", 7, "2014-03-04")]),
        ("NRS improved from 9 to 4.", [("NRS", 9, None), ("NRS", 4, None)]),
        ("The pain level was 5-6/10.", [("pain", 5, None), ("pain", 6, None)]),
        ("Headaches 12/10.", [("pain", 12, None)]),
    ],
)
def test_scores_are_found_with_their_days(text: str, expected: list[tuple[str, float, str | None]]) -> None:
    assert scores(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "BDI score of 14-19 indicates mild depression.",
        "Motor strength is 5/5 and 4/10.",
        "The patient was seen on 7/10/2014 for pain.",
        "The vascular exam is normal at 2.",
        "The Beck Depression Inventory was given.",
        "He completed the PHQ-9 in 3 sessions.",
        "The VAS was used for 3 weeks.",
        "The pain began on 7/10 of this year.",
        "He has had pain since 7/10.",
        "The invasive test and the dashboard showed 5.",
        "He is out of 10 pills of pain medication.",
        "BDI on 3/4/2014.",
        "BDI seen 3/4/2014, 5/6/2014.",
        "The GAF of the past year is not given.",
    ],
)
def test_a_number_that_is_no_score_is_left_alone(text: str) -> None:
    assert scores(text) == []


@pytest.mark.parametrize("text", ["The BDI-II was 99.", "Pain is 12/10 today.", "PHQ-9 of 30."])
def test_a_score_outside_its_range_is_reported_as_doubtful(text: str) -> None:
    facts = [fact for fact in find_facts(where="clinical_case_summary", text=text) if fact.kind is FactKind.SCORE]
    assert [fact.confidence for fact in facts] == [DOUBTFUL]


def test_no_more_scores_are_taken_than_follow_one_another_in_reason() -> None:
    assert len(scores("BDI was 1 to 2 to 3 to 4 to 5 to 6 to 7 to 8 to 9 to 10 to 11 to 12 to 13 to 14.")) <= 12
