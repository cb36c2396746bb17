"""Plants errors of the second group: what is cited cannot be, does not fit, or is not there (D201 to D209)."""

from __future__ import annotations

import datetime as dt
from random import Random

import msgspec

from openimr.calendars.words import day_in_words
from openimr.determinations.model import Layout, Outcome
from openimr.samples.citing import Cited, in_force, word_basis
from openimr.samples.letter import Decision, Letter
from openimr.samples.plants.plant import Plant, path_of
from openimr.samples.sample import PlantedError
from openimr.samples.tables import Guideline, guidelines, sentences

__all__ = ["PLANTS"]

_BEFORE_2016 = frozenset({Layout.L1, Layout.L2, Layout.L3, Layout.L4A, Layout.L4B})
_WITH_ADMINISTRATOR = frozenset(Layout) - {Layout.UNKNOWN, Layout.L2}
_BESIDE = "mri"
_FAR = 25  # Pages; no section of the guidelines cited here is as long
# Two letters exchanged, as a hurried hand does it.
_MISSPELT = (
    ("Treatment", "Treatement"),
    ("Disability", "Disablity"),
    ("Disorders", "Disoders"),
    ("Complaints", "Complaits"),
)


def _rest_on(letter: Letter, number: int, *cited: Cited) -> Decision:
    """Let the reviewer's decision on treatment ``number`` rest on ``cited``."""
    decision = letter.decisions[number]
    decision.reviewer_cited = cited
    decision.reviewer_basis = word_basis(cited, letter.layout, "reviewer")
    return decision


def _rest_on_odg(letter: Letter, number: int, updated_on: dt.date) -> Decision:
    request = letter.decisions[number].request
    return _rest_on(letter, number, Cited(guidelines()[request.service.odg], updated_on))


def _later_than_decision(letter: Letter, number: int, rng: Random) -> PlantedError:
    day = letter.case.issued + dt.timedelta(days=rng.randint(30, 400))
    decision = _rest_on_odg(letter, number, day)
    _explain_odg(decision, rng)
    quote = f"Updated {day_in_words(day)}"
    return PlantedError(code="D201", where=path_of(number, "reviewer_basis"), quote=quote)


def _mtus_not_used(letter: Letter, number: int, rng: Random) -> PlantedError:
    day = letter.case.ur - dt.timedelta(days=rng.randint(30, 300))
    decision = _rest_on_odg(letter, number, day)
    decision.rationale.drop("odg-reason", "guideline")
    return PlantedError(code="D202", where=path_of(number, "reviewer_basis"), quote=decision.reviewer_basis)


def _topic_does_not_fit(letter: Letter, number: int, rng: Random) -> PlantedError:
    table = guidelines()
    if letter.case.issued < dt.date(2016, 7, 29):
        wrong = Cited(table[rng.choice(("cp09-mr", "cp09-nsaid", "cp09-bzd"))])
        _rest_on(letter, number, wrong)
    else:
        wrong = Cited(table["odg-udt"], letter.case.ur - dt.timedelta(days=rng.randint(30, 300)))
        decision = _rest_on(letter, number, wrong)
        _explain_odg(decision, rng)
    return PlantedError(code="D203", where=path_of(number, "reviewer_basis"), quote=wrong.section)


def _explain_odg(decision: Decision, rng: Random) -> None:
    """Say why the MTUS was left aside, where nothing says so yet."""
    if not decision.rationale.of("odg-reason"):
        reason = rng.choice(sentences("rationales")["odg-reason"]).format_map(decision.request.words)
        decision.rationale.put("odg-reason", reason, before="conclusion")


def _citation_incomplete(letter: Letter, number: int, rng: Random) -> PlantedError:
    del rng
    decision = letter.decisions[number]
    is_early = letter.case.issued.year < 2017
    name = "Chronic Pain Treatment Guidelines" if is_early else "Chronic Pain"
    whole = Guideline(id="bare", family="mtus", guideline=name, edition="" if is_early else "2017")
    _rest_on(letter, number, Cited(whole))
    return PlantedError(code="D204", where=path_of(number, "reviewer_basis"), quote=decision.reviewer_basis)


