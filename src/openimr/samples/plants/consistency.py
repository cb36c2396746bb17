"""Plants errors of the first group: what heading, summary and rationale say does not agree (D101 to D112)."""

from __future__ import annotations

from random import Random

from openimr.determinations.model import Layout, Outcome
from openimr.samples.case import Site
from openimr.samples.citing import Cited, in_force, word_basis
from openimr.samples.letter import Decision, Letter
from openimr.samples.plants.plant import ALL_LAYOUTS, Plant, conclude, path_of
from openimr.samples.sample import PlantedError
from openimr.samples.tables import guidelines, regions, services

__all__ = ["PLANTS"]

_VISITS = "visits"
_UNLIKE = ("acupuncture", "chiropractic treatment", "physical therapy")


def _quantity_mismatch(letter: Letter, number: int, rng: Random) -> PlantedError:
    decision = letter.decisions[number]
    words = decision.request.words
    other = decision.request.count + rng.choice((2, 4, 6))
    quote = f"{other} sessions of {words['name']}"
    conclude(decision, f"{quote}{words['for_site']}")
    return PlantedError(code="D101", where=path_of(number, "rationale"), quote=quote)


def _quantity_arithmetic(letter: Letter, number: int, rng: Random) -> PlantedError:
    decision = letter.decisions[number]
    request, words = decision.request, decision.request.words
    quote = f"{words['f']}x{words['w']} weeks ({request.count + rng.choice((-1, 2, 3, 4))} sessions)"
    decision.heading = f"{words['Name']} {quote}{words['site']}"
    plain = f"{words['name']}{words['for_site']}, {words['f']} times a week for {words['w']} weeks"
    letter.summary.swap(request.phrase, plain)
    decision.rationale.swap(request.phrase, plain)
    return PlantedError(code="D102", where=path_of(number, "heading"), quote=quote)


def _other_site(letter: Letter, rng: Random) -> str:
    here = {site.region.id for site in letter.case.sites}
    among = [region for region in regions() if region.id not in here and region.site]
    return rng.choice(among).site.replace("{side}", rng.choice(("right", "left")))


def _body_part_mismatch(letter: Letter, number: int, rng: Random) -> PlantedError:
    decision = letter.decisions[number]
    words = decision.request.words
    other = _other_site(letter, rng)
    decision.rationale.drop("record")
    visit = f"The progress report dated {words['visit']} documents pain of the {other}."
    decision.rationale.put("record", visit, before="conclusion")
    decision.rationale.swap(decision.request.site.site, other)
    conclude(decision, f"{_bare(decision)} for the {other}")
    return PlantedError(code="D103", where=path_of(number, "rationale"), quote=other)


def _bare(decision: Decision) -> str:
    """The request without its site, with its number of visits where it has one."""
    words = decision.request.words
    return (
        f"{words['count']} sessions of {words['name']}" if decision.request.service.plan == _VISITS else words["name"]
    )


def _side_mismatch(letter: Letter, number: int, rng: Random) -> PlantedError:
    del rng
    decision = letter.decisions[number]
    site = decision.request.site.site
    side, part = site.split(" ", 1)
    other = f"{'left' if side == 'right' else 'right'} {part}"
    conclude(decision, f"{_bare(decision)} for the {site}")
    decision.rationale.swap(site, other)
    return PlantedError(code="D104", where=path_of(number, "rationale"), quote=other)


def _level_mismatch(letter: Letter, number: int, rng: Random) -> PlantedError:
    decision = letter.decisions[number]
    site: Site = decision.request.site
    other = rng.choice([level for level in site.region.levels if level != site.level])
    conclude(decision, f"{decision.request.words['name']} at {site.level}")
    decision.rationale.swap(site.level, other)
    return PlantedError(code="D105", where=path_of(number, "rationale"), quote=other)


def _ur_action_inconsistent(letter: Letter, number: int, rng: Random) -> PlantedError:
    decision = letter.decisions[number]
    phrase = decision.request.phrase
    if "modified" in letter.summary.of("ur"):
        quote = f"Utilization review denied the request for {phrase}."
    else:
        quote = f"Utilization review modified the request for {phrase}."
        day = letter.case.style.day(letter.case.ur)
        # Where several requests were denied at once, the summary must name this one for the two to contradict.
        letter.summary.drop("ur")
        for one in letter.decisions:
            letter.summary.put("ur", f"Utilization review denied the request for {one.request.phrase} on {day}.")
    if rng.random() < 0.5:
        quote = quote.replace(f" for {phrase}", "")
    decision.rationale.put("ur", quote, before="conclusion")
    return PlantedError(code="D106", where=path_of(number, "rationale"), quote=quote)


