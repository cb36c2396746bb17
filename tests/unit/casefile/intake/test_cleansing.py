from __future__ import annotations

import zlib
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from openimr.casefile.intake import page_alone
from openimr.casefile.intake.cleansing import clean_page, clean_pdf
from openimr.casefile.intake.copies import make_copy
from openimr.errors import UnreadableFile
from unit.casefile.intake.factories import drawn, hostile, job, limits, saved


def cleaned(folder: Path, data: bytes) -> tuple[pikepdf.Pdf, tuple[str, ...]]:
    """The clean copy, opened, and what was removed."""
    (folder / "original").write_bytes(data)
    result = clean_pdf(folder / "original", folder / "copy.pdf", name="scan.pdf", limits=limits())
    return pikepdf.open(folder / "copy.pdf"), result.removed


def text_of(path: Path | bytes) -> list[str]:
    with pdfium.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def actions_in(pdf: pikepdf.Pdf) -> set[str]:
    """The kinds of all actions and the names of all keys that open or attach something."""
    found = set()
    waiting = list(pdf.objects)
    while waiting:
        part = waiting.pop()
        if isinstance(part, Array):
            waiting += [item for item in part.as_list() if not getattr(item, "is_indirect", False)]
        elif isinstance(part, Dictionary | pikepdf.Stream):
            if isinstance(part.get("/S"), Name) and "/P" not in part:
                found.add(str(part.S))
            found |= {
                key for key in set(part.keys()) if key in {"/JS", "/EF", "/AA", "/OpenAction", "/XFA", "/AF", "/URI"}
            }
            waiting += [item for item in part.values() if not getattr(item, "is_indirect", False)]
    return found


def test_what_acts_reaches_outside_or_hides_is_gone(tmp_path: Path) -> None:
    pdf, _ = cleaned(tmp_path, saved(hostile()))
    with pdf:
        assert actions_in(pdf) == {"/GoTo"}
        assert len(pdf.attachments) == 0
        assert [str(note.Subtype) for note in pdf.pages[0].obj.Annots.as_list()[:-1]] == ["/Link"] * 7 + ["/Text"]
        pictures = pdf.pages[0].obj.Resources.XObject
        assert "/F" not in pictures.X0
        assert "/Ref" not in pictures.X1
        assert pictures.X2.read_bytes() == b""
        assert "/PageMode" not in pdf.Root
    data = (tmp_path / "copy.pdf").read_bytes()
    assert b"attached words" not in data
    assert b"example.org" not in data


def test_each_kind_of_thing_that_went_is_named_with_its_count(tmp_path: Path) -> None:
    pdf, removed = cleaned(tmp_path, saved(hostile()))
    pdf.close()
    assert removed == (
        "3D models: 1",
        "actions on opening: 3",
        "actions that follow others: 1",
        "attached files: 2",
        "commands to the viewer: 1",
        "contents of attached files: 1",
        "contents that lie in other files: 2",
        "films and sounds: 4",
        "forms of the XFA kind: 1",
        "forms that fetch: 1",
        "forms that send: 1",
        "launches of programs: 1",
        "links to other files: 1",
        "links to outside: 2",
        "programs of PostScript: 1",
        "references to attached files: 1",
        "scripts: 1",
    )


def test_cleaning_twice_is_cleaning_once(tmp_path: Path) -> None:
    cleaned(tmp_path, saved(hostile()))[0].close()
    pdf, removed = cleaned(tmp_path, (tmp_path / "copy.pdf").read_bytes())
    pdf.close()
    assert removed == ()


def test_the_text_of_each_page_stays(tmp_path: Path) -> None:
    cleaned(tmp_path, saved(hostile()))[0].close()
    assert text_of(tmp_path / "copy.pdf") == ["The neck is tender.", "Physical therapy, 12 visits."]


def test_tags_labels_bookmarks_and_layers_stay(tmp_path: Path) -> None:
    pdf = drawn("one", "two")
    link = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 1, 1])))
    pdf.pages[0].obj.Annots = Array([link])
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    tag = Dictionary(S=Name.Sound, P=root, Pg=pdf.pages[0].obj, K=Dictionary(Type=Name.OBJR, Obj=link))
    other = Dictionary(S=Name.Movie, P=root)
    root.K = Array([pdf.make_indirect(tag), other])
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.r)]))
    pdf.Root.OCProperties = Dictionary(OCGs=Array(), D=Dictionary())
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("First", 0))
    clean, removed = cleaned(tmp_path, saved(pdf))
    with clean:
        assert [str(each.S) for each in clean.Root.StructTreeRoot.K.as_list()] == ["/Sound", "/Movie"]
        assert clean.Root.MarkInfo.Marked
        assert Name.r == clean.Root.PageLabels.Nums[1].S
        assert "/OCProperties" in clean.Root
        assert clean.Root.Outlines.First.Title == "First"
    assert removed == ("attached files: 1",)


