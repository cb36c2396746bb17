"""What a PDF letter can show, against the typesetter itself; and what it cannot, by field."""

from __future__ import annotations

import pytest

from openimr.determinations.model import Layout, Outcome
from openimr.determinations.opening import Original, open_bytes
from openimr.determinations.reading import read_text
from openimr.determinations.writing import Form, PrintSize, write
from openimr.determinations.writing.blocks import Letter, Paragraph
from openimr.determinations.writing.portable import render_pdf
from openimr.determinations.writing.signs import SHOWN, unshown
from openimr.errors import MalformedData, UnusableInput
from unit.determinations.writing.letters import a_letter, a_treatment

ALL = [chr(code) for first, last in SHOWN for code in range(first, last + 1)]
NAMES = ["José Ñúñez", "Nguyễn Thị Hạnh", "Łukasz Žižek", "Ανδρέας", "Сергей", "Աննա", "გიორგი", "½ ≥ 5 µg ✓"]
OTHERS = ["中文", "かな", "한국어", "ไทย", "हिन्दी", "שלום כהן", "مريم علي", "\U0001f600", "\x07"]


def rendered(*words: str) -> bytes:
    letter = Letter(title="T", blocks=tuple(Paragraph(text=each) for each in words))
    return render_pdf(letter, print_size=PrintSize.STANDARD, attachment=b"{}", issued=None)


def test_the_typesetter_has_a_sign_for_each_character_that_is_said_to_be_shown() -> None:
    assert rendered(*(" ".join(ALL[i : i + 40]) for i in range(0, len(ALL), 40))).startswith(b"%PDF")


def test_what_it_has_no_sign_for_is_refused_by_the_renderer_too() -> None:
    with pytest.raises(UnusableInput) as refused:
        rendered("\u4e2d")
    assert "\u4e2d" in refused.value.explain()


@pytest.mark.parametrize("name", NAMES)
def test_these_scripts_are_shown_and_read_back(name: str) -> None:
    letter = a_letter(layout=Layout.OPEN, claim_number=name)
    data = write(letter, to=Form.PDF)
    assert isinstance(data, bytes)
    (original,) = open_bytes(data, name="letter.pdf")
    assert isinstance(original, Original)
    assert read_text(original.text, page_starts=original.page_starts) == letter


@pytest.mark.parametrize("words", OTHERS)
def test_other_scripts_are_refused_by_field_and_character(words: str) -> None:
    letter = a_letter(disputed_treatments=(a_treatment(), a_treatment(heading=f"A {words} b", outcome=Outcome.UPHELD)))
    with pytest.raises(MalformedData) as refused:
        write(letter, to=Form.PDF)
    (fault,) = refused.value.faults
    assert fault.where == "disputed_treatments[1].heading"
    assert all(f"U+{ord(sign):04X}" in fault.what for sign in unshown(words)[:5])
    assert "HTML or text" in fault.remedy


@pytest.mark.parametrize("form", [Form.TXT, Form.HTML])
def test_text_and_html_show_every_script(form: Form) -> None:
    assert "中文" in str(write(a_letter(layout=Layout.OPEN, claim_number="中文"), to=form))


def test_many_characters_are_named_by_the_first_of_them() -> None:
    with pytest.raises(MalformedData) as refused:
        write(a_letter(layout=Layout.OPEN, claim_number="一二三四五六"), to=Form.PDF)
    assert "五 (U+4E94) and others." in refused.value.faults[0].what
