"""Drafts the reports of the treating physician: the first report, and progress reports over the months."""

from __future__ import annotations

import datetime as dt

from openimr.casefile.model import DocumentKind, FindingKind, Mode
from openimr.samples.casefiles.chart import Chart, Course, Place
from openimr.samples.casefiles.drafts import Draft, Fact, Form, Look, Role, Said, Section, unmarked
from openimr.samples.casefiles.framing import shown_date
from openimr.samples.casefiles.vocabulary import service_code

__all__ = ["diagnoses_section", "first_report", "injury_said", "progress_report"]

_STATUSES = (
    "Modified work, no lifting over 10 pounds",
    "Temporarily totally disabled",
    "Modified duty with no overhead reaching",
    "Return to full duty",
    "Modified work, sitting breaks every 30 minutes",
)
_DENIED = (
    ("epidural injections", FindingKind.TREATMENT),
    ("joint replacement", FindingKind.TREATMENT),
    ("massage therapy", FindingKind.TREATMENT),
    ("diabetes", FindingKind.DIAGNOSIS),
    ("alcohol abuse", FindingKind.DIAGNOSIS),
)
_FAMILY = ("diabetes", "high blood pressure", "rheumatoid arthritis", "depression")
_HISTORY = ("appendectomy", "tonsillectomy", "hernia repair", "hysterectomy", "cataract surgery")
_OTHER_SIDE = {"left": "right", "right": "left"}


def injury_said(chart: Chart, *, day: dt.date | None = None, clash: str = "") -> Said:
    """How the injury happened; ``day`` is another day than the true one where that is planted."""
    on = day or chart.filing.application.injured_on
    fact = Fact(kind=FindingKind.INJURY, name=chart.mechanism, on=on, clash=clash)
    return chart.say("injury", fact, day=shown_date(on, 0))


def diagnoses_section(chart: Chart, *, wrong_side: bool = False, clash: str = "") -> Section:
    """The diagnoses with their codes; on the wrong side where that is planted."""
    return Section(
        heading="Diagnoses",
        form=Form.LIST,
        said=tuple(_diagnosis(place, wrong_side=wrong_side, clash=clash) for place in chart.places),
    )


def _diagnosis(place: Place, *, wrong_side: bool, clash: str) -> Said:
    name, side = place.diagnosis, place.side
    if wrong_side and side:
        name, side = name.replace(side, _OTHER_SIDE[side]), _OTHER_SIDE[side]
    fact = Fact(
        kind=FindingKind.DIAGNOSIS, name=name, code=place.code, part=place.part, side=side, clash=clash if side else ""
    )
    return Said(f"<<{name[0].upper()}{name[1:]} ({place.code})>>", (fact,))


def first_report(chart: Chart) -> Draft:
    """The doctor's first report, within days of the injury."""
    on = chart.filing.application.injured_on + dt.timedelta(days=chart.rng.randint(0, 4))
    rng = chart.rng
    age = chart.age_on(on)
    thing, kind = rng.choice(_DENIED)
    history = rng.choice(_HISTORY)
    year = on.year - rng.randint(3, 14)
    person = chart.person(age, clash=_clash(chart, "age"))
    past = (
        chart.say("denies", Fact(kind=kind, mode=Mode.DENIED, name=thing), thing=thing),
        chart.say(
            "history", Fact(kind=FindingKind.TREATMENT, mode=Mode.HISTORICAL, name=history), thing=history, year=year
        ),
        _family(chart),
    )
    sections = (
        Section(heading="How the injury happened", said=(person, injury_said(chart, clash=_clash(chart, "date")))),
        Section(heading="Past history", said=past),
        _complaints(chart, rng.randint(6, 9)),
        *_examination(chart),
        diagnoses_section(chart),
        Section(heading="Treatment given", said=(_drug(chart, 0), _first_aid())),
        _work(chart, on),
    )
    return Draft(kind=DocumentKind.FIRST_REPORT, by=Role.TREATING, on=on, sections=sections)


def _first_aid() -> Said:
    facts = tuple(Fact(kind=FindingKind.TREATMENT, name=name) for name in ("cold", "rest"))
    return Said("<<Ice>>, and <<rest>> for two days.", facts)


def _clash(chart: Chart, name: str) -> str:
    return name if name in chart.planted else ""


def _family(chart: Chart) -> Said:
    thing = chart.rng.choice(_FAMILY)
    return chart.say("family", Fact(kind=FindingKind.DIAGNOSIS, mode=Mode.FAMILY, name=thing), thing=thing)


def _complaints(chart: Chart, pain: int) -> Section:
    complaint = chart.rng.choice(chart.places[0].complaints)
    fact = Fact(kind=FindingKind.PAIN, value=pain, lowest=0, highest=10)
    said = [Said(chart.say("complaint", complaint=complaint).text.replace("<<", "").replace(">>", ""))]
    said.append(chart.say("pain", fact, pain=pain))
    if chart.rng.random() < 0.4 and pain > 2:
        low = pain - 2
        lower = Fact(kind=FindingKind.PAIN, value=low, lowest=0, highest=10)
        both = chart.say("pain_range", lower, fact, low=low, pain=pain)
        said.append(both)
    return Section(heading="Complaints", said=tuple(said))


