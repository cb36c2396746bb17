from __future__ import annotations

import pytest

from openimr.determinations.model import FactKind
from openimr.determinations.reading.facts import find_facts, find_injury_date, find_ur_date


def days(text: str, kind: FactKind) -> list[str]:
    facts = [fact for fact in find_facts(where="clinical_case_summary", text=text) if fact.kind is kind]
    return [str(fact.on) if fact.on else str(fact.on_text) for fact in facts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The worker was injured on April 21, 2013.", ["2013-04-21"]),
        ("He was injured in September of 2007.", ["September of 2007"]),
        ("She has an industrial injury dated 3/8/2010.", ["2010-03-08"]),
        ("The patient has a date of injury of 02/21/2007.", ["2007-02-21"]),
        ("DOI: 1/2/12.", ["2012-01-02"]),
        ("The patient injured his back on March 3, 2014 while lifting.", ["2014-03-03"]),
        ("She sustained an injury to the left knee on 07/08/2013 when she fell.", ["2013-07-08"]),
        ("The patient was hurt on June 5th, 2012.", ["2012-06-05"]),
        ("He reported an industrial injury that occurred on 9/9/2009.", ["2009-09-09"]),
        ("She was injured when she fell off a ladder on 2 May 2011.", ["2011-05-02"]),
        ("He was injured at work in a motor vehicle accident on 5/6/2014.", ["2014-05-06"]),
        ("The worker was injured in 2007.", ["2007"]),
        ("This worker with date of injury 2012-08-06 has neck pain.", ["2012-08-06"]),
        ("The date of injury is 02/30/2014.", ["02/30/2014"]),
    ],
)
def test_the_day_of_injury_is_found(text: str, expected: list[str]) -> None:
    assert days(text, FactKind.INJURY_DATE) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The claimant was injured in a motor vehicle accident on 5/6/2014, which is not part of this claim.",
        "The patient underwent surgery on 2/3/2012.",
        "The patient was injured and had surgery on 2/3/2012.",
        "The MRI dated 4/5/2013 showed a disc bulge.",
        "He re-injured his back on 5/6/2014.",
        "Since the injury he was seen on 3/4/2014.",
        "The injury was on a ladder. On 3/4/2014 he rested.",
        "There was no injury in 2012.",
        "The patient was born on 3/4/1960.",
        "There was a prior injury on 3/4/1999.",
        "The injury is on the left side.",
    ],
)
def test_another_day_is_not_the_day_of_injury(text: str) -> None:
    assert days(text, FactKind.INJURY_DATE) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The most recent progress note, dated July 30, 2013, shows pain.", ["2013-07-30"]),
        ("According to progress report 08/06/2014, the patient has pain.", ["2014-08-06"]),
        ("She presented on 01/13/2015 with pain.", ["2015-01-13"]),
        ("On 01/13/2015, the patient presented with back pain.", ["2015-01-13"]),
        ("At the most recent documented visit on 8/5 of this year he was well.", ["8/5 of this year"]),
        ("The patient was seen on 3/4/2014.", ["2014-03-04"]),
        ("A PR-2 dated 10/11/2013 was reviewed.", ["2013-10-11"]),
        ("The 7/30/13 progress note shows tenderness.", ["2013-07-30"]),
        ("The most recent evaluation by Dr. Smith on 6/7/2014 noted spasm.", ["2014-06-07"]),
        ("In the visit of 05/06/2014 he complained of pain.", ["2014-05-06"]),
        ("He was examined on 3 March 2014 and on Sept. 4, 2014 she was evaluated.", ["2014-03-03", "2014-09-04"]),
    ],
)
def test_the_day_of_a_visit_is_found(text: str, expected: list[str]) -> None:
    assert days(text, FactKind.VISIT_DATE) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The MRI report dated 4/5/2013 showed a disc bulge.",
        "The operative report dated 4/5/2013 was reviewed.",
        "The urine drug screen on 4/5/2013 was negative.",
        "The utilization review report dated 4/5/2013 denied the request.",
        "The request for authorization dated 4/5/2013 lists two services.",
        "The guideline was updated on 7/10/2014.",
        "He lifted 3/4 of the load.",
        "He may be in dismay.",
        "The patient may return. In march he walked.",
    ],
)
def test_the_day_of_something_else_is_not_a_visit(text: str) -> None:
    assert days(text, FactKind.VISIT_DATE) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Utilization review denied the request on 08/21/2014.", ["2014-08-21"]),
        ("Utilization review denied the requests on 08/21/2014.", ["2014-08-21"]),
        ("On 08/21/2014, utilization review non-certified the requests.", ["2014-08-21"]),
        ("Utilization review denied acupuncture twice a week for the neck on May 6, 2014.", ["2014-05-06"]),
        ("UR modified four visits of yoga for the low back on 5/6/2014.", ["2014-05-06"]),
        ("It was not certified in the pre-authorization process on September 16, 2013.", ["2013-09-16"]),
        ("On 01/20/2015 the request for yoga was non-certified by utilization review.", ["2015-01-20"]),
        ("The UR determination dated 03/04/2015 non-certified the request.", ["2015-03-04"]),
        ("Utilization review on 3/4/2015 certified 6 of 12 sessions.", ["2015-03-04"]),
        ("The request for physical therapy was denied on 5/6/2014.", ["2014-05-06"]),
        ("The RFA dated 3/3/2014 was denied on 3/10/2014.", ["2014-03-10"]),
    ],
)
def test_the_day_of_utilization_review_is_found(text: str, expected: list[str]) -> None:
    assert days(text, FactKind.UR_DATE) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The patient was seen on 3/4/2014 and the request was denied.",
        "The request dated 3/4/2014 was reviewed by utilization review.",
        "Utilization review denied the request submitted on 3/4/2014.",
        "Utilization review denied the request for the MRI performed on 3/4/2014.",
        "The utilization review approved six visits of therapy requested on 3/4/2014.",
        "He denied pain on 3/4/2014.",
        "Therapy was approved by his wife on 3/4/2014.",
        "The utilization review cites an MRI of 3/4/2014.",
        "Physical therapy started on 3/4/2014.",
    ],
)
def test_another_day_is_not_the_day_of_utilization_review(text: str) -> None:
    assert days(text, FactKind.UR_DATE) == []


def test_a_day_is_found_alone_with_its_words_and_place() -> None:
    text = "He was injured in September of 2007. UR denied the request on 3/4/2008."
    injury, review = find_injury_date(text), find_ur_date(text)
    assert injury is not None
    assert review is not None
    assert (injury.on, injury.on_text) == (None, "September of 2007")
    assert injury.span.quote(text) == injury.on_text
    assert str(review.on) == "2008-03-04"
    assert find_injury_date("UR denied it.") is None
