"""A record that lacks a citation, dates, a successor or known words is refused, with its place and a remedy."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import Any

import msgspec
import pytest

from openimr.citations import Verification
from openimr.guidelines.admission import Known, faults_of, faults_of_editions
from openimr.guidelines.catalogue import GuidelineEdition, GuidelineFamily, Trigger
from openimr.guidelines.criteria import AllOf, Compare, Documented, Node, Not, Number
from openimr.guidelines.recommendation import (
    Amount,
    Certainty,
    Checking,
    Conditions,
    FieldCertainty,
    Gate,
    GateKind,
    Licence,
    Maximum,
    Named,
    Per,
    Period,
    PeriodUnit,
    Phase,
    PhaseName,
    Recommendation,
    RecordKind,
    RecordSource,
    Requirement,
    Scope,
    Stance,
    StanceFor,
    Unit,
)
from openimr.guidelines.requirements import with_criteria
from unit.guidelines.factories import effective, record


def edition(name: str, begins: str | None, ends: str | None = None, **others: Any) -> GuidelineEdition:
    values: dict[str, Any] = {
        "id": name,
        "guideline": "invented",
        "family": GuidelineFamily.MTUS,
        "title": "Invented",
        "publisher": "Nobody",
        "source": "invented",
        "verification": Verification.DRAFT,
        "trigger": Trigger.REQUEST_DATE,
        "in_force_from": dt.date.fromisoformat(begins) if begins else None,
        "in_force_to": dt.date.fromisoformat(ends) if ends else None,
    }
    return GuidelineEdition(**{**values, **others})


def requirement(**given: Any) -> Requirement:
    return Requirement(id="a", test="A.", **given)


KNOWN = Known(
    editions=(
        edition("old", "2009-01-01", "2015-12-31"),
        edition("new", "2016-01-01"),
        edition("foreign", None, family=GuidelineFamily.OTHER),
    ),
    services=frozenset(("yoga", "cbt")),
    drugs=frozenset(("morphine",)),
    body=frozenset(("knee",)),
    states=frozenset(("ptsd",)),
)


def said(*records: Recommendation, is_complete: bool = True) -> list[tuple[str, str]]:
    faults = faults_of(
        {"sheet.yaml": records},
        KNOWN,
        line_of=lambda _, number, *fields: number * 10 + len(fields),
        are_complete=is_complete,
    )
    assert all(fault.remedy for fault in faults)
    return [(fault.where, fault.what) for fault in faults]


READ = record().checking.sources


def said_of(*fields: str) -> tuple[FieldCertainty, ...]:
    return tuple(FieldCertainty(field=name, codes=(Certainty.REG,)) for name in fields)


def gate(criterion: Node) -> Gate:
    return Gate(kind=GateKind.RESPONSE, criterion=criterion)


def source(**changes: Any) -> RecordSource:
    return RecordSource(**{"cite": "An invented guideline", "licence": Licence.PUBLIC, **changes})


def phase(**changes: Any) -> Phase:
    return Phase(name=PhaseName.TRIAL, **changes)


@pytest.mark.parametrize(
    "good",
    [
        record(),
        record(kind=RecordKind.RULE, services=()),
        record(effective=(effective("2010-01-01", to="2015-12-31"),), superseded_by=("new",)),
        record(effective=(effective("2010-01-01", to="2011-12-31"), effective("2012-01-01"))),
        record(source=source(document="old", also=("new",))),
        record(source=source(document="foreign"), scope=Scope.THIRD_STEP),
        record(drugs=("morphine",), conditions=Conditions(body=("knee",), surgery=("cbt",))),
        record(phases=(phase(qty=Amount(unit=Unit.VISIT, min=0, max=0), services=("yoga",)),)),
        record(source=source(pages=(1, 999))),
        record(codes=("97110", "G0283", "97161-97168", "0101T")),
        record(prerequisites=(requirement(criterion=Not(of=Compare(fact="a"))),)),
        record(prerequisites=(requirement(criterion=Compare(fact="ptsd")),)),
        record(conditions=Conditions(include=("gout",)), prerequisites=(requirement(criterion=Compare(fact="gout")),)),
        record(prerequisites=(requirement(criterion=AllOf(of=(Documented(fact="goals"), Compare(fact="age")))),)),
        record(phases=(phase(gate=gate(Compare(fact="age", value=Number(amount=65, unit="year")))),)),
        record(checking=Checking(certainty=said_of("phases", "maximum", "source.cite"), sources=READ)),
        record(phases=(phase(),), checking=Checking(certainty=said_of("phases.trial", "all"), sources=READ)),
    ],
)
def test_a_good_record_has_no_fault(good: Recommendation) -> None:
    assert said(good) == []


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (record(source=source(cite="  ")), "no citation"),
        (record(checking=Checking(certainty=(), sources=record().checking.sources)), "does not say what was read"),
        (record(checking=Checking(certainty=record().checking.certainty, sources=())), "does not say what was read"),
        (record(effective=()), "no dates"),
        (record(effective=(effective("2012-01-02", to="2012-01-01"),), superseded_by=("new",)), "before it begins"),
        (record(effective=(effective("2010-01-01"), effective("2012-01-01"))), "overlap"),
        (record(source=source(document="lost")), "no edition lost"),
        (record(source=source(document="old", also=("lost",))), "no edition lost"),
        (record(source=source(document="foreign")), "neither MTUS, ACOEM nor ODG"),
        (record(source=source(document="old"), effective=(effective("2016-01-01"),)), "none of its documents"),
        (record(services=()), "names no service"),
        (record(services=("yoga", "lost")), "no service lost"),
        (record(conditions=Conditions(surgery=("lost",))), "no service lost"),
        (record(drugs=("lost",)), "no drug lost"),
        (record(conditions=Conditions(body=("lost",))), "no part of the body lost"),
        (record(maximum=(Maximum(per=Per.BODY_PART, body=("lost",)),)), "no part of the body lost"),
        (record(phases=(phase(services=("cbt",)),)), "for cbt, the record is not"),
        (record(phases=(phase(body=("lost",)),)), "no part of the body lost"),
        (record(not_for=(requirement(services=("cbt",)),)), "for cbt, the record is not"),
        (record(not_for=(requirement(named=Named(services=("lost",))),)), "no service lost"),
        (record(contraindications=(requirement(named=Named(drugs=("lost",))),)), "no drug lost"),
        (record(prerequisites=(requirement(named=Named(parts=("lost",))),)), "no part of the body lost"),
        (with_criteria(record(prerequisites=(requirement(),))), "criteria are made when it is loaded"),
        (record(maximum=(Maximum(per=Per.COURSE, services=("cbt",)),)), "for cbt, the record is not"),
        (record(stances=(StanceFor(stance=Stance.OPTION, services=("cbt",)),)), "for cbt, the record is not"),
        (record(stances=(StanceFor(stance=Stance.OPTION, drugs=("lost",)),)), "no drug lost"),
        (record(effective=(effective("2010-01-01", to="2011-01-01"),)), "nothing is named that took its place"),
        (record(superseded_by=("lost",)), "names lost"),
        (record(supersedes=("lost",)), "names lost"),
        (record(superseded_by=("X-ONE",)), "supersedes itself"),
        (record(phases=(phase(qty=Amount(unit=Unit.VISIT)),)), "neither min nor max"),
        (record(phases=(phase(qty=Amount(unit=Unit.VISIT, min=4, max=3)),)), "from 4 down to 3"),
        (record(phases=(phase(period=Period(unit=PeriodUnit.WEEK, max=-1)),)), "less than nothing"),
        (record(maximum=(Maximum(per=Per.COURSE, qty=Amount(unit=Unit.VISIT, max=math.inf)),)), "can be counted"),
        (record(phases=(phase(gate=gate(Compare(fact="lost"))),)), "no fact lost"),
        (record(conditions=Conditions(criterion=Documented(fact="lost"))), "no fact lost"),
    ],
)
def test_a_bad_record_is_refused_with_its_line_and_id(bad: Recommendation, words: str) -> None:
    ((where, what),) = said(bad)
    assert re.fullmatch(r"sheet\.yaml, line 1\d \(X-ONE\)", where)
    assert words in what


def test_an_id_may_not_stand_twice() -> None:
    ((where, what),) = said(record(), record())
    assert where == "sheet.yaml, line 21 (X-ONE)"
    assert "sheet.yaml, row 1" in what


def test_all_faults_of_all_records_are_told_at_once() -> None:
    assert len(said(record(effective=(), services=()), record(id="X-TWO", source=source(cite="")))) == 3


def test_a_successor_may_stand_in_a_sheet_that_could_not_be_read() -> None:
    assert said(record(superseded_by=("X-LOST",)), is_complete=False) == []


@pytest.mark.parametrize(
    ("one", "other", "is_refused"),
    [
        (edition("a", "2009-01-01", "2015-12-31"), edition("b", "2016-01-01"), False),
        (edition("a", "2009-01-01", "2016-01-01"), edition("b", "2016-01-01"), True),
        (edition("a", "2009-01-01"), edition("b", "2016-01-01"), True),
        (edition("a", "2009-01-01"), edition("b", "2016-01-01", trigger=Trigger.SERVICE_DATE), True),
        (edition("a", "2009-01-01", "2015-12-31"), edition("b", "2016-01-01", trigger=Trigger.SERVICE_DATE), False),
        (edition("a", "2009-01-01"), edition("b", "2016-01-01", guideline="another"), False),
        (edition("a", "2009-01-01"), edition("b", None), False),
        (edition("a", None), edition("b", "2009-01-01"), False),
    ],
)
def test_editions_of_one_document_may_not_overlap_whatever_day_decides(
    one: GuidelineEdition, other: GuidelineEdition, *, is_refused: bool
) -> None:
    faults = faults_of_editions((one, other), line_of=lambda _, number, *__: number)
    assert [fault.where for fault in faults] == (["guidelines/editions.yaml, line 2 (b)"] if is_refused else [])


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (edition("a", "2016-01-01", "2015-12-31"), "before it begins"),
        (edition("a", None, "2015-12-31"), "no day is given"),
        (edition("a", "2016-01-01", trigger=None), "day that decides"),
        (edition("a", "2016-01-01", source=" "), "no source"),
    ],
)
def test_an_edition_that_cannot_be_placed_in_time_is_refused(bad: GuidelineEdition, words: str) -> None:
    (fault,) = faults_of_editions((bad,), line_of=lambda _, number, *fields: number + len(fields))
    assert fault.where == "guidelines/editions.yaml, line 2 (a)"
    assert words in fault.what
    assert fault.remedy


def test_an_edition_may_not_stand_twice() -> None:
    one = edition("a", "2009-01-01", "2015-12-31")
    twice = (one, edition("a", "2016-01-01"), edition("b", None, trigger=None))
    (fault,) = faults_of_editions(twice, line_of=lambda _, number, *__: number)
    assert (fault.where, "earlier row" in fault.what) == ("guidelines/editions.yaml, line 2 (a)", True)


def test_a_record_is_not_changed_by_being_looked_at() -> None:
    one = record()
    said(one)
    assert one == msgspec.structs.replace(one)
