from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from openimr.reviewers.conflicts import Hit, Screen, side_by_side
from openimr.reviewers.conflicts.likeness import Strength
from openimr.reviewers.conflicts.ties import Covers, Materiality, tie_row
from openimr.reviewers.identity import Being, Identity
from openimr.reviewers.match_case import MatchCase, Party, PartyRole
from openimr.reviewers.reasons import Effect
from openimr.reviewers.registry import (
    Affiliation,
    Npi,
    Organization,
    Ownership,
    Position,
    Registry,
    Relation,
    Reviewer,
    Tie,
)
from unit.reviewers.factories import ON, PROOF, a_case, a_party, a_reviewer, tied

INSURER = a_party(PartyRole.INSURER, "Kestrel Point Insurance Company", tax_number="95-1234567")
EMPLOYEE = a_party(PartyRole.EMPLOYEE, "Tobias J. Merrin", addresses=("12 Alder Street, Ojai, CA 93023",))
PHYSICIAN = a_party(PartyRole.REQUESTING_PHYSICIAN, "María López-Grant, M.D.", npi="1245319599")


def hits(case: MatchCase, reviewer: Reviewer, **registry: Any) -> tuple[Hit, ...]:
    return Screen(Registry(reviewers=(reviewer,), **registry)).screen(case).hits(reviewer.number)


def of(*affiliations: Affiliation, **changed: Any) -> Reviewer:
    return a_reviewer(affiliations=affiliations, **changed)


def named(name: str, **known: Any) -> Reviewer:
    return a_reviewer(npi=None, identity=Identity(name=name, is_a=Being.PERSON, **known))


@pytest.mark.parametrize(
    ("name", "strength"),
    [
        ("Kestrel Point Insurance Company", Strength.CERTAIN),
        ("KESTREL POINT INS. CO., INC.", Strength.CERTAIN),
        ("KestrelPoint Insurance", Strength.CERTAIN),
        ("Insurance of Kestrel Point", Strength.CERTAIN),
        ("Kestral Point Insurance", Strength.LIKELY),
        ("Kestrel Piont Insurence Co", Strength.LIKELY),
        ("Kestrel Point", Strength.LIKELY),
        ("Other LLC dba Kestrel Point Insurance", Strength.CERTAIN),
        ("Kestrel Point Construction", Strength.POSSIBLE),
        ("Kestrel", Strength.POSSIBLE),
        ("KPI", Strength.POSSIBLE),
    ],
)
def test_an_organization_is_found_under_another_spelling(name: str, strength: Strength) -> None:
    (hit,) = hits(a_case(INSURER), of(tied(Tie.EMPLOYMENT, name)))
    assert (hit.strength, hit.criterion) == (strength, "C1")
    assert hit.effect is (Effect.BARS if strength is Strength.CERTAIN else Effect.HOLDS)
    assert hit.evidence


@pytest.mark.parametrize(
    "name", ["Marlowe Ridge Insurance Company", "Point Pharmaceuticals", "Keswick Insurance", "KPX"]
)
def test_another_organization_is_not_found(name: str) -> None:
    assert hits(a_case(INSURER), of(tied(Tie.EMPLOYMENT, name))) == ()


@pytest.mark.parametrize(
    "name",
    [
        "Maria Lopez-Grant",
        "Dr. Maria Lopez Grant",
        "Lopez-Grant, Maria, M.D.",
        "Maria Lopes-Grant",
        "Maria Grant",
        "Maria Lopez",
        "Mary Lopez-Grant",
        "M. Lopez-Grant",
        "Grant Maria",
        "Ann Smith (née Maria López-Grant)",
        "Lopezgrant, Maria",
        "Katharina Maria Grant",
    ],
)
def test_a_person_is_found_under_another_spelling(name: str) -> None:
    (hit,) = hits(a_case(PHYSICIAN), named(name))
    assert (hit.criterion, hit.tie) == ("C3", Tie.SELF)
    assert hit.effect is Effect.HOLDS


@pytest.mark.parametrize("name", ["Maria Petrov", "Xanthe Grant", "Grant Wood", "Maria", "Dr."])
def test_another_person_is_not_found(name: str) -> None:
    assert hits(a_case(PHYSICIAN), named(name)) == ()


