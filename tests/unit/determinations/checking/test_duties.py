from __future__ import annotations

import pytest

from openimr.citations import CitationKind, Verification
from openimr.determinations.checking.duties import duties, limit
from openimr.errors import NotFound


def test_a_duty_is_cited_with_how_far_it_was_verified() -> None:
    first, second = duties("not-on-ur-alone", "active-practice")
    assert (first.title, first.verification) == ("8 CCR 9792.10.6(b)(2)", Verification.VERIFIED)
    assert (second.kind, second.verification) == (CitationKind.OTHER, Verification.UNVERIFIED)


def test_a_limit_is_a_number_of_the_rulebook() -> None:
    assert limit("active-practice-years") == 5


@pytest.mark.parametrize("find", [duties, limit])
def test_what_the_rulebook_does_not_have_is_not_found(find: object) -> None:
    assert callable(find)
    with pytest.raises(NotFound):
        find("nothing")
