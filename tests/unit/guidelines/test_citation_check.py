import datetime as dt

import msgspec
import pytest

from openimr.citations import Verification
from openimr.errors import NotFound
from openimr.guidelines.catalogue import section_by_name
from openimr.guidelines.citation_check import (
    ELEMENTS_VERIFICATION,
    CitationDoubt,
    CitationVerdict,
    check_citation,
    edition_meant,
    effective_year,
    fits,
    in_force_on,
    missing_elements,
    page_range,
)
from openimr.guidelines.recommendation import TriggerDates


class Cited(msgspec.Struct, frozen=True, kw_only=True):
    family: str = "mtus"
    guideline: str | None = None
    chapter: str | None = None
    section: str | None = None
    pages: tuple[int, ...] = ()
    edition: str | None = None
    updated_on: dt.date | None = None


def test_the_2009_guideline_has_127_pages() -> None:
    assert page_range("chronic-pain-2009") == (1, 127)


def test_unknown_pages_are_absent() -> None:
    assert page_range("odg") is None
    assert page_range("chronic-pain-2016") is None


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (dt.date(2016, 7, 28), (1, 127)),
        (dt.date(2016, 7, 29), None),
        (dt.date(2005, 1, 1), (1, 127)),
    ],
)
def test_pages_are_those_of_the_edition_of_the_day(on: dt.date, expected: tuple[int, int] | None) -> None:
    assert page_range("chronic-pain-2009", on) == expected


def test_the_edition_meant_is_the_one_in_force() -> None:
    assert edition_meant("chronic-pain-2009", dt.date(2018, 1, 1)).id == "chronic-pain-2017"
    assert edition_meant("odg", dt.date(2018, 1, 1)).id == "odg"


def test_a_day_before_a_guideline_is_not_in_force() -> None:
    assert in_force_on("postsurgical-2009", dt.date(2009, 7, 17)) is False
    assert in_force_on("odg", dt.date(2009, 7, 17)) is None


@pytest.mark.parametrize(
    ("known_as", "year"),
    [
        ("chronic-pain-2009", 2009),
        ("low-back-2017", 2017),
        ("acoem-2004", 2004),
        ("odg", None),
        ("cdc-opioids-2016", 2016),
    ],
)
def test_the_effective_year_is_that_of_adoption(known_as: str, year: int | None) -> None:
    assert effective_year(known_as) == year


def test_an_unknown_guideline_is_refused() -> None:
    with pytest.raises(NotFound, match="not-found"):
        page_range("no-such")


@pytest.mark.parametrize(
    ("citation", "missing"),
    [
        (Cited(), ("guideline", "edition", "section", "pages")),
        (Cited(guideline="Acupuncture Treatment Guidelines"), ("edition", "section", "pages")),
        (Cited(guideline="Chronic Pain", section="Yoga", edition="2009"), ()),
        (Cited(chapter="Low Back Complaints", edition="2004"), ("pages",)),
        (Cited(guideline="ACOEM", chapter="Chapter 12", pages=(303,), edition="2004"), ()),
        (Cited(family="odg", guideline="ODG", section="MRI", updated_on=dt.date(2014, 1, 1)), ()),
        (Cited(family="other", guideline="A study"), ("edition",)),
        (Cited(family="other", guideline="A study", edition="2011"), ()),
    ],
)
def test_what_a_citation_leaves_out_is_told(citation: Cited, missing: tuple[str, ...]) -> None:
    assert missing_elements(citation) == missing


def test_the_elements_are_marked_unverified() -> None:
    assert ELEMENTS_VERIFICATION is Verification.UNVERIFIED


def test_a_section_fits_the_services_that_it_is_about() -> None:
    yoga = section_by_name("odg", "Yoga/mindfulness")
    assert fits(yoga, {"relaxation_training", "hypnotherapy"}) is True
    assert fits(yoga, {"acupuncture"}) is False


def test_fit_is_unknown_where_either_side_is() -> None:
    assert fits(section_by_name("odg", "Yoga/mindfulness"), ()) is None
    assert fits(section_by_name("odg", "Pain (Chronic)"), {"yoga"}) is None


IN_2014 = TriggerDates(request=dt.date(2014, 6, 2))
CBT = Cited(
    guideline="Chronic Pain Medical Treatment Guidelines",
    section="Behavioral interventions",
    pages=(23,),
    edition="2009",
)


def changed(**fields: object) -> Cited:
    return msgspec.structs.replace(CBT, **fields)


def doubts(verdict: CitationVerdict) -> list[CitationDoubt]:
    return [reason.doubt for reason in verdict.reasons]