def test_a_name_that_changed_is_found_by_its_number() -> None:
    reviewer = a_reviewer(npi=Npi(number="1245319599", **PROOF))
    (hit,) = hits(a_case(PHYSICIAN), reviewer)
    assert (hit.strength, hit.effect) == (Strength.CERTAIN, Effect.BARS)
    assert "1245319599" in hit.evidence[0]


def test_numbers_that_differ_weaken_a_name_but_a_weak_name_they_end() -> None:
    (hit,) = hits(a_case(PHYSICIAN), a_reviewer(identity=Identity(name="Maria Lopez-Grant")))
    assert hit.strength is Strength.POSSIBLE
    assert hits(a_case(PHYSICIAN), a_reviewer(identity=Identity(name="M. Lopez-Grant"))) == ()


def test_a_middle_initial_that_differs_weakens_a_name() -> None:
    (same,) = hits(a_case(EMPLOYEE), named("Toby Merrin"))
    (other,) = hits(a_case(EMPLOYEE), named("Toby K. Merrin"))
    assert (same.strength, other.strength) == (Strength.LIKELY, Strength.POSSIBLE)


@pytest.mark.parametrize(
    ("party", "known", "tie"),
    [
        (
            a_party(PartyRole.EMPLOYER, "Ablon Logistics", emails=("hr@ablon.test",)),
            {"emails": ("o@ablon.test",)},
            "mail domain",
        ),
        (EMPLOYEE, {"addresses": ("12 Alder St., Ojai CA",)}, "address"),
        (
            a_party(PartyRole.FACILITY, "X Hospital", phones=("805 555 0143",)),
            {"phones": ("(805) 555-0143",)},
            "telephone",
        ),
        (
            a_party(PartyRole.FACILITY, "X Hospital", addresses=("PO Box 77, Ojai",)),
            {"addresses": ("P.O. Box 77",)},
            "address",
        ),
    ],
)
def test_a_shared_place_waits_for_a_person(party: Party, known: dict[str, Any], tie: str) -> None:
    (hit,) = hits(a_case(party), named("Ondine Vellacott", **known))
    assert (hit.tie, hit.materiality, hit.effect) == (Tie.SHARED_PLACE, Materiality.UNCLEAR, Effect.HOLDS)
    assert tie in hit.evidence[0]


@pytest.mark.parametrize(
    "known",
    [
        {"emails": ("o@gmail.com", "no mail")},
        {"addresses": ("12 Alder Street, Reno, NV 89501", "nowhere", "99")},
        {"phones": ("555-0143",)},
        {"addresses": ("12 Alder Street #4, Ojai, CA 93023",)},
    ],
)
def test_what_many_share_is_no_shared_place(known: dict[str, Any]) -> None:
    party = a_party(
        PartyRole.EMPLOYEE,
        "Tobias Merrin",
        emails=("t@gmail.com",),
        phones=("805-555-0143",),
        addresses=("12 Alder Street Apt 3, Ojai, CA 93023",),
    )
    assert hits(a_case(party), named("Ondine Vellacott", **known)) == ()


def test_the_same_mail_address_is_likely_the_same_person() -> None:
    party = a_party(PartyRole.UR_PHYSICIAN, "P. Quill", emails=("Q@gmail.com",))
    (hit,) = hits(a_case(party), named("Ondine Vellacott", emails=("q@gmail.com",)))
    assert (hit.criterion, hit.tie, hit.strength) == ("Q12", Tie.SELF, Strength.LIKELY)


def test_a_name_and_a_place_make_certain_and_a_weak_name_and_a_place_likely() -> None:
    place = {"addresses": EMPLOYEE.addresses}
    assert hits(a_case(EMPLOYEE), named("Tobias Merrin", **place))[0].strength is Strength.CERTAIN
    assert hits(a_case(EMPLOYEE), named("T. Merrin", **place))[0].strength is Strength.LIKELY


def test_a_tax_number_makes_certain() -> None:
    (hit,) = hits(a_case(INSURER), of(tied(Tie.EMPLOYMENT, "Wholly Other", tax_number="951234567")))
    assert hit.strength is Strength.CERTAIN


