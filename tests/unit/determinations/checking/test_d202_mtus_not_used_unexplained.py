from __future__ import annotations

import datetime as dt

import pytest

from openimr.determinations.checking.d202_mtus_not_used_unexplained import CHECK
from openimr.determinations.model import CitationFamily, Dates, Determination, FactKind
from unit.determinations.checking.factories import (
    a_basis,
    a_citation,
    a_determination,
    a_fact,
    a_treatment,
    hits,
    messages,
)

ODG = a_citation(family=CitationFamily.ODG, guideline="Official Disability Guidelines", known_as="odg")
NOT_USED = "The Expert Reviewer did not base their decision on the MTUS. Decision based on Non-MTUS Citation ODG."


def without_mtus(
    rationale: str = "ODG recommends it. The request is necessary.",
    *,
    text: str = NOT_USED,
    uses_mtus: bool | None = False,
    dates: Dates | None = None,
) -> Determination:
    treatment = a_treatment(reviewer_basis=a_basis(ODG, text=text, uses_mtus=uses_mtus), rationale=rationale)
    return a_determination(treatment, facts=(), **({"dates": dates} if dates else {}))


def test_a_reviewer_who_leaves_the_mtus_aside_without_a_reason_is_found() -> None:
    (hit,) = hits(CHECK, without_mtus())
    assert hit.where == "disputed_treatments[0].reviewer_basis"
    assert hit.quote == NOT_USED


def test_a_basis_on_other_guidelines_alone_counts_as_leaving_the_mtus_aside() -> None:
    assert hits(CHECK, without_mtus(text="based on Other Medical Treatment Guidelines: ODG", uses_mtus=None))


@pytest.mark.parametrize(
    "reason",
    [
        "The MTUS does not address vestibular therapy.",
        "MTUS/ACOEM guidelines are silent on this device.",
        "The California MTUS guidelines do not specifically discuss H-wave for the shoulder.",
        "This service is not addressed by the MTUS, so ODG was used.",
        "There is no recommendation in the MTUS for gym memberships.",
        "Since the MTUS is not applicable to this condition, alternative guidelines were used.",
        "The presumption of the MTUS is rebutted by a newer study.",
        "This request falls outside the scope of the MTUS.",
    ],
)
def test_a_reason_in_the_rationale_is_enough(reason: str) -> None:
    assert not hits(CHECK, without_mtus(f"{reason} The request is not medically necessary."))


def test_a_reason_in_the_basis_is_enough() -> None:
    assert not hits(CHECK, without_mtus(text=f"{NOT_USED} The MTUS is silent on the matter."))


@pytest.mark.parametrize(
    "no_reason",
    [
        "The ODG does not recommend it.",
        "The patient has not tried the MTUS first-line treatments. There is no documentation of failure.",
        "The record does not address prior therapy.",
    ],
)
def test_silence_about_other_things_is_no_reason(no_reason: str) -> None:
    assert hits(CHECK, without_mtus(no_reason))


def test_a_decision_on_the_mtus_needs_no_reason() -> None:
    assert not hits(CHECK, a_determination())


def test_a_newer_acoem_guideline_may_be_part_of_the_mtus_and_is_left_alone() -> None:
    basis = a_basis(a_citation(family=CitationFamily.ACOEM), uses_mtus=None)
    assert not hits(CHECK, a_determination(a_treatment(reviewer_basis=basis)))


def test_a_missing_or_empty_basis_is_left_to_another_check() -> None:
    assert not hits(CHECK, a_determination(a_treatment(reviewer_basis=None)))


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        (Dates(issued=dt.date(2017, 12, 31)), "law of 2017 the standards of necessity stand in strict order"),
        (Dates(issued=dt.date(2018, 1, 1)), "law of 2018 the search begins with the MTUS"),
        (Dates(), "The MTUS comes first"),
    ],
)
def test_the_message_gives_the_rule_of_the_day(dates: Dates, words: str) -> None:
    treatment = a_treatment(reviewer_basis=a_basis(ODG, text=NOT_USED, uses_mtus=False), rationale="It is necessary.")
    (message,) = messages(CHECK, a_determination(treatment, dates=dates, facts=()))
    assert words in message


def test_the_day_may_come_from_the_prose() -> None:
    treatment = a_treatment(reviewer_basis=a_basis(ODG, text=NOT_USED, uses_mtus=False), rationale="It is necessary.")
    fact = a_fact(FactKind.UR_DATE, "2013", on=dt.date(2013, 9, 16))
    assert "law of 2013" in messages(CHECK, a_determination(treatment, dates=Dates(), facts=(fact,)))[0]
