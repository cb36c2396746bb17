from __future__ import annotations

import datetime as dt

import pytest

from openimr.calendars.service import Place, ServiceBasis, ServiceMethod, all_service_days, service_days
from openimr.errors import RuleBroken

CIVIL, BOARD = ServiceBasis.CIVIL_PROCEDURE, ServiceBasis.APPEALS_BOARD


@pytest.mark.parametrize(("place", "days"), [(Place.CALIFORNIA, 5), (Place.UNITED_STATES, 10), (Place.ABROAD, 20)])
@pytest.mark.parametrize("basis", [CIVIL, BOARD, ServiceBasis.DETERMINATION])
def test_mail_adds_days_by_the_address(basis: ServiceBasis, place: Place, days: int) -> None:
    assert service_days(basis, ServiceMethod.MAIL, place=place, on=dt.date(2024, 1, 2)).days == days


@pytest.mark.parametrize("method", [ServiceMethod.HAND, ServiceMethod.ELECTRONIC, ServiceMethod.FAX])
@pytest.mark.parametrize("place", Place)
def test_nothing_is_added_to_an_application_by_hand_or_wire(method: ServiceMethod, place: Place) -> None:
    assert service_days(CIVIL, method, place=place, on=dt.date(2024, 1, 2)).days == 0


def test_papers_of_the_appeals_board_get_days_by_fax_and_e_mail_too() -> None:
    for method in (ServiceMethod.FAX, ServiceMethod.ELECTRONIC):
        assert service_days(BOARD, method, place=Place.CALIFORNIA, on=dt.date(2020, 1, 1)).days == 5
    with pytest.raises(RuleBroken) as refused:
        service_days(BOARD, ServiceMethod.FAX, place=Place.CALIFORNIA, on=dt.date(2019, 12, 31))
    assert "service by fax in California" in refused.value.explain()


def test_what_was_inferred_is_marked() -> None:
    before = service_days(
        ServiceBasis.DETERMINATION, ServiceMethod.MAIL, place=Place.CALIFORNIA, on=dt.date(2019, 12, 31)
    )
    after = service_days(ServiceBasis.DETERMINATION, ServiceMethod.MAIL, place=Place.CALIFORNIA, on=dt.date(2020, 1, 1))
    assert (before.verification, after.verification) == ("partial", "unverified")
    assert (before.until, after.until) == (dt.date(2019, 12, 31), None)
    assert "(unverified)" in after.citation().sentence()


def test_no_two_rows_speak_of_the_same_service_on_one_day() -> None:
    keys = [(row.basis, row.method, row.place, day) for row in all_service_days() for day in {row.from_, row.until}]
    assert len(keys) == len(set(keys))
