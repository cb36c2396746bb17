"""Plants errors of the third group: the record, the days and the counts that a decision rests on (D301 to D308)."""

from __future__ import annotations

from random import Random

from openimr.determinations.model import DocumentReviewed
from openimr.samples.letter import Letter
from openimr.samples.plants.plant import WITH_DOCUMENTS, Plant, path_of
from openimr.samples.sample import PlantedError

__all__ = ["PLANTS"]

_SUMMARY = "clinical_case_summary"


def _rests_on_ur_alone(letter: Letter, number: int, rng: Random) -> PlantedError:
    del number
    quote = "No medical records were provided for review other than the utilization review decision."
    letter.summary.drop("visit", "examination", "score", "treatment", "prior")
    letter.summary.put("record", quote, before="request")
    for decision in letter.decisions:
        decision.rationale.drop("record")
    if not letter.documents:
        return PlantedError(code="D301", where=_SUMMARY, quote=quote)
    letter.documents = letter.documents[: rng.choice((1, 2))]
    return PlantedError(code="D301", where="documents_reviewed[0]", quote=letter.documents[0].text)


def _documents_not_listed(letter: Letter, number: int, rng: Random) -> PlantedError:
    del number
    if rng.random() < 0.5:
        letter.documents = ()
        return PlantedError(code="D302", where="documents_reviewed")
    vague = DocumentReviewed(text="Medical records", title="Medical records")
    letter.documents = (*letter.documents, vague)
    return PlantedError(code="D302", where=f"documents_reviewed[{len(letter.documents) - 1}]", quote=vague.text)


def _diagnosis_missing(letter: Letter, number: int, rng: Random) -> PlantedError:
    del number, rng
    letter.summary.drop("diagnoses")
    return PlantedError(code="D303", where=_SUMMARY)


def _impossible_date(letter: Letter, number: int, rng: Random) -> PlantedError:
    del number
    year = letter.case.visits[1].year
    quote = rng.choice((f"02/30/{year}", f"13/04/{year}", f"February 31, {year}", f"9/31/{year}"))
    letter.summary.put(
        "visit", f"{letter.decisions[0].request.words['Patient']} was seen again on {quote}.", before="request"
    )
    return PlantedError(code="D304", where=_SUMMARY, quote=quote)


def _impossible_age(letter: Letter, number: int, rng: Random) -> PlantedError:
    del number
    age = rng.choice((7, 9, 112, 121))
    intro = letter.summary.of("intro")
    letter.summary.swap(intro, intro.replace(str(letter.case.age), str(age), 1))
    letter.age = age
    return PlantedError(code="D305", where="employee.age_years", quote=str(age))


def _date_without_year(letter: Letter, number: int, rng: Random) -> PlantedError:
    day = letter.case.visits[1]
    quote = f"{day.month}/{day.day} {rng.choice(('of this year', 'of last year'))}"
    decision = letter.decisions[number]
    decision.rationale.drop("record")
    words = decision.request.words
    decision.rationale.put(
        "record", f"At the visit on {quote}, {words['patient']} had {words['complaint']}.", before="conclusion"
    )
    return PlantedError(code="D306", where=path_of(number, "rationale"), quote=quote)


def _record_illegible(letter: Letter, number: int, rng: Random) -> PlantedError:
    del number
    quote = rng.choice(("difficult to read", "illegible", "not legible"))
    letter.summary.put("record", f"Other notes on this date are {quote}.", before="treatment")
    return PlantedError(code="D307", where=_SUMMARY, quote=quote)


def _count_from_ur_only(letter: Letter, number: int, rng: Random) -> PlantedError:
    decision = letter.decisions[number]
    words = decision.request.words
    letter.summary.drop("prior")
    count = decision.request.prior.count or rng.randint(8, 24)
    quote = f"The utilization review decision states that {count} prior sessions of {words['name']} were completed."
    decision.rationale.drop("finding")
    decision.rationale.put("finding", quote, before="conclusion")
    return PlantedError(code="D308", where=path_of(number, "rationale"), quote=quote)


PLANTS = (
    Plant("D301", _rests_on_ur_alone),
    Plant("D302", _documents_not_listed, layouts=WITH_DOCUMENTS),
    Plant("D303", _diagnosis_missing),
    Plant("D304", _impossible_date),
    Plant("D305", _impossible_age),
    Plant("D306", _date_without_year, wants="therapy|medication|testing"),
    Plant("D307", _record_illegible),
    Plant("D308", _count_from_ur_only, wants="therapy|behavioural"),
)