def test_parts_of_a_page_may_bear_any_name(tmp_path: Path) -> None:
    pdf = drawn("one")
    fonts = pdf.pages[0].obj.Resources.Font
    fonts.AA = fonts.EF = fonts.F1
    pdf.pages[0].obj.Resources.XObject = Dictionary(AF=pdf.make_stream(b"", Subtype=Name.Form))
    clean, removed = cleaned(tmp_path, saved(pdf))
    with clean:
        assert {"/AA", "/EF"} < set(clean.pages[0].obj.Resources.Font.keys())
        assert "/AF" in clean.pages[0].obj.Resources.XObject
    assert removed == ()


KEYS = st.sampled_from(["/A", "/AA", "/Next", "/PA", "/E", "/Fo", "/AF", "/Contents", "/K1"])
SCRIPTS = st.builds(lambda: Dictionary(S=Name.JavaScript, JS=String("x")))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.recursive(SCRIPTS, lambda inner: st.dictionaries(KEYS, inner, min_size=1, max_size=2), max_leaves=6))
def test_no_script_survives_wherever_it_stands(tmp_path: Path, nested: object) -> None:
    pdf = drawn("one")
    pdf.pages[0].obj.Annots = Array([
        Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=Array([0, 0, 1, 1]), A=_as_pdf(nested))
    ])  # fmt: skip
    clean, _ = cleaned(tmp_path, saved(pdf))
    with clean:
        assert "/JavaScript" not in actions_in(clean)


def _as_pdf(value: object) -> pikepdf.Object:
    if isinstance(value, dict):
        return Dictionary({key: _as_pdf(inner) for key, inner in value.items()})
    assert isinstance(value, Dictionary)
    return Dictionary(S=Name.JavaScript, JS=String("x"))


def test_a_file_that_opens_without_password_loses_its_lock(tmp_path: Path) -> None:
    locked = saved(drawn("one"), pikepdf.Encryption(owner="owner", user=""))
    pdf, removed = cleaned(tmp_path, locked)
    with pdf:
        assert not pdf.is_encrypted
    assert removed == ("a lock that opens without password: 1",)


def test_a_file_that_opens_with_a_password_only_is_refused(tmp_path: Path) -> None:
    made = make_copy(job(tmp_path, saved(drawn("one"), pikepdf.Encryption(owner="o", user="u"))))
    assert made.refusal is not None
    assert made.refusal.explain() == (
        "scan: It is encrypted. It opens with a password only. Ask for the password, and save a copy without it."
    )