def test_a_whole_citation_of_its_time_holds() -> None:
    verdict = check_citation(CBT, dates=IN_2014, services=["cbt"])
    assert (verdict.edition, verdict.section) == ("chronic-pain-2009", "Behavioral interventions")
    assert (verdict.in_force, verdict.has_pages, verdict.fits, verdict.holds) == (True, True, True, True)
    assert verdict.reasons == ()


@pytest.mark.parametrize(
    ("citation", "services", "expected"),
    [
        (changed(pages=(128,)), ["cbt"], [CitationDoubt.PAGE_OUT_OF_RANGE]),
        (changed(pages=(1, 23, 127)), ["cbt"], []),
        (changed(pages=(0,)), ["cbt"], [CitationDoubt.PAGE_OUT_OF_RANGE]),
        (changed(pages=(99,)), ["cbt"], [CitationDoubt.PAGE_OF_ANOTHER_SECTION]),
        (CBT, ["acupuncture"], [CitationDoubt.TOPIC_DOES_NOT_FIT]),
        (CBT, [], []),
    ],
)
def test_what_is_wrong_is_told(citation: Cited, services: list[str], expected: list[CitationDoubt]) -> None:
    verdict = check_citation(citation, dates=IN_2014, services=services)
    assert doubts(verdict) == expected
    assert verdict.wrongs == verdict.reasons
    assert verdict.holds is (not expected)


@pytest.mark.parametrize(
    ("citation", "expected"),
    [
        (
            changed(guideline="A study of sleep", section="Behavioral interventions"),
            [CitationDoubt.GUIDELINE_NOT_KNOWN],
        ),
        (changed(edition="1999"), [CitationDoubt.EDITION_NOT_KNOWN]),
        (changed(section="Of unknown things"), [CitationDoubt.SECTION_NOT_KNOWN]),
        (changed(chapter="Quite another matter"), [CitationDoubt.CHAPTER_NOT_KNOWN]),
        (changed(chapter="Chronic Pain"), []),
        (changed(edition=None), [CitationDoubt.ELEMENT_MISSING]),
    ],
)
def test_what_the_catalogue_does_not_know_is_not_called_wrong(citation: Cited, expected: list[CitationDoubt]) -> None:
    verdict = check_citation(citation, dates=IN_2014, services=["cbt"])
    assert doubts(verdict) == expected
    assert verdict.wrongs == ()
    assert verdict.holds is (None if expected else True)


def test_a_citation_that_names_nothing_says_so_with_all_that_it_lacks() -> None:
    verdict = check_citation(Cited(), dates=IN_2014)
    assert doubts(verdict) == [CitationDoubt.GUIDELINE_NOT_KNOWN, *[CitationDoubt.ELEMENT_MISSING] * 4]
    assert verdict.reasons[0].what == "It names no guideline."
    assert verdict.reasons[-1].sentence() == "It does not cite the pages. (unverified)"


# guidelines.md section K: the 2009 text governs requests to 2016-07-28.
@pytest.mark.parametrize(
    ("requested_on", "is_in_force"),
    [(dt.date(2016, 7, 28), True), (dt.date(2016, 7, 29), False), (dt.date(2016, 7, 30), False)],
)
def test_an_edition_is_cited_in_its_time(requested_on: dt.date, *, is_in_force: bool) -> None:
    verdict = check_citation(CBT, dates=TriggerDates(request=requested_on))
    assert verdict.in_force is is_in_force
    assert (CitationDoubt.EDITION_NOT_IN_FORCE in doubts(verdict)) is not is_in_force


def test_without_days_nobody_can_say_what_was_in_force() -> None:
    verdict = check_citation(CBT, dates=TriggerDates(service=dt.date(2014, 6, 2)))
    assert verdict.in_force is None
    assert doubts(verdict) == [CitationDoubt.IN_FORCE_NOT_KNOWN]


def test_before_its_first_day_an_edition_is_not_in_force() -> None:
    verdict = check_citation(CBT, dates=TriggerDates(request=dt.date(2009, 7, 17)))
    assert verdict.in_force is False


def test_without_a_year_the_edition_of_the_day_is_meant() -> None:
    bare = changed(edition=None, section=None, pages=())
    assert check_citation(bare, dates=TriggerDates(request=dt.date(2016, 7, 29))).edition == "chronic-pain-2016"
    assert check_citation(bare, dates=TriggerDates()).edition == "chronic-pain-2009"
    dated = changed(edition=None, updated_on=dt.date(2017, 5, 15), section=None, pages=())
    assert check_citation(dated, dates=IN_2014).edition == "chronic-pain-2017"


def test_pages_of_an_edition_that_nobody_counted_are_not_known() -> None:
    verdict = check_citation(changed(edition="2016"), dates=TriggerDates(request=dt.date(2016, 9, 1)))
    assert verdict.has_pages is None
    assert CitationDoubt.PAGES_NOT_KNOWN in doubts(verdict)