def _examination(chart: Chart) -> tuple[Section, ...]:
    said = [chart.say("vitals")]
    for place in chart.places:
        first, second = chart.rng.sample(place.findings, 2)
        part = place.part or "patient"
        up = part[0].upper() + part[1:]
        said.append(chart.say("examination", part=part, part_up=up, finding=first, finding2=second))
    said.append(chart.say("neuro"))
    return (Section(heading="Examination", said=tuple(said)),)


def _drug(chart: Chart, number: int) -> Said:
    drug = chart.drugs[number]
    fact = Fact(
        kind=FindingKind.MEDICATION, name=drug.name, count=drug.count, unit="tablets", value=_milligrams(drug.strength)
    )
    said = chart.say(
        "medication", fact, fact, drug=drug.name, strength=drug.strength, taking=drug.taking, count=drug.count
    )
    # The dose and the number stand apart on the line; the fact is pinned to the dose.
    return Said(said.text.replace(f"<<#{drug.count}>>", f"#{drug.count}"), (fact,))


def _milligrams(strength: str) -> float | None:
    number = strength.split(" ", maxsplit=1)[0]
    return None if "/" in number else float(number)


def _work(chart: Chart, on: dt.date) -> Section:
    status = chart.rng.choice(_STATUSES)
    fact = Fact(kind=FindingKind.WORK_STATUS, name=status, on=on)
    return Section(heading="Work status", said=(chart.say("work", fact, status=status),))


def progress_report(chart: Chart, on: dt.date) -> Draft:
    """The progress report of the visit of ``on``; that of the last visit asks for what the case is about."""
    is_last = on == chart.visits[-1]
    is_odd = len(chart.visits) > 1 and on == chart.visits[-2]
    clash = "side" if "side" in chart.planted and (is_last or is_odd) else ""
    rng = chart.rng
    sections = [
        Section(heading="History since the last visit", said=(_course(chart), *_filler(chart))),
        _complaints(chart, rng.randint(3, 9)),
        *_examination(chart),
        diagnoses_section(chart, wrong_side=is_odd and bool(clash), clash=clash),
        _treatment(chart, on, is_last=is_last),
        Section(heading="Medication", form=Form.LIST, said=tuple(_drug(chart, at) for at in range(len(chart.drugs)))),
        _plan(chart, on, is_last=is_last),
        _work(chart, on),
    ]
    look = Look.FAINT if "faint" in chart.planted and is_odd else None
    if rng.random() < 0.12 and not is_last:
        sections.append(_by_hand(chart))
    return Draft(
        kind=DocumentKind.PROGRESS_REPORT, by=Role.TREATING, on=on, sections=tuple(sections), look=look,
        hand_look=Look.RUINED if "ruined" in chart.planted else Look.HAND,
    )  # fmt: skip


def _course(chart: Chart) -> Said:
    return chart.say("course", complaint=chart.rng.choice(chart.places[0].complaints))


def _filler(chart: Chart) -> tuple[Said, ...]:
    return tuple(chart.say("filler") for _ in range(chart.rng.randint(0, 2)))


def _treatment(chart: Chart, on: dt.date, *, is_last: bool) -> Section:
    said = [_count(chart, course, on, is_last=is_last) for course in chart.courses if course.until(on)]
    if is_last and "level" in chart.planted and chart.places[0].level:
        level = _other_level(chart.places[0].level)
        fact = Fact(kind=FindingKind.DIAGNOSIS, name="disc bulge", levels=(level,), clash="level")
        said.append(Said(f"The MRI is said to show <<a disc bulge at {level}>>.", (fact,)))
    if not said:
        said.append(Said("Care so far has been given in this office only."))
    elif chart.rng.random() < 0.6:
        said.append(chart.say("response", Fact(kind=FindingKind.RESPONSE, on=on), before=8, after=5))
    return Section(heading="Treatment to date", said=tuple(said))


def _other_level(level: str) -> str:
    return {"L4-L5": "L5-S1", "L5-S1": "L4-L5", "C5-C6": "C6-C7"}.get(level, "L4-L5" if level[0] == "L" else "C5-C6")


def _count(chart: Chart, course: Course, on: dt.date, *, is_last: bool) -> Said:
    count = course.until(on)
    clash = "count" if is_last and "count" in chart.planted and course is chart.courses[0] else ""
    fact = Fact(
        kind=FindingKind.SESSIONS, name=course.name, code=course.code, count=count, unit="sessions", on=on, clash=clash
    )
    return chart.say("count", fact, count=count, thing=course.name)


def _plan(chart: Chart, on: dt.date, *, is_last: bool) -> Section:
    said = [chart.say("plan") for _ in range(2)]
    if is_last:
        for row in chart.filing.application.treatments:
            fact = Fact(kind=FindingKind.REQUEST, mode=Mode.PLANNED, code=service_code(row.wording), on=on)
            said.append(chart.say("request", fact, thing=row.wording))
    unique = {it.text: it for it in said}
    return Section(heading="Plan", said=tuple(unique.values()))


def _by_hand(chart: Chart) -> Section:
    told = (_course(chart), chart.say("plan"), Said("Call the patient about the results next week."), chart.say("plan"))
    # What a pen wrote is torn into letters on the page, so that no quotation of it could be found again.
    said = tuple(Said(unmarked(one)) for one in told)
    return Section(heading="Notes", said=said, form=Form.HAND)
