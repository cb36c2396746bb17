from __future__ import annotations

import pytest

from openimr.determinations.checking.d203_topic_does_not_fit_service import CHECK
from openimr.determinations.model import CitationFamily, Determination
from unit.determinations.checking.factories import a_basis, a_citation, a_determination, a_treatment, hits, messages


def citing(heading: str, *sections: str | None, known_as: str | None = "chronic-pain-2009") -> Determination:
    family = CitationFamily.ODG if known_as == "odg" else CitationFamily.MTUS
    citations = [a_citation(section=section, known_as=known_as, family=family) for section in sections]
    basis = a_basis(*citations, text=f"Decision based on {', '.join(filter(None, sections))}")
    return a_determination(a_treatment(heading=heading, reviewer_basis=basis, claims_administrator_basis=None))


def test_a_topic_on_another_family_of_services_is_found() -> None:
    (hit,) = hits(CHECK, citing("Kinesio taping, 6 visits", "Psychological treatment"))
    assert hit.where == "disputed_treatments[0].reviewer_basis"
    assert hit.quote == "Psychological treatment"
    assert "kinesio taping is none of" in hit.message


def test_a_service_with_a_topic_of_its_own_in_the_guideline_is_found_under_another() -> None:
    (message,) = messages(CHECK, citing("Medical hypnotherapy, 6 visits", "Yoga/mindfulness", known_as="odg"))
    assert "hypnotherapy has a topic of its own there, “Hypnosis”" in message


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Cognitive behavioral therapy, 6 sessions", "Behavioral interventions"),
        ("Individual psychotherapy, 6 sessions", "Psychological treatment"),
        ("12 sessions of yoga", "Yoga"),
        ("12 sessions of yoga", "Biopsychosocial model of chronic pain"),
        ("12 sessions of a therapy nobody knows", "Yoga"),
        ("12 sessions of yoga", "Part 2 Pain Interventions and Treatments"),
        ("12 sessions of yoga", "Zzyzx quux"),
        ("12 sessions of yoga", None),
    ],
)
def test_a_topic_that_fits_or_is_not_known_is_fine(heading: str, section: str | None) -> None:
    assert not hits(CHECK, citing(heading, section))


def test_visits_to_a_psychiatrist_are_office_visits() -> None:
    assert not hits(CHECK, citing("Medication management sessions x 12", "Office visits", known_as="odg"))


def test_one_of_two_topics_may_fit() -> None:
    assert not hits(CHECK, citing("12 sessions of yoga", "Psychological treatment", "Yoga"))


def test_an_unknown_topic_beside_a_known_one_may_be_the_right_one() -> None:
    assert not hits(CHECK, citing("12 sessions of acupuncture", "Psychological treatment", "Zzyzx quux"))


def test_a_service_of_the_same_family_without_a_topic_of_its_own_is_left_alone() -> None:
    assert not hits(CHECK, citing("6 visits of EMDR", "Psychological treatment"))


def test_an_unknown_guideline_is_left_alone() -> None:
    assert not hits(CHECK, citing("12 sessions of acupuncture", "Psychological treatment", known_as=None))


def test_a_flawless_determination_has_no_finding() -> None:
    assert not hits(CHECK, a_determination())
    assert not hits(CHECK, a_determination(a_treatment(reviewer_basis=None, claims_administrator_basis=None)))
