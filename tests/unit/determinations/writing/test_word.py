from __future__ import annotations

import io
import zipfile
from itertools import pairwise

import docx
import pytest
from docx.oxml.ns import qn
from msgspec.structs import replace

from openimr.determinations.model import Determination
from openimr.determinations.opening import Original, open_bytes
from openimr.determinations.reading import read_text
from openimr.determinations.writing import Form, PrintSize, write
from openimr.errors import UnusableInput
from unit.determinations.writing.letters import a_full_letter, a_letter


def package(determination: Determination, size: PrintSize = PrintSize.STANDARD) -> bytes:
    written = write(determination, to=Form.DOCX, print_size=size)
    assert isinstance(written, bytes)
    return written


@pytest.mark.parametrize("letter", [a_letter(), a_full_letter()], ids=["L4a", "our own"])
def test_it_reads_back(letter: Determination) -> None:
    (original,) = open_bytes(package(letter), name="letter.docx")
    assert isinstance(original, Original)
    assert read_text(original.text) == letter


def test_a_control_character_is_refused_with_a_reason() -> None:
    (treatment,) = a_letter().disputed_treatments
    broken = replace(treatment, rationale="It is\x07 not medically necessary.")
    with pytest.raises(UnusableInput) as caught:
        package(replace(a_letter(), disputed_treatments=(broken,)))
    assert "control character" in caught.value.explain()


def test_headings_are_real_and_no_level_is_skipped() -> None:
    for letter in (a_letter(), a_full_letter()):
        document = docx.Document(io.BytesIO(package(letter)))
        names = [paragraph.style.name or "" for paragraph in document.paragraphs if paragraph.style]
        levels = [int(name[-1]) for name in names if name.startswith("Heading")]
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_title_language_and_days_are_the_letters_own() -> None:
    document = docx.Document(io.BytesIO(package(a_full_letter())))
    properties = document.core_properties
    assert properties.title == "Final Determination of an Independent Medical Review, case CM14-0012345"
    assert properties.language == "en-US"
    assert (properties.created.year, properties.created.month, properties.created.day) == (2015, 3, 25)
    assert properties.author == ""
    assert {language.get(qn("w:val")) for language in document.styles.element.iter(qn("w:lang"))} == {"en-US"}


def test_no_member_of_the_package_bears_the_time_of_writing() -> None:
    with zipfile.ZipFile(io.BytesIO(package(a_letter()))) as members:
        assert {member.date_time for member in members.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_each_page_is_marked_as_invented() -> None:
    header = docx.Document(io.BytesIO(package(a_full_letter()))).sections[0].header.paragraphs[0].text
    assert header == "INVENTED SAMPLE: not about a real person"


def test_large_print_is_larger() -> None:
    document = docx.Document(io.BytesIO(package(a_letter(), PrintSize.LARGE)))
    assert document.styles["Normal"].font.size.pt == 18
