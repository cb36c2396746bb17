"""The date of service goes before that of report and fax; who signed goes before who is named."""

from __future__ import annotations

import datetime as dt

import pytest

from openimr.casefile.documents.authors import document_author
from openimr.casefile.documents.dates import day_in, document_day, head_day, mended
from openimr.casefile.model import DocumentKind as K
from unit.casefile.documents.making import pages


def day_of(*texts: str, kind: K = K.PROGRESS_REPORT) -> str | None:
    found = document_day(pages(*texts), kind)
    return str(found[1].day) if found else None


def author_of(*texts: str, kind: K = K.PROGRESS_REPORT) -> str | None:
    found = document_author(pages(*texts), kind)
    return found[1].name if found else None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Printed: 08/01/2014\nDate of Service: 07/03/2014", "2014-07-03"),
        ("Date of Birth: 01/02/1960\nDOI: 03/04/2010", None),
        ("Date of Birth: 01/02/1960\nFaxed: 08/01/2014", "2014-08-01"),
        ("Date of Service:\n07/03/2014", "2014-07-03"),
        ("DOS: O7/O3/2Ol4", "2014-07-03"),
        ("Date ot Servlce: 07/03/2014", "2014-07-03"),
        ("Seen on July 3, 2014\nNext appointment: 08/01/2014", "2014-07-03"),
        ("The date of service was 07/03/2014", "2014-07-03"),
        ("Report Date: 07/09/2014\nDate: 07/03/2014", "2014-07-09"),
        ("Clinic\nJuly 3, 2014\nDear Dr. Ibarra:\nInjured on 02/03/2010", "2014-07-03"),
        ("MRI dated 02/03/2013 was reviewed. RFA dated 03/03/2013", None),
        ("08/01/2014 10:22 FAX 555-010-0100 P.003/012\nReport", "2014-08-01"),
        ("Date of Injury: 03/04/2010\nhe was hurt 03/04/2010", None),
        ("Seen 02/30/2014", None),
        ("Date of Service: Sepember 1, 2014", None),
        ("Date of Service: 07/03/1814", None),
        ("No day here", None),
        ("", None),
    ],
)
def test_the_own_date_of_a_document_is_told_from_others(text: str, day: str | None) -> None:
    assert day_of(text) == day


def test_a_day_within_the_text_is_not_the_date() -> None:
    text = "\n".join(["line"] * 20) + "\nthe pain began 07/03/2014 at home"
    assert day_of(text) is None


def test_a_later_page_gives_the_date_where_the_first_has_none() -> None:
    assert day_of("Report", "Signed: 07/03/2014") == "2014-07-03"
    assert day_of("Date: 07/01/2014", "Date: 07/03/2014") == "2014-07-01"


def test_the_same_label_is_of_something_else_in_another_kind() -> None:
    text = "Date of decision: 07/03/2014"
    assert (day_of(text, kind=K.UR_DECISION), day_of(text, kind=K.APPLICATION)) == ("2014-07-03", None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Date filled: 07/01/2014\nDate filled: 07/03/2014", "2014-07-03"),
        ("Date printed: 08/01/2014\nDate filled: 07/01/2014\nDate filled: 07/03/2014", "2014-08-01"),
        ("Date printed: 08/01/2014\nDate filled: 07/01/2014", "2014-07-01"),
        ("Nothing", None),
    ],
)
def test_a_list_of_fills_has_the_date_of_its_print_or_of_the_last_fill(text: str, day: str | None) -> None:
    assert day_of(text, kind=K.PHARMACY) == day


def test_the_day_at_the_head_is_the_own_one() -> None:
    text = "Clinic\nDOB: 01/02/1960\nDate of Service: 07/03/2014"
    assert head_day(text, len(text)) == dt.date(2014, 7, 3)
    assert head_day(text, 6) is None


def test_mending_keeps_the_length_and_other_words() -> None:
    text = "O3/l2/2O14 Oslo 1/2"
    assert mended(text) == "03/12/2014 Oslo 1/2"


def test_a_month_that_is_misspelt_is_no_day() -> None:
    assert day_in("Sepember 1, 2009") is None


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("Electronically signed by: Alva Brandt, M.D.", "Alva Brandt, M.D."),
        ("Provider: Alva Brandt, M.D.\nSincerely,\nEdda Ibarra, D.O.", "Edda Ibarra, D.O."),
        ("Referring Physician: Edda Ibarra, M.D.\nRadiologist: Alva Brandt, M.D.", "Alva Brandt, M.D."),
        ("Treating Physician: Brandt, Alva", "Brandt, Alva"),
        ("Physician: Dr. Brandt", "Dr. Brandt"),
        ("Physician: Dr. Pain", "Dr. Pain"),
        ("Surgeon\nAlva Brandt, M.D.", "Alva Brandt, M.D."),
        ("Surgeon:\nAssistant: Edda Ibarra, M.D.", None),
        ("Provider: Inés Fenström", "Inés Fenström"),
        ("Treating Phys1cian: Alva Brondt, M,D.", "Alva Brondt, M,D."),
        ("Alva Brandt, M.D.\nBirch Street\nPatient: Hugo Jansky", "Alva Brandt, M.D."),
        ("July 3, 2014\nEdda Ibarra, M.D.\nRe: Hugo Jansky\nno more\nno more\nno more\nno more", None),
        ("cc: Edda Ibarra, M.D.", None),
        ("Seen with Edda Ibarra, M.D., for pain", None),
        ("Inés Orgren\nSigned 04/24/2018", "Inés Orgren"),
        ("Sincerely\nClaims Services Inc\nSigned", None),
        ("Physician: pain", None),
        ("Pain Medicine, M.D.", None),
        ("", None),
    ],
)
def test_who_wrote_it_is_told_from_who_is_named(text: str, author: str | None) -> None:
    assert author_of(text) == author


@pytest.mark.parametrize(
    ("text", "kind", "author"),
    [
        ("Birch Services Inc\nURINE DRUG SCREEN", K.MONITORING, "Birch Services Inc"),
        ("To: Claims   From: Birch Pain Institute\nPages: 3", K.FAX_COVER, "Birch Pain Institute"),
        ("From: nobody\nFor your review", K.FAX_COVER, None),
        ("Drug Screen Laboratory Report", K.MONITORING, None),
        ("Requesting Physician: Alva Brandt, M.D.", K.REQUEST_FOR_AUTHORIZATION, "Alva Brandt, M.D."),
        ("Requesting Physician: Alva Brandt, M.D.", K.UR_DECISION, None),
        ("Employee Signature: Alva Brandt", K.APPLICATION, "Alva Brandt"),
    ],
)
def test_an_author_fits_the_kind(text: str, kind: K, author: str | None) -> None:
    assert author_of(text, kind=kind) == author


def test_the_last_page_is_where_a_document_is_signed() -> None:
    first = "Edda Ibarra, M.D.\nBirch Street\nReport"
    assert author_of(first, "more", "Respectfully submitted,\n/s/ Alva Brandt, Ph.D.") == "Alva Brandt, Ph.D."


def test_the_line_of_a_fax_machine_names_no_author() -> None:
    assert author_of("08/01/2014 10:22 FROM: Edda Ibarra, M.D. FAX P.003/012\nReport") is None