def test_a_file_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    whole = saved(drawn(*(f"Page {number}" for number in range(40))))
    for part in (whole[: len(whole) // 2], whole[:200]):
        made = make_copy(job(tmp_path, part))
        assert made.refusal is not None
        assert made.refusal.what == "The PDF file is cut off."


def test_a_file_without_pages_is_refused(tmp_path: Path) -> None:
    made = make_copy(job(tmp_path, saved(pikepdf.new())))
    assert made.refusal is not None
    assert made.refusal.what == "It is empty."


def test_what_only_begins_like_a_pdf_is_refused(tmp_path: Path) -> None:
    made = make_copy(job(tmp_path, b"%PDF-1.7\nnothing here\n%%EOF\n"))
    assert made.refusal is not None
    assert made.refusal.what == "It begins like a PDF file but is broken."


def test_a_damaged_file_is_mended_and_that_is_said(tmp_path: Path) -> None:
    data = saved(drawn("one", "two"))
    at = data.rindex(b"startxref\n")
    made = make_copy(job(tmp_path, data[:at] + b"startxref\n999999\n%%EOF\n"))
    assert made.pages == 2
    assert "damaged" in made.notices[0]


def test_a_page_tree_in_a_loop_is_refused(tmp_path: Path) -> None:
    pdf = drawn("one")
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)
    made = make_copy(job(tmp_path, saved(pdf)))
    assert made.refusal is not None


@pytest.mark.parametrize(("pages", "is_refused"), [(3, False), (4, True)])
def test_a_file_may_have_so_many_pages_and_no_more(tmp_path: Path, pages: int, is_refused: bool) -> None:
    made = make_copy(job(tmp_path, saved(drawn(*["x"] * pages)), pages=3))
    assert (made.refusal is not None) == is_refused


def test_a_file_of_too_many_objects_is_refused(tmp_path: Path) -> None:
    made = make_copy(job(tmp_path, saved(drawn("x")), objects=2))
    assert made.refusal is not None
    assert "objects" in made.refusal.what


@pytest.mark.parametrize(("width", "is_refused"), [(15_000, False), (15_001, True)])
def test_a_picture_in_a_pdf_may_have_so_many_pixels(tmp_path: Path, width: int, is_refused: bool) -> None:
    pdf = drawn("one")
    pdf.pages[0].obj.Resources.XObject = Dictionary(
        P=pdf.make_stream(b"", Subtype=Name.Image, Width=width, Height=10_000)
    )
    made = make_copy(job(tmp_path, saved(pdf)))
    assert (made.refusal is not None) == is_refused


@pytest.mark.parametrize("layers", [1, 2])
def test_a_stream_that_unpacks_to_too_much_is_refused(tmp_path: Path, layers: int) -> None:
    pdf = drawn("one")
    data = b" " * 5_000_000
    for _ in range(layers):
        data = zlib.compress(data)
    stream = pikepdf.Stream(pdf, data)
    stream.Filter = Array([Name.FlateDecode] * layers)
    pdf.pages[0].obj.Contents = pdf.make_indirect(stream)
    assert make_copy(job(tmp_path, saved(pdf), stream_bytes=5_000_000)).refusal is None
    made = make_copy(job(tmp_path, saved(pdf), stream_bytes=4_999_999))
    assert made.refusal is not None
    assert "unpack" in made.refusal.what


def test_streams_that_together_unpack_to_too_much_are_refused(tmp_path: Path) -> None:
    pdf = drawn("one", "two")
    for page in pdf.pages:
        page.obj.Contents = pdf.make_stream(b" " * 1_000_000 + str(page.index).encode())
    pdf.pages[1].obj.Contents.write(zlib.compress(b" " * 1_000_000), filter=Name.FlateDecode)
    pdf.pages[0].obj.Contents.write(zlib.compress(b" " * 1_000_001), filter=Name.FlateDecode)
    assert make_copy(job(tmp_path, saved(pdf), streams_bytes=2_000_001)).refusal is None
    assert make_copy(job(tmp_path, saved(pdf), streams_bytes=2_000_000)).refusal is not None


def test_one_page_is_shown_alone_and_clean(tmp_path: Path) -> None:
    (tmp_path / "scan").write_bytes(saved(hostile()))
    alone = page_alone(tmp_path / "scan", 1, name="scan")
    assert text_of(alone) == ["The neck is tender."]
    with pikepdf.open(tmp_path / "scan") as whole:
        assert len(whole.pages) == 2
    assert b"example.org" not in alone
    assert text_of(clean_page(tmp_path / "scan", 1, name="scan", limits=limits())) == ["The neck is tender."]
    assert text_of(clean_page(tmp_path / "scan", 2, name="scan", limits=limits())) == ["Physical therapy, 12 visits."]


def test_a_page_alone_does_not_take_along_the_pages_to_which_it_leads(tmp_path: Path) -> None:
    pdf = drawn("one", "x" * 5000)
    jump = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 1, 1]), Dest=Array([pdf.pages[1].obj, Name.Fit])
    )
    pdf.pages[0].obj.Annots = Array([jump])
    (tmp_path / "scan").write_bytes(saved(pdf))
    assert len(clean_page(tmp_path / "scan", 1, name="scan", limits=limits())) < 1500


def test_an_action_in_a_list_goes_wherever_the_list_stands(tmp_path: Path) -> None:
    pdf = drawn("one")
    script = Dictionary(S=Name.JavaScript, JS=String("x"))
    pdf.pages[0].obj.Annots = Array([
        Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 1, 1]), More=Array([script, 1, script]))
    ])  # fmt: skip
    clean, removed = cleaned(tmp_path, saved(pdf))
    with clean:
        assert clean.pages[0].obj.Annots[0].More.as_list() == [1]
    assert removed == ("scripts: 2",)


@pytest.mark.parametrize("number", [0, 3])
def test_a_page_that_is_not_there_is_not_shown(tmp_path: Path, number: int) -> None:
    (tmp_path / "scan").write_bytes(saved(drawn("one", "two")))
    with pytest.raises(UnreadableFile, match="unreadable-file in scan"):
        page_alone(tmp_path / "scan", number, name="scan")


def test_no_page_is_shown_of_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "scan").write_bytes(saved(drawn("one"), pikepdf.Encryption(owner="o", user="u")))
    with pytest.raises(UnreadableFile) as caught:
        page_alone(tmp_path / "scan", 1, name="scan")
    assert caught.value.why == "It is encrypted or broken."