def _outcome_contradicts_conclusion(letter: Letter, number: int, rng: Random) -> PlantedError:
    del rng
    decision = letter.decisions[number]
    quote = conclude(decision, decision.request.phrase)
    decision.outcome = Outcome.OVERTURNED if decision.request.outcome is Outcome.UPHELD else Outcome.UPHELD
    return PlantedError(code="D107", where=path_of(number, "rationale"), quote=quote)


def _conclusion_missing(letter: Letter, number: int, rng: Random) -> PlantedError:
    del rng
    decision = letter.decisions[number]
    decision.rationale.drop("conclusion")
    # What was asked for is still named, so that the conclusion is all that is missing.
    decision.rationale.add("request", f"At issue is {decision.request.phrase}.")
    return PlantedError(code="D108", where=path_of(number, "rationale"))


def _rationale_off_topic(letter: Letter, number: int, rng: Random) -> PlantedError:
    decision = letter.decisions[number]
    taken = {one.request.service.name for one in letter.decisions}
    drugs = [service for service in services() if service.family == "medication" and service.name not in taken]
    name = rng.choice(drugs).name
    words = decision.request.words
    decision.rationale.drop("guideline", "odg-reason", "finding", "conclusion")
    title = name[0].upper() + name[1:]
    decision.rationale.add(
        "finding", f"{title} has been prescribed for many months, and its effect on pain is not given."
    )
    decision.rationale.add(
        "finding", f"The dose of {name} was raised without a reason in the notes of {words['visit']}."
    )
    if not any(one.is_mtus for one in decision.reviewer_cited):
        decision.rationale.add("odg-reason", f"The MTUS does not address {name}, so other guidelines were consulted.")
    conclude(decision, name)
    return PlantedError(code="D109", where=path_of(number, "rationale"), quote=name)


def _not_documented_but_stated(letter: Letter, number: int, rng: Random) -> PlantedError:
    decision = letter.decisions[number]
    words = decision.request.words
    letter.summary.put(
        "prior", f"{words['Patient']} has completed {rng.randint(8, 24)} sessions of {words['name']}.", before="request"
    )
    quote = f"The number of prior sessions of {words['name']} is not documented."
    decision.rationale.drop("finding")
    decision.rationale.put("finding", quote, before="conclusion")
    return PlantedError(code="D110", where=path_of(number, "rationale"), quote=quote)


def _service_undecided(letter: Letter, number: int, rng: Random) -> PlantedError:
    decision = letter.decisions[number]
    request, words = decision.request, decision.request.words
    taken = {one.request.service.name for one in letter.decisions}
    others = [name for name in _UNLIKE if name != words["name"]]
    quote = rng.choice([name for name in others if name not in taken] or others)
    decision.heading = f"{request.count} sessions of {words['name']} and {quote}{words['for_site']}"
    # A chapter on the part of the body fits both services, so that nothing else is wrong.
    region = request.site.region.id
    fitting = [one for one in guidelines().values() if one.region == region and one.family == "mtus"]
    chapter = next(Cited(one, part="Physical methods") for one in fitting if in_force(one, letter.case.issued, region))
    decision.administrator_basis = word_basis((chapter,), letter.layout, "administrator")
    decision.reviewer_basis = word_basis((chapter,), letter.layout, "reviewer")
    decision.rationale.drop("odg-reason")
    decision.rationale.swap("The ODG", "The MTUS")
    decision.rationale.swap("the ODG", "the MTUS")
    return PlantedError(code="D111", where=path_of(number, "heading"), quote=quote)


def _outcome_missing(letter: Letter, number: int, rng: Random) -> PlantedError:
    del rng
    letter.decisions[number].outcome = None
    return PlantedError(code="D112", where=path_of(number, "outcome"))


PLANTS = (
    Plant("D101", _quantity_mismatch, wants="therapy|behavioural"),
    Plant("D102", _quantity_arithmetic, wants="therapy|behavioural"),
    Plant("D103", _body_part_mismatch, wants="physical-therapy|mri|acupuncture"),
    Plant(
        "D104",
        _side_mismatch,
        wants="occupational-therapy|knee-scope|shoulder-scope|ctr|ortho-consult|visco|joint-injection",
    ),
    Plant("D105", _level_mismatch, wants="level"),
    Plant("D106", _ur_action_inconsistent, wants="therapy|behavioural"),
    Plant("D107", _outcome_contradicts_conclusion, wants="therapy|medication|testing|equipment|injection|surgery"),
    Plant("D108", _conclusion_missing, wants="therapy|medication|testing|equipment|injection|surgery"),
    Plant("D109", _rationale_off_topic, wants="therapy|testing|equipment|injection|surgery"),
    Plant("D110", _not_documented_but_stated, wants="therapy|behavioural"),
    Plant("D111", _service_undecided, wants="physical-therapy|acupuncture|chiropractic"),
    Plant("D112", _outcome_missing, wants="therapy|medication|testing", layouts=ALL_LAYOUTS - {Layout.L1, Layout.L2}),
)
