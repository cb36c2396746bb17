"""The chart of an invented patient: all that its papers share, so that they agree with one another.

What is planted to contradict itself is named in ``planted``; everything else follows from the same numbers.
"""

from __future__ import annotations

import datetime as dt
import re
from random import Random

import msgspec

from openimr.casefile.model import DocumentKind, FindingKind, Mode
from openimr.cases.filing import Filing
from openimr.cases.terms import Sex
from openimr.samples.casefiles.drafts import Fact, Role, Said
from openimr.samples.casefiles.story import Author
from openimr.samples.casefiles.tables import Drug, wording
from openimr.samples.casefiles.vocabulary import service_code

__all__ = ["Chart", "Course", "Place", "labelled"]


class Place(msgspec.Struct, frozen=True):
    """A part of the body of the case: its words, side and level, and what is wrong there with its code."""

    part: str
    side: str
    level: str
    diagnosis: str
    code: str
    complaints: tuple[str, ...]
    findings: tuple[str, ...]


class Course(msgspec.Struct, frozen=True):
    """A course of visits: the treatment, who gave it, which papers it leaves, and its days."""

    name: str
    by: Role
    kind: DocumentKind
    days: tuple[dt.date, ...]
    is_in_file: bool

    @property
    def code(self) -> str:
        """The service of the vocabulary."""
        return service_code(self.name)

    def until(self, day: dt.date) -> int:
        """How many visits had been had by the end of ``day``."""
        return sum(on <= day for on in self.days)


class Chart(msgspec.Struct, frozen=True):
    """One patient's chart. ``visits`` are those with the treating physician, in order; the last led to the request."""

    rng: Random
    filing: Filing
    authors: dict[Role, Author]
    occupation: str
    mechanism: str
    places: tuple[Place, ...]
    drugs: tuple[Drug, ...]
    courses: tuple[Course, ...]
    visits: tuple[dt.date, ...]
    planted: frozenset[str]

    @property
    def requested_on(self) -> dt.date:
        """The day of the request for authorization."""
        decision = self.filing.ur_decision
        return (decision.requested_on if decision else None) or self.filing.application.received_on

    def age_on(self, day: dt.date) -> int:
        """The patient's age in whole years on ``day``; 0 where the day of birth is not known."""
        born = self.filing.parties.employee.born_on
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day)) if born else 0

    def words(self) -> dict[str, str]:
        """The words by which papers speak of the patient."""
        employee = self.filing.parties.employee
        if employee.sex is Sex.FEMALE:
            he, his, himself, title, person = "she", "her", "herself", "Ms.", "woman"
        else:
            he, his, himself, title, person = "he", "his", "himself", "Mr.", "man"
        return {
            "he": he,
            "He": he.capitalize(),
            "his": his,
            "His": his.capitalize(),
            "himself": himself,
            "person": person,
            "Surname": f"{title} {employee.name.last}",
            "occupation": f"{'an' if self.occupation[:1] in 'aeiou' else 'a'} {self.occupation}",
            "mechanism": self.mechanism,
        }

    def person(self, age: int, *, clash: str = "") -> Said:
        """A sentence with age and sex; ``age`` need not be the true one."""
        sex = self.filing.parties.employee.sex or Sex.MALE
        facts = (
            Fact(kind=FindingKind.PERSON, name="age", value=age, unit="years", clash=clash),
            Fact(kind=FindingKind.PERSON, name="sex", code=sex),
        )
        return self.say("age", *facts, age=age)

    def say(self, role: str, *facts: Fact, **words: object) -> Said:
        """One of the sentences that do what ``role`` says, filled in; ``facts`` in the order of its quotations.

        Quotations with a label in the table have a fact of their own, named by the label or else in their words.
        """
        told = self.words() | {name: str(word) for name, word in words.items()}
        return labelled(self.rng.choice(wording()[role]).format_map(told), facts)


_LABELLED = re.compile(
    r"<<(?:(?P<label>treatment|planned|response|diagnosis|absent|status|no_status)(?:=(?P<name>[^:<>]+))?:)?(?P<words>.+?)>>",
    re.DOTALL,
)


def labelled(text: str, facts: tuple[Fact, ...]) -> Said:
    """``text`` with the labels of its quotations taken away, and a fact for each of these among ``facts``.

    >>> said = labelled("Needles, with <<treatment:infrared heat>>.", ())
    >>> said.text, said.facts[0].code
    ('Needles, with <<infrared heat>>.', 'infrared_therapy')
    """
    marks = list(_LABELLED.finditer(text))
    if not any(mark["label"] for mark in marks):
        return Said(text, facts)
    given = iter(facts)
    told = tuple(
        _fact(mark["label"], mark["name"] or mark["words"]) if mark["label"] else next(given) for mark in marks
    )
    return Said(_LABELLED.sub(r"<<\g<words>>>", text), (*told, *given))


_OTHER_FACTS = {
    "diagnosis": (FindingKind.DIAGNOSIS, Mode.STATED),
    "absent": (FindingKind.DIAGNOSIS, Mode.DENIED),
    "status": (FindingKind.WORK_STATUS, Mode.STATED),
    "no_status": (FindingKind.WORK_STATUS, Mode.DENIED),
}


def _fact(label: str, name: str) -> Fact:
    """What a quotation says by itself: a response, or something of this name that is, is not, or is to come."""
    if label == "response":
        return Fact(kind=FindingKind.RESPONSE)
    if label in _OTHER_FACTS:
        kind, mode = _OTHER_FACTS[label]
        return Fact(kind=kind, mode=mode, name=name)
    mode = Mode.PLANNED if label == "planned" else Mode.STATED
    return Fact(kind=FindingKind.TREATMENT, mode=mode, name=name, code=service_code(name))
