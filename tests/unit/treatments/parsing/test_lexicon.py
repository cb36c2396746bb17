"""The words that requests are made of."""

from __future__ import annotations

import pytest

from openimr.treatments import parse
from openimr.treatments.anatomy import is_paired, part_words, segments
from openimr.treatments.parsing.lexicon import Kind, Lexicon, lexicon
from openimr.treatments.services import all_drugs, all_services, drug_words, service_words

# A word of these services alone is read as how another service is done, as a drug's form, or as the service it is for.
READ_OTHERWISE = {"fluoroscopy", "anaesthesia", "topical_analgesics", "compounded_medication", "consultation"}


def test_the_longest_wording_is_found() -> None:
    words = Lexicon()
    words.add("epidural", Kind.SERVICE, "short")
    words.add("epidural steroid injection", Kind.SERVICE, "long")
    for text, found in (
        (["epidural", "steroid", "injections"], (3, "long")),
        (["epidural", "-", "/", "steroid", "injection"], (5, "long")),
        (["epidural", "-", "/"], (1, "short")),
        (["epidural", "-"], (1, "short")),
        (["epidural", "steroid"], (1, "short")),
    ):
        hit = words.longest(text, 0)
        assert hit is not None
        assert (hit[0], hit[1].value) == found
    assert words.longest(["steroid"], 0) is None


def test_the_first_of_two_that_are_the_same_counts() -> None:
    words = Lexicon()
    words.add("visit", Kind.UNIT, "one")
    words.add("visits", Kind.UNIT, "two")
    hit = words.longest(["visits"], 0)
    assert hit is not None
    assert (hit[1].value, hit[1].is_plural) == ("one", True)


@pytest.mark.parametrize("service", sorted(set(all_services()) - READ_OTHERWISE))
def test_the_first_wording_of_every_service_is_read_as_that_service(service: str) -> None:
    word = next(word for word, identity in service_words() if identity == service)
    assert parse(word)[0].service.code == all_services()[service].read_as


@pytest.mark.parametrize("drug", sorted(all_drugs()))
def test_the_first_wording_of_every_drug_is_read_as_that_drug(drug: str) -> None:
    word = next(word for word, identity in drug_words() if identity == drug)
    found = parse(word)[0].drug
    assert found is not None
    assert found.generic == all_drugs()[drug].generic


@pytest.mark.parametrize("part", sorted({part for _, part, _ in part_words()}))
def test_the_first_wording_of_every_part_is_read_as_that_part(part: str) -> None:
    word = next(word for word, identity, side in part_words() if identity == part and side is None)
    assert [site.part for site in parse(f"PT {word}")[0].body] == [part]


def test_every_service_has_a_category_and_stands_for_one_that_exists() -> None:
    for service in all_services().values():
        assert service.category
        assert {service.read_as, *service.consists_of} <= set(all_services())


def test_every_misspelling_is_of_a_word_that_is_known() -> None:
    assert all(wrong != right for wrong, right in lexicon().spellings.items() if wrong != "chiropractic")


def test_segments_lie_between_vertebrae() -> None:
    assert segments("L4", "S1") == (("L4", "L5"), ("L5", "S1"))
    assert segments("L4", "L4") == segments("X1", "L4") == segments("C1", "S5") == ()


def test_paired_parts_are_told_from_single_ones() -> None:
    assert is_paired("shoulder")
    assert not is_paired("neck")
