from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from openimr.determinations.opening import LIMITS, Limits
from openimr.determinations.opening.pdf import PdfText, read_pdf
from openimr.errors import UnreadableFile

Drawn = Callable[..., pikepdf.Pdf]
Saved = Callable[..., bytes]
Typeset = Callable[[str], bytes]


def read(data: bytes, limits: Limits = LIMITS) -> PdfText:
    return read_pdf(data, name="a.pdf", limits=limits)


def refusal(data: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read(data, limits)
    assert caught.value.where == "a.pdf"
    return caught.value.explain()


def lines(*words: str, x: int = 72, y: int = 700, step: int = 14, font: str = "F1 12") -> bytes:
    return b" ".join(
        f"BT /{font} Tf 1 0 0 1 {x} {y - i * step} Tm ({word}) Tj ET".encode() for i, word in enumerate(words)
    )


FULL = "The injured worker is a person of fifty five years who has pain in the lower back region"
PARAGRAPH = (FULL, FULL, FULL, "and it ends here.")


def test_paragraphs_are_those_that_the_page_shows(typeset: Typeset) -> None:
    prose = "The expert reviewer found that the request is not medically necessary. " * 5
    read_back = read(typeset(f"= HEADING OF A PART\n{prose}\n\n{prose}\n\n*Bold line*\n\nEnd.\n"))
    paragraphs = [" ".join(paragraph.split()) for paragraph in read_back.text.split("\n\n")]
    assert paragraphs == ["HEADING OF A PART", prose.strip(), prose.strip(), "Bold line", "End."]


def test_pages_are_parted_by_form_feeds_and_their_starts_are_known(typeset: Typeset) -> None:
    read_back = read(typeset("First page.\n#pagebreak()\nSecond page.\n#pagebreak()\nThird."))
    assert read_back.text == "First page.\n\fSecond page.\n\fThird.\n"
    assert [read_back.text[start : start + 5] for start in read_back.page_starts] == ["First", "Secon", "Third"]


def test_a_word_broken_at_a_line_end_keeps_its_hyphen_and_its_line(typeset: Typeset) -> None:
    source = '#set page(width: 8cm)\n#set text(hyphenate: true, lang: "en")\n#set par(justify: true)\n'
    text = read(typeset(source + "multidisciplinary rehabilitation recommendations " * 12)).text
    assert "-\n" in text
    assert "\n\n" not in text
    assert "\ufffe" not in text


def test_ligatures_and_letters_beyond_the_basic_plane_do_not_shift_the_lines(typeset: Typeset) -> None:
    assert "office" in read(typeset("𝑥 𝑦 first office\n\n= Head\nsecond line")).text.replace("ﬃ", "ffi")


def test_lines_of_one_paragraph_stay_together(drawn: Drawn, saved: Saved) -> None:
    assert read(saved(drawn(lines(*PARAGRAPH)))).text.count("\n\n") == 0


def test_a_wider_gap_begins_a_paragraph(drawn: Drawn, saved: Saved) -> None:
    page = lines(*PARAGRAPH) + b" " + lines(*PARAGRAPH, y=700 - 4 * 14 - 10)
    assert read(saved(drawn(page))).text.count("\n\n") == 1


def test_a_step_upwards_begins_a_paragraph(drawn: Drawn, saved: Saved) -> None:
    page = lines("left one", "left two") + b" " + lines("right one", "right two", x=350)
    assert read(saved(drawn(page))).text == "left one\nleft two\n\nright one\nright two\n"


@pytest.mark.parametrize("font", ["F2 12", "F1 16"])
def test_a_line_in_other_letters_is_a_paragraph_of_its_own(drawn: Drawn, saved: Saved, font: str) -> None:
    page = lines("CASE SUMMARY", font=font) + b" " + lines(FULL, FULL, y=686)
    assert read(saved(drawn(page))).text.startswith("CASE SUMMARY\n\nThe injured")


def test_a_bold_label_does_not_part_its_paragraph(drawn: Drawn, saved: Saved) -> None:
    page = b"BT /F2 12 Tf 72 700 Td (Decision rationale:) Tj /F1 12 Tf ( The worker is) Tj ET " + lines(FULL, y=686)
    assert "\n\n" not in read(saved(drawn(page))).text


def test_an_indented_line_after_a_short_sentence_begins_a_paragraph(drawn: Drawn, saved: Saved) -> None:
    page = lines(*PARAGRAPH) + b" " + lines(FULL, x=96, y=700 - 4 * 14) + b" " + lines(FULL, y=700 - 5 * 14)
    assert read(saved(drawn(page))).text.count("\n\n") == 1


def test_single_lines_set_far_apart_are_paragraphs(drawn: Drawn, saved: Saved) -> None:
    page = lines("A sentence.", FULL, "One more.", "Last.", step=28)
    assert read(saved(drawn(page))).text == f"A sentence.\n\n{FULL}\nOne more.\n\nLast.\n"


def test_letters_scaled_by_their_matrix_have_their_shown_size(drawn: Drawn, saved: Saved) -> None:
    scaled = b"BT /F1 1 Tf 12 0 0 12 72 714 Tm (" + FULL.encode() + b") Tj ET "
    assert "\n\n" not in read(saved(drawn(scaled + lines(FULL, FULL)))).text


def test_lines_of_blanks_are_left_out(drawn: Drawn, saved: Saved) -> None:
    assert read(saved(drawn(lines("one", " ", "\\240 \\240", "two", step=20)))).text.split() == ["one", "two"]


def test_letters_of_no_size_do_not_stop_the_reading(drawn: Drawn, saved: Saved) -> None:
    assert "words" in read(saved(drawn(b"BT /F1 12 Tf 0 0 0 0 72 700 Tm (none) Tj ET " + lines("words")))).text


def test_attachments_are_not_read(drawn: Drawn, saved: Saved) -> None:
    pdf = drawn(lines("shown"))
    pdf.attachments["truth.json"] = b'{"layout": "L4a"}'
    assert read(saved(pdf)).text == "shown\n"


def test_a_picture_among_pages_of_text_is_told(drawn: Drawn, saved: Saved) -> None:
    read_back = read(saved(drawn(lines("text"), b"0 0 100 100 re f", b"")))
    assert read_back.pages_without_text == (2,)
    assert read_back.text == "text\n\f\f"


def test_pictures_without_text_need_ocr(drawn: Drawn, saved: Saved) -> None:
    pdf = drawn(b"q 612 0 0 792 0 0 cm /Im Do Q")
    picture = pdf.make_stream(b"\xff" * 300)
    picture.update(
        Dictionary(
            Type=Name.XObject, Subtype=Name.Image, Width=10, Height=10, BitsPerComponent=8, ColorSpace=Name.DeviceRGB
        )
    )
    pdf.pages[0].Resources.XObject = Dictionary(Im=picture)
    words = refusal(saved(pdf))
    assert "needs OCR" in words
    assert "page 1" in words
    assert "ocrmypdf" in words


def test_a_page_that_shows_nothing_is_empty(drawn: Drawn, saved: Saved) -> None:
    assert "It is empty" in refusal(saved(drawn(b"")))


def test_a_file_without_pages_is_empty(saved: Saved) -> None:
    assert "a.pdf: It" in refusal(saved(pikepdf.new()))


def test_a_file_with_a_password_is_refused(drawn: Drawn, saved: Saved) -> None:
    data = saved(drawn(lines("secret")), pikepdf.Encryption(owner="one", user="two"))
    assert "encrypted" in refusal(data)
    assert "password" in refusal(data)


def test_a_file_that_only_forbids_changes_is_read(drawn: Drawn, saved: Saved) -> None:
    assert read(saved(drawn(lines("open")), pikepdf.Encryption(owner="one", user=""))).text == "open\n"


def test_an_unknown_kind_of_encryption_is_refused(drawn: Drawn, saved: Saved) -> None:
    data = saved(drawn(lines("secret")), pikepdf.Encryption(owner="one", user="", R=4))
    assert "kind of encryption" in refusal(data.replace(b"/Standard", b"/Stendard"))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_that_is_cut_off_says_so(typeset: Typeset, share: float) -> None:
    data = typeset("Some words.")
    assert "cut off" in refusal(data[: int(len(data) * share)])


def test_a_file_that_was_cut_off_and_can_be_opened_still_says_so(typeset: Typeset) -> None:
    assert "cut off" in refusal(typeset("Some words.").rstrip().removesuffix(b"%%EOF"))


def test_a_broken_file_says_so() -> None:
    assert "broken" in refusal(b"%PDF-1.7\n" + b"nothing of use\n" * 20 + b"%%EOF")


def test_a_loop_in_the_page_tree_is_refused_or_read_but_ends(drawn: Drawn, saved: Saved) -> None:
    pdf = drawn(lines("words"))
    pdf.Root.Pages.Kids = Array([pdf.Root.Pages])
    pdf.Root.Pages.Count = 3
    assert "a.pdf: " in refusal(saved(pdf))


def test_more_pages_than_a_letter_can_have_are_refused(drawn: Drawn, saved: Saved) -> None:
    assert "4 pages" in refusal(saved(drawn(*[lines("words")] * 4)), Limits(pages=3))
    assert read(saved(drawn(*[lines("words")] * 3)), Limits(pages=3)).text


def test_a_false_count_of_pages_does_no_harm(drawn: Drawn, saved: Saved) -> None:
    data = saved(drawn(lines("words"))).replace(b"/Count 1", b"/Count 2000000000")
    assert read(data).text == "words\n"


def test_a_page_of_an_immense_size_is_read(drawn: Drawn, saved: Saved) -> None:
    pdf = drawn(lines("words"))
    pdf.pages[0].MediaBox = Array([-1e9, -1e9, 1e9, 1e9])
    assert read(saved(pdf)).text == "words\n"


def test_a_page_that_cannot_be_loaded_is_named(drawn: Drawn, saved: Saved) -> None:
    pdf = drawn(lines("one"), lines("two"))
    pdf.Root.Pages.Kids = Array([pdf.pages[0].obj, pdf.make_indirect(Dictionary(Type=Name.Font))])
    assert "Page 2 of 2 is broken" in refusal(saved(pdf))


def test_more_text_than_a_letter_can_have_is_refused(drawn: Drawn, saved: Saved) -> None:
    data = saved(drawn(lines("some words"), lines("more words")))
    assert "page 2" in refusal(data, Limits(text_bytes=15))
    assert "page 1" in refusal(data, Limits(text_bytes=5))


@pytest.mark.parametrize("times", [1, 2])
def test_a_stream_that_unpacks_without_end_is_refused_before_it_is_unpacked(drawn: Drawn, times: int) -> None:
    pdf = drawn(lines("words"))
    packed = b" " * 20_000_000
    for _ in range(times):
        packed = zlib.compress(packed, 9)
    bomb = pikepdf.Stream(pdf, packed)
    bomb.stream_dict = Dictionary(Filter=Array([Name.FlateDecode] * times))
    pdf.pages[0].Contents = bomb
    file = io.BytesIO()
    pdf.save(file, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert "unpack to more than 1,000,000" in refusal(file.getvalue(), Limits(inflated_bytes=1_000_000))
    assert "empty" in refusal(file.getvalue(), Limits(inflated_bytes=50_000_000))


def test_a_stream_with_a_broken_packing_does_not_stop_the_reading(drawn: Drawn, saved: Saved) -> None:
    pdf = drawn(lines("words"))
    broken = pikepdf.Stream(pdf, b"x\x9c" + b"no packing at all")
    broken.stream_dict = Dictionary(Filter=Name.FlateDecode)
    pdf.Root.Note = pdf.make_indirect(broken)
    assert read(saved(pdf)).text == "words\n"