def test_odg_has_no_time_in_the_mtus() -> None:
    odg = Cited(family="odg", guideline="ODG", section="Yoga/mindfulness", updated_on=dt.date(2014, 7, 10))
    verdict = check_citation(odg, dates=IN_2014, services=["relaxation_training"])
    assert (verdict.edition, verdict.in_force, verdict.fits) == ("odg", None, True)
    assert verdict.holds is True


def test_a_section_that_is_about_nothing_known_cannot_fit() -> None:
    odg = Cited(family="odg", guideline="ODG", section="Pain (Chronic)", updated_on=dt.date(2014, 7, 10))
    assert CitationDoubt.TOPIC_NOT_KNOWN in doubts(check_citation(odg, dates=IN_2014, services=["yoga"]))


def test_a_match_that_a_reader_made_is_taken() -> None:
    assert check_citation(CBT, dates=IN_2014, known_as="chronic-pain-2009").holds is True
    with pytest.raises(NotFound):
        check_citation(CBT, dates=IN_2014, known_as="no-such")


def test_a_misspelt_citation_finds_its_guideline() -> None:
    misspelt = changed(guideline="Chronic Pian Medical Treatmnet Guidelines", section="Behavoral interventions")
    assert check_citation(misspelt, dates=IN_2014, services=["cbt"]).holds is True


def test_the_chapter_alone_can_name_the_section() -> None:
    by_chapter = changed(chapter="Behavioral interventions", section=None)
    assert check_citation(by_chapter, dates=IN_2014).section == "Behavioral interventions"


def of_2004(chapter: str) -> Cited:
    return Cited(guideline="ACOEM", chapter=chapter, pages=(177,), edition="2004")


@pytest.mark.parametrize(
    ("chapter", "parts", "is_fit"),
    [
        ("Chapter 12 Low Back Complaints", ["neck"], False),
        ("Chapter 12 Low Back Complaints", ["lumbar_spine"], True),
        ("Chapter 12 Low Back Complaints", ["neck", "lumbar_spine"], True),
        ("Chapter 8 Neck and Upper Back Complaints", ["thoracic_spine"], True),
        ("Chapter 11 Forearm, Wrist, and Hand Complaints", ["upper_extremity"], True),
        ("Chapter 12 Low Back Complaints", [], None),
        ("Chapter 15 Stress Related Conditions", ["neck"], None),
    ],
)
def test_a_chapter_for_a_part_of_the_body_fits_that_part(
    chapter: str, parts: list[str], *, is_fit: bool | None
) -> None:
    verdict = check_citation(of_2004(chapter), dates=TriggerDates(service=dt.date(2014, 9, 30)), parts=parts)
    assert verdict.fits is is_fit
    assert (CitationDoubt.TOPIC_DOES_NOT_FIT in doubts(verdict)) is (is_fit is False)


def test_what_a_chapter_is_about_is_told_where_it_is_another_part() -> None:
    days = TriggerDates(service=dt.date(2014, 9, 30))
    verdict = check_citation(of_2004("Chapter 12 Low Back Complaints"), dates=days, services=["mri"], parts=["neck"])
    told = [reason.what for reason in verdict.reasons if reason.doubt is CitationDoubt.TOPIC_DOES_NOT_FIT]
    assert told == ["“Chapter 12 Low Back Complaints” is about lumbar spine, not about neck."]


def test_a_whole_guideline_on_one_service_does_not_fit_another() -> None:
    cited = Cited(guideline="Acupuncture Medical Treatment Guidelines", edition="2009")
    days = TriggerDates(request=dt.date(2014, 9, 30))
    other = check_citation(cited, dates=days, services=["physical_therapy"])
    assert (other.fits, CitationDoubt.TOPIC_DOES_NOT_FIT in doubts(other)) == (False, True)
    assert check_citation(cited, dates=days, services=["acupuncture"]).fits is True
    assert check_citation(cited, dates=days).fits is None


@pytest.mark.parametrize(
    ("chapter", "is_told"),
    [
        ("Chapter 8 Low Back Complaints", True),
        ("Ch. 12 Neck and Upper Back Complaints", True),
        ("Chapter 12 Low Back Complaints", False),
        ("Chapter 8", False),
        ("Low Back Complaints", False),
        ("Chapter 22 Voyages", False),
    ],
)
def test_a_chapter_with_the_number_of_another_is_told(chapter: str, *, is_told: bool) -> None:
    verdict = check_citation(of_2004(chapter), dates=TriggerDates(service=dt.date(2014, 9, 30)))
    assert (CitationDoubt.CHAPTER_HAS_ANOTHER_NUMBER in doubts(verdict)) is is_told
    if is_told:
        assert any("has another number in" in reason.what for reason in verdict.reasons)