def test_a_corporation_that_bears_the_name_of_a_person_is_found() -> None:
    party = a_party(PartyRole.REQUESTING_PHYSICIAN, "Jane A. Roe, M.D.")
    (hit,) = hits(a_case(party), of(tied(Tie.EMPLOYMENT, "Jane Roe M.D. Inc.")))
    assert (hit.strength, hit.effect) == (Strength.LIKELY, Effect.HOLDS)
    group = a_party(PartyRole.PHYSICIAN_GROUP, "Ondine Vellacott Medical Corporation")
    assert hits(a_case(group), named("Ondine Vellacott"))[0].strength is Strength.LIKELY


@pytest.mark.parametrize("is_of_case", [True, False])
def test_parents_and_sisters_are_found(is_of_case: bool) -> None:
    owned = (
        Ownership(company="Kestrel Point Insurance Co", parent="Marlowe Holdings"),
        Ownership(company="Ablon Claims", parent="Marlowe Holdings"),
    )
    case = a_case(INSURER, ownership=owned if is_of_case else ())
    registry = {} if is_of_case else {"ownership": owned}
    for name in ("Marlowe Holding", "Ablon Claims Services"):
        (hit,) = hits(case, of(tied(Tie.EMPLOYMENT, name)), **registry)
        assert (hit.strength, hit.effect) == (Strength.LIKELY, Effect.HOLDS)
        assert any("belongs to" in words for words in hit.evidence)
    assert hits(case, of(tied(Tie.EMPLOYMENT, "Unrelated Foods")), **registry) == ()


def test_a_parent_that_a_tie_names_itself_is_found() -> None:
    assert hits(a_case(INSURER), of(tied(Tie.EMPLOYMENT, "Ventures", parents=("Kestrel Point Insurance",))))


@pytest.mark.parametrize(
    ("share", "expected"),
    [(5.0, Materiality.NOT_COUNTED), (5.01, Materiality.MATERIAL), (None, Materiality.UNCLEAR)],
)
def test_five_percent_is_the_limit(share: float | None, expected: Materiality) -> None:
    (hit,) = hits(a_case(INSURER), of(tied(Tie.INVESTMENT, INSURER.name, share_percent=share)))
    assert hit.materiality is expected


def test_shares_of_one_party_are_added_up_and_worked_out() -> None:
    ties = (
        tied(Tie.PAYMENT, INSURER.name, amount_usd_per_year=3000),
        tied(Tie.ROYALTY, INSURER.name, share_percent=1.0, amount_usd_per_year=3000),
        tied(Tie.ROYALTY, INSURER.name, share_percent=50, until=ON - dt.timedelta(days=900)),
    )
    case = a_case(INSURER)
    found = hits(case, of(*ties, income_usd_per_year=100_000))
    assert [hit.materiality for hit in found] == [Materiality.MATERIAL] * 2 + [Materiality.NOT_COUNTED]
    assert hits(case, of(ties[1], income_usd_per_year=100_000))[0].materiality is Materiality.NOT_COUNTED
    assert hits(case, of(ties[0]))[0].materiality is Materiality.UNCLEAR


def test_a_sum_over_the_limit_is_unclear_where_one_tie_may_be_to_another_firm() -> None:
    ties = (
        tied(Tie.PAYMENT, INSURER.name, share_percent=3),
        tied(Tie.ROYALTY, "Kestrel Point Construction", share_percent=3),
    )
    found = hits(a_case(INSURER), of(*ties))
    sure = next(hit for hit in found if hit.strength is Strength.CERTAIN)
    assert (sure.materiality, sure.effect) == (Materiality.UNCLEAR, Effect.HOLDS)


def test_a_former_relative_is_shown_to_a_person() -> None:
    tie = tied(Tie.RELATIVE, EMPLOYEE.name, relation=Relation.SPOUSE, until=dt.date(2019, 1, 1))
    (hit,) = hits(a_case(EMPLOYEE), of(tie))
    assert (hit.materiality, hit.effect) == (Materiality.UNCLEAR, Effect.HOLDS)