def _page_out_of_range(letter: Letter, number: int, rng: Random) -> PlantedError:
    request = letter.decisions[number].request
    table = guidelines()
    region = request.site.region.id
    right = next(table[name] for name in request.service.cites if in_force(table[name], letter.case.issued, region))
    page = rng.randint(140, 400)
    pages = (*right.pages[:1], page)
    wrong = Guideline(id=right.id, family=right.family, guideline=right.guideline, section=right.section, pages=pages)
    _rest_on(letter, number, Cited(wrong))
    return PlantedError(code="D205", where=path_of(number, "reviewer_basis"), quote=str(page))


def _place_wrong(letter: Letter, number: int, rng: Random) -> PlantedError:
    """The right section with a page of the guideline on which another one stands."""
    request = letter.decisions[number].request
    table = guidelines()
    region = request.site.region.id
    right = next(table[name] for name in request.service.cites if in_force(table[name], letter.case.issued, region))
    page = rng.choice([page for page in range(30, 120) if all(abs(page - own) > _FAR for own in right.pages)])
    _rest_on(letter, number, Cited(msgspec.structs.replace(right, pages=(page,))))
    return PlantedError(code="D209", where=path_of(number, "reviewer_basis"), quote=right.section)


def _block_copied(letter: Letter, number: int, rng: Random) -> PlantedError:
    del rng
    decision = letter.decisions[number]
    other = next(one for one in letter.decisions if one.request.fits(_BESIDE))
    region = decision.request.site.region.id
    fitting = [one for one in guidelines().values() if one.region == region and one.family == "mtus"]
    chapter = next(Cited(one) for one in fitting if in_force(one, letter.case.issued, region))
    # A whole chapter on the part of the body, so that its topic fits both and only the copying is wrong.
    block = Cited(msgspec.structs.replace(chapter.guideline, section="", pages=()))
    for one in (decision, other):
        one.administrator_cited = (block,)
        one.administrator_basis = word_basis((block,), letter.layout, "administrator")
    where = path_of(max(number, letter.decisions.index(other)), "claims_administrator_basis")
    return PlantedError(code="D206", where=where, quote=decision.administrator_basis)


def _guideline_missing(letter: Letter, number: int, rng: Random) -> PlantedError:
    decision = letter.decisions[number]
    decision.reviewer_cited = ()
    decision.reviewer_basis = rng.choice(
        (
            "The Expert Reviewer did not cite any guidelines for its decision.",
            "The Expert Reviewer based his/her decision on clinical judgment.",
        )
    )
    decision.rationale.drop("guideline", "odg-reason", "finding")
    reason = f"The notes do not say what {decision.request.words['patient']} would gain from it."
    if decision.request.outcome is Outcome.OVERTURNED:
        reason = f"The notes say what {decision.request.words['patient']} would gain from it."
    decision.rationale.put("finding", reason, before="conclusion")
    return PlantedError(code="D207", where=path_of(number, "reviewer_basis"), quote=decision.reviewer_basis)


def _citation_misspelt(letter: Letter, number: int, rng: Random) -> PlantedError:
    del rng
    decision = letter.decisions[number]
    right, wrong = next(pair for pair in _MISSPELT if pair[0] in decision.reviewer_basis)
    decision.reviewer_basis = decision.reviewer_basis.replace(right, wrong, 1)
    return PlantedError(code="D208", where=path_of(number, "reviewer_basis"), quote=wrong)


PLANTS = (
    Plant("D201", _later_than_decision, wants="physical-therapy|acupuncture|chiropractic|gym|uds"),
    Plant("D202", _mtus_not_used, wants="physical-therapy|acupuncture|chiropractic|gym|uds"),
    Plant("D203", _topic_does_not_fit, wants="physical-therapy|acupuncture|chiropractic|mri"),
    Plant("D204", _citation_incomplete, wants="therapy|medication"),
    Plant(
        "D205",
        _page_out_of_range,
        wants="physical-therapy|hydrocodone|gabapentin|omeprazole|tens",
        layouts=_BEFORE_2016,
    ),
    Plant(
        "D206",
        _block_copied,
        wants="physical-therapy|acupuncture",
        beside=_BESIDE,
        layouts=_WITH_ADMINISTRATOR,
    ),
    Plant("D207", _guideline_missing, wants="medication|testing|equipment"),
    Plant("D208", _citation_misspelt, wants="physical-therapy|mri"),
    Plant(
        "D209",
        _place_wrong,
        wants="physical-therapy|hydrocodone|gabapentin|omeprazole|tens",
        layouts=_BEFORE_2016,
    ),
)
