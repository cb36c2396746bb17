from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.casefile.intake.copies import make_copy
from openimr.casefile.intake.typesetting import set_from_input, typeset_pages
from openimr.casefile.intake.words import Words, docx_words, text_pages
from openimr.errors import UnreadableFile
from unit.casefile.intake.factories import job, limits, packed, picture, word_file

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def words_of(folder: Path, data: bytes, **changes: float) -> Words:
    (folder / "original.docx").write_bytes(data)
    return docx_words(folder / "original.docx", name="note.docx", limits=limits(**changes))


def body(*paragraphs: str) -> dict[str, bytes]:
    """The members of a Word file whose paragraphs hold this markup."""
    inner = "".join(f"<w:p>{markup}</w:p>" for markup in paragraphs)
    document = f'<w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>{inner}</w:body></w:document>'
    return {"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode()}


def run(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def test_a_text_file_has_the_pages_that_its_form_feeds_make() -> None:
    assert text_pages(b"one\r\ntwo\rthree\f\n\nfour  \n\f\f\n", name="x") == ("one\ntwo\nthree", "four")


def test_an_empty_page_between_others_stays() -> None:
    assert text_pages(b"one\f\fthree", name="x") == ("one", "", "three")


@given(st.lists(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1), min_size=1))
def test_pages_joined_by_form_feeds_are_read_back(pages: list[str]) -> None:
    assert text_pages("\f".join(pages).encode(), name="x") == tuple(pages)


def test_tabs_and_control_codes_do_not_reach_the_page() -> None:
    assert text_pages(("a\tb\x07" + "c" * 2000).encode(), name="x")[0].startswith("a       b\ufffdc")


@pytest.mark.parametrize("data", [b" \n\f ", b"\x00\x01\x02\x03"])
def test_text_without_words_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        text_pages(data, name="x")


def test_a_text_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    assert make_copy(job(tmp_path, b"neck pain", text_bytes=9)).texts == ("neck pain",)
    assert make_copy(job(tmp_path, b"neck pain", text_bytes=8)).refusal is not None


def test_a_word_file_has_the_pages_that_it_breaks(tmp_path: Path) -> None:
    words = words_of(tmp_path, word_file("Neck pain.", "Plan: therapy."))
    assert words.pages == ("Harbor Spine Clinic\n\nNeck pain.", "Plan: therapy.\nVisits   12")
    assert words.notices == ("Its words were set anew; its lines and pages may end elsewhere than in Word.",)


def test_a_break_that_is_said_twice_is_one(tmp_path: Path) -> None:
    broken = '<w:r><w:br w:type="page"/></w:r>', f"<w:r><w:lastRenderedPageBreak/></w:r>{run('two')}"
    words = words_of(tmp_path, packed(body(run("one"), *broken)))
    assert words.pages == ("one", "two")


def test_a_paragraph_may_begin_a_page_by_itself(tmp_path: Path) -> None:
    begun = "<w:pPr><w:pageBreakBefore/></w:pPr>" + run("two")
    not_begun = '<w:pPr><w:tabs><w:tab w:val="left"/></w:tabs><w:pageBreakBefore w:val="0"/></w:pPr>' + run("three")
    assert words_of(tmp_path, packed(body(run("one"), begun, not_begun))).pages == ("one", "two\nthree")


def test_words_are_taken_as_one_reads_them(tmp_path: Path) -> None:
    markup = (
        f"<w:ins>{run('in')}</w:ins><w:del><w:r><w:delText>out</w:delText></w:r></w:del>"
        f"<w:hyperlink>{run('link')}</w:hyperlink><w:r><w:instrText>PAGE</w:instrText></w:r>"
        f"<mc:AlternateContent><mc:Choice>{run('box')}</mc:Choice><mc:Fallback>{run('box')}</mc:Fallback>"
        f"</mc:AlternateContent><w:r><w:tab/><w:t>follow</w:t><w:noBreakHyphen/><w:t>up</w:t><w:br/><w:cr/></w:r>"
        f"<!-- aside -->{run('end')}"
    )
    outside = "</w:p><mc:Fallback><w:p>never</w:p></mc:Fallback><w:p>"
    assert words_of(tmp_path, packed(body(markup, outside))).pages == ("inlinkbox       follow-up\n\nend",)


def test_feet_and_footnotes_stand_at_the_end_and_the_rest_is_named(tmp_path: Path) -> None:
    members = body(run("Neck pain."))
    for name, words in (("footer1", "Page 1"), ("footnotes", "See the MRI.")):
        members[f"word/{name}.xml"] = f'<w:ftr xmlns:w="{W}"><w:p>{run(words)}</w:p></w:ftr>'.encode()
    members["word/vbaProject.bin"] = b"macro"
    members["word/comments.xml"] = b"<x/>"
    found = words_of(tmp_path, packed(members))
    assert found.pages == ("Neck pain.\n\nPage 1\n\nSee the MRI.",)
    assert found.removed == ("macros", "comments in the margin")


def test_pictures_of_a_word_file_are_handed_on(tmp_path: Path) -> None:
    scan = picture("PNG")
    words = words_of(tmp_path, word_file("See the scan.", pictures=(scan,)))
    assert words.pictures == (scan,)
    assert words.notices[1] == "Its 1 pictures stand on pages of their own after its words."


def test_pictures_that_cannot_be_shown_are_told(tmp_path: Path) -> None:
    words = words_of(tmp_path, packed({**body(run("x")), "word/media/image1.emf": b"\x01\x00\x00\x00EMF"}))
    assert words.pictures == ()
    assert words.notices[1] == "1 pictures in it are of a kind that is not shown; ask for it as PDF."


def test_a_word_file_of_scans_only_has_their_pages(tmp_path: Path) -> None:
    made = make_copy(job(tmp_path, packed({**body(""), "word/media/image1.png": picture("PNG")})))
    assert made.refusal is None
    assert (made.pages, made.texts) == (1, ())


@pytest.mark.parametrize("members", [
    body(""),
    {**body(run("x")), "word/document.xml": b"<broken"},
    {**body(run("x")), "word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'},
    {"[Content_Types].xml": b""},
])  # fmt: skip
def test_a_word_file_that_shows_nothing_or_is_broken_is_refused(tmp_path: Path, members: dict[str, bytes]) -> None:
    made = make_copy(job(tmp_path, packed(members)))
    assert made.refusal is not None


def test_a_word_file_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    data = packed(body(run("x" * 5000)))
    with pytest.raises(UnreadableFile):
        words_of(tmp_path, data, docx_bytes=4000)
    with pytest.raises(UnreadableFile):
        words_of(tmp_path, data, text_bytes=4000)


def test_an_encrypted_member_of_a_word_file_is_refused(tmp_path: Path) -> None:
    data = bytearray(packed(body(run("x"))))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        at = archive.start_dir
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    with pytest.raises(UnreadableFile):
        words_of(tmp_path, bytes(data))


def test_pages_of_words_are_set_as_they_stand(tmp_path: Path) -> None:
    table = "Visit   Pain\n1       7/10\n2       5/10"
    assert typeset_pages((table, "", "Ärztin: naïve – 5 µg ≥ 3"), None, tmp_path / "copy.pdf") == 3
    with pdfium.PdfDocument(tmp_path / "copy.pdf") as document:
        texts = [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    assert [line.split() for line in texts[0].splitlines()] == [line.split() for line in table.splitlines()]
    assert texts[2] == "Ärztin: naïve – 5 µg ≥ 3"


def test_a_page_that_is_too_long_for_the_paper_goes_on(tmp_path: Path) -> None:
    assert typeset_pages(("line\n" * 100,), None, tmp_path / "copy.pdf") > 1


def test_long_texts_keep_all_lines_in_their_order(tmp_path: Path) -> None:
    lines = [f"line {number}" for number in range(300)]
    typeset_pages(("\n".join([*lines, "", "x" * 9000, "end"]),), None, tmp_path / "copy.pdf")
    with pdfium.PdfDocument(tmp_path / "copy.pdf") as document:
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
    assert [line.strip() for line in text.splitlines() if line.startswith("line")] == lines
    assert text.count("x") == 9000


def test_a_long_text_is_set_elsewhere_just_as_it_would_be_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = ("line\n" * 30, "Ärztin: naïve – 5 µg ≥ 3")
    assert typeset_pages(pages, None, tmp_path / "here.pdf") == 2
    monkeypatch.setattr("openimr.casefile.intake.typesetting._LONG", 100)
    assert typeset_pages(pages, None, tmp_path / "elsewhere.pdf") == 2
    assert (tmp_path / "elsewhere.pdf").read_bytes() == (tmp_path / "here.pdf").read_bytes()


def test_what_sets_elsewhere_takes_json_and_gives_a_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, made = io.BytesIO(b'[["Pain 7/10"], ["none"]]'), io.BytesIO()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(asked))
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(made))
    set_from_input()
    with pdfium.PdfDocument(made.getvalue()) as document:
        assert [page.get_textpage().get_text_range() for page in document] == ["Pain 7/10", "none"]


def test_words_come_before_the_pictures(tmp_path: Path) -> None:
    made = make_copy(job(tmp_path, word_file("See the scan.", pictures=(picture("JPEG"), picture("PNG")))))
    assert made.pages == 2
    assert typeset_pages(made.texts, tmp_path / "copy.pdf", tmp_path / "whole.pdf") == 3
    with pikepdf.open(tmp_path / "whole.pdf") as pdf:
        assert ["/XObject" in page.obj.Resources for page in pdf.pages] == [False, True, True]