def test_a_name_spelt_otherwise_of_a_firm_of_another_kind_is_another_firm() -> None:
    hospital = a_party(PartyRole.FACILITY, "Cinderford Bridge Hospital")
    assert hits(a_case(hospital), of(tied(Tie.EMPLOYMENT, "Cinderford Ridge Construction Co."))) == ()
    assert hits(a_case(hospital), of(tied(Tie.EMPLOYMENT, "Cinderford Ridge Hospital")))
    assert hits(a_case(hospital), of(tied(Tie.EMPLOYMENT, "Cinderford Ridge")))


def test_each_word_must_have_its_like_in_the_other_name() -> None:
    party = a_party(PartyRole.INSURER, "Sedgemoor Corvane Insurance")
    assert hits(a_case(party), of(tied(Tie.EMPLOYMENT, "Sedgemoor-Sedgemoor Insurance"))) == ()


def test_an_academic_medical_center_may_review_unless_it_gives_the_treatment() -> None:
    organization = Organization(
        identity=Identity(name="Ironbark University Medical Center"),
        affiliations=(tied(Tie.ACADEMIC_CONTRACT, INSURER.name),),
    )
    screen = Screen(Registry(organization=organization))
    assert [hit.effect for hit in screen.screen(a_case(INSURER)).organization] == [Effect.NOTE]
    facility = a_party(PartyRole.FACILITY, "Ironbark University Medical Center")
    assert Effect.BARS in {hit.effect for hit in screen.screen(a_case(INSURER, facility)).organization}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"tie": Tie.STAFF_PRIVILEGES}, Effect.NOTE),
        ({"tie": Tie.ACADEMIC_CONTRACT}, Effect.NOTE),
        ({"tie": Tie.REVIEW_CONTRACT}, Effect.NOTE),
        ({"tie": Tie.NETWORK_MEMBER}, Effect.HOLDS),
        ({"tie": Tie.PARTNERSHIP}, Effect.BARS),
        ({"tie": Tie.EMPLOYMENT, "until": ON}, Effect.BARS),
        ({"tie": Tie.EMPLOYMENT, "until": ON - dt.timedelta(days=1)}, Effect.HOLDS),
        ({"tie": Tie.EMPLOYMENT, "until": dt.date(2010, 1, 1)}, Effect.NOTE),
        ({"tie": Tie.EMPLOYMENT, "since": ON + dt.timedelta(days=1)}, Effect.HOLDS),
    ],
)
def test_the_kind_of_tie_and_its_days_decide(changed: dict[str, Any], expected: Effect) -> None:
    (hit,) = hits(a_case(INSURER), of(tied(name=INSURER.name, **changed)))
    assert hit.effect is expected


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        (Relation.SPOUSE, Materiality.MATERIAL),
        (Relation.PARENT_OF_SPOUSE, Materiality.MATERIAL),
        (Relation.COUSIN, Materiality.UNCLEAR),
        (None, Materiality.UNCLEAR),
    ],
)
def test_relatives_of_the_familial_list_are_material(relation: Relation | None, expected: Materiality) -> None:
    (hit,) = hits(a_case(EMPLOYEE), of(tied(Tie.RELATIVE, "Merrin, Tobias", relation=relation)))
    assert (hit.criterion, hit.materiality, hit.effect) == ("C6", expected, Effect.HOLDS)


@pytest.mark.parametrize(
    ("position", "criterion", "expected"),
    [(Position.DIRECTOR, "C2", Effect.BARS), (Position.STAFF, "C1", Effect.HOLDS), (None, "C1", Effect.HOLDS)],
)
def test_where_a_relative_works_counts_by_position(position: Position | None, criterion: str, expected: Effect) -> None:
    tie = tied(
        Tie.RELATIVE,
        "Pia Vellacott",
        relation=Relation.CHILD,
        works_for=(Identity(name=INSURER.name),),
        position=position,
    )
    (hit,) = hits(a_case(INSURER), of(tie))
    assert (hit.criterion, hit.effect) == (criterion, expected)
    cousin = msgspec_replace(tie, relation=Relation.COUSIN)
    assert hits(a_case(INSURER), of(cousin))[0].effect is Effect.HOLDS


def msgspec_replace(tie: Affiliation, **changed: Any) -> Affiliation:
    return Affiliation(**{**{name: getattr(tie, name) for name in tie.__struct_fields__}, **changed})


def test_a_tie_that_only_the_house_asks_about_never_bars() -> None:
    party = a_party(PartyRole.UR_ORGANIZATION, "Quillon Review")
    (hit,) = hits(a_case(party), of(tied(Tie.EMPLOYMENT, "Quillon Review")))
    assert (hit.criterion, hit.effect) == ("H1", Effect.HOLDS)


def test_the_organization_is_screened_too() -> None:
    organization = Organization(
        identity=Identity(name="Review Org"),
        revenue_usd_per_year=1000,
        affiliations=(tied(Tie.INVESTMENT, INSURER.name, amount_usd_per_year=51),),
    )
    screened = Screen(Registry(organization=organization)).screen(a_case(INSURER))
    assert [hit.effect for hit in screened.organization] == [Effect.BARS]
    assert screened.hits("") == ()
    assert list(screened.owners()) == []


def test_the_statutory_list_stands_beside_the_four_parties_of_the_letters() -> None:
    case = a_case(INSURER, EMPLOYEE)
    sides = side_by_side(
        case, hits(case, of(tied(Tie.EMPLOYMENT, INSURER.name), tied(Tie.STAFF_PRIVILEGES, INSURER.name)))
    )
    row = {side.role: side for side in sides}
    assert {side.letter for side in sides} == {"", "employer", "employee", "providers", "claims administrator"}
    assert {side.criterion for side in sides if side.is_statute} == {"C1", "C2", "C3", "C4", "C5", "C6"}
    assert (row[PartyRole.INSURER].covers, row[PartyRole.INSURER].hits) == (Covers.NO, 1)
    assert row[PartyRole.INSURER].parties == (INSURER.name,)
    assert row[PartyRole.EMPLOYER].parties == ()


def test_a_surname_alone_is_asked_for_and_found() -> None:
    party = a_party(PartyRole.REQUESTING_PHYSICIAN, "Dr. Vellacott")
    assert hits(a_case(party), named("Ondine Vellacott"))[0].strength is Strength.POSSIBLE
    assert hits(a_case(party), named("Ondine Zeller")) == ()


def test_given_names_that_sound_alike_are_found() -> None:
    party = a_party(PartyRole.REQUESTING_PHYSICIAN, "Zora Vellacott")
    assert hits(a_case(party), named("Zoera Velacott"))


def test_a_street_without_a_kind_is_compared_whole() -> None:
    party = a_party(PartyRole.FACILITY, "X Hospital", addresses=("12 Broadway Suite 3",))
    assert hits(a_case(party), named("Ondine Vellacott", addresses=("12 Broadway, Suite 3",)))


def test_the_nearest_way_through_a_family_is_kept() -> None:
    owned = (
        Ownership(company="Kestrel Point Insurance", parent="Marlowe Holdings"),
        Ownership(company="Marlowe Holdings", parent="Kestrel Point Insurance Group"),
    )
    (hit,) = hits(a_case(INSURER), of(tied(Tie.EMPLOYMENT, "Kestrel Point Insurance Group")), ownership=owned)
    assert hit.strength is Strength.LIKELY


def test_ties_say_where_they_stand_in_the_law() -> None:
    assert tie_row(Tie.REVIEW_CONTRACT).citation().sentence().endswith("(partial)")


def test_a_long_given_name_with_one_letter_wrong_is_nearly_the_same() -> None:
    party = a_party(PartyRole.REQUESTING_PHYSICIAN, "Christabella Vellacott")
    (hit,) = hits(a_case(party), named("Christabela Vellacott"))
    assert (hit.strength, "spelt nearly alike" in hit.evidence[0]) == (Strength.LIKELY, True)


def test_an_address_that_ends_with_its_street_is_read_to_the_end() -> None:
    party = a_party(PartyRole.FACILITY, "X Hospital", addresses=("12 Broadway",))
    assert hits(a_case(party), named("Ondine Vellacott", addresses=("12 Brodway",)))


def test_an_earlier_reviewer_of_the_name_of_a_relative_is_nobody_here() -> None:
    reviewer = of(tied(Tie.RELATIVE, "Pia Quillfeather", relation=Relation.CHILD))
    screen = Screen(Registry(reviewers=(reviewer,)))
    assert list(screen.namesakes("Pia Quillfeather")) == []
    assert [number for number, _ in screen.namesakes("Ondine Vellacott")] == ["R-1"]
