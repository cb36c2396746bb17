from __future__ import annotations

import io
from pathlib import Path

import msgspec
import pikepdf
import pypdfium2
import pytest

from openimr.casefile.model import Legibility, Page, TextSource
from openimr.casefile.pages import layer as layer_module
from openimr.casefile.pages import work as work_module
from openimr.casefile.pages.cutoffs import Cutoffs, cutoffs
from openimr.casefile.pages.layer import Layer, read_layer, scan_of
from openimr.casefile.pages.upright import quarter_turned
from openimr.casefile.pages.work import LayerJob, LayerReader
from unit.casefile.pages.scans import NOTE, picture_of, picture_pdf, typed_pdf

# How the letters lie in the page's own space, its /Rotate, and by how much it is to be turned when shown.
LAID = [
    ("1 0 0 1 100 700", 0, 0),
    ("0 1 -1 0 100 100", 90, 0),
    ("0 1 -1 0 100 100", 0, 90),
    ("1 0 0 1 100 700", 90, 270),
    ("-1 0 0 -1 500 100", 180, 0),
    ("-1 0 0 -1 500 100", 0, 180),
    ("0 -1 1 0 500 700", 270, 0),
    ("0 -1 1 0 500 700", 0, 270),
]


def drawn_pdf(content: str, rotate: int = 0) -> bytes:
    pdf = pikepdf.open(io.BytesIO(typed_pdf(("",), rotate)))
    pdf.pages[0].obj.Contents = pdf.make_stream(content.encode("cp1252"))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def layer_of(content: bytes) -> Layer:
    document = pypdfium2.PdfDocument(content)
    try:
        return read_layer(document[0])
    finally:
        document.close()


def pages_of(path: Path, content: bytes, count: int = 1) -> tuple[Page, ...]:
    path.write_bytes(content)
    return read_by(LayerReader(), LayerJob(str(path), "f" * 64, 11, tuple(range(1, count + 1)), TextSource.LAYER))


def read_by(reader: LayerReader, job: LayerJob) -> tuple[Page, ...]:
    return tuple(msgspec.msgpack.decode(page, type=Page) for page in reader(job))


@pytest.mark.parametrize(("matrix", "rotate", "turn"), LAID)
def test_boxes_stand_where_the_ink_is_on_the_page_turned_upright(matrix: str, rotate: int, turn: int) -> None:
    content = drawn_pdf(f"BT /F1 12 Tf {matrix} Tm (Hello upright world) Tj ET", rotate)
    layer = layer_of(content)
    document = pypdfium2.PdfDocument(content)
    shown = quarter_turned(document[0].render(scale=1, grayscale=True).to_pil().convert("L"), layer.turned)
    document.close()
    ink = shown.point([255 - grey for grey in range(256)]).getbbox()
    assert layer.text == "Hello upright world"
    assert layer.turned == turn
    assert [layer.width, layer.height] == [float(side) for side in shown.size]
    box = layer.lines[0].box
    assert ink is not None
    assert (box.left, box.top, box.right, box.bottom) == pytest.approx(ink, abs=2)


def test_each_line_of_a_typed_page_has_its_words_and_its_box() -> None:
    layer = layer_of(typed_pdf((NOTE,)))
    assert layer.text.split() == NOTE.split()
    assert [layer.text[line.start : line.end] for line in layer.lines] == NOTE.strip().split("\n")
    tops = [line.box.top for line in layer.lines]
    assert tops == sorted(tops)
    assert all(72 <= line.box.left < line.box.right < 612 for line in layer.lines)


def test_signs_beyond_ascii_do_not_shift_the_boxes() -> None:
    layer = layer_of(typed_pdf(("Müller – §4610 “quoted”\nsecond line",)))
    assert [layer.text[line.start : line.end] for line in layer.lines] == ["Müller – §4610 “quoted”", "second line"]
    assert layer.lines[1].box.left == pytest.approx(72, abs=2)


def test_a_page_with_more_text_than_any_page_has_is_left_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    few: Cutoffs = cutoffs()._replace(most_characters=cutoffs().few_words)
    monkeypatch.setattr(layer_module, "cutoffs", lambda: few)
    assert layer_of(typed_pdf((NOTE,))).left_out
    (page,) = pages_of(tmp_path / "a.pdf", typed_pdf((NOTE,)))
    assert page.grade is not None
    assert page.grade.legibility is Legibility.NEEDS_OCR
    assert "more text than any page" in page.grade.reasons[0]


def test_the_picture_of_a_scan_is_found_with_its_dots_an_inch() -> None:
    document = pypdfium2.PdfDocument(picture_pdf([picture_of(dpi=100)], dpi=100))
    scan = scan_of(document[0])
    document.close()
    assert scan.share == pytest.approx(1, abs=0.01)
    assert scan.dpi == pytest.approx(100, abs=1)
    assert scan.pixels == 850 * 1100


def test_a_picture_wrapped_in_a_form_is_found_too() -> None:
    document = pypdfium2.PdfDocument(scan_in_form())
    scan = scan_of(document[0])
    document.close()
    assert scan.share == pytest.approx(1, abs=0.01)


def test_of_several_pictures_the_largest_on_the_page_counts_and_the_one_with_most_dots_is_known() -> None:
    pdf = pikepdf.open(io.BytesIO(picture_pdf([picture_of(dpi=72), picture_of(dpi=100)], dpi=72)))
    small, large = pdf.pages
    name = small.add_resource(next(iter(large.get_images().values())), pikepdf.Name.XObject)
    small.contents_add(pdf.make_stream(f"q 50 0 0 50 10 10 cm {name} Do Q".encode()))
    out = io.BytesIO()
    pdf.save(out)
    document = pypdfium2.PdfDocument(out.getvalue())
    scan = scan_of(document[0])
    document.close()
    assert (round(scan.dpi), scan.pixels) == (72, 850 * 1100)


def test_an_object_without_bounds_stands_nowhere() -> None:
    class Lost:
        level = 0

        def get_bounds(self) -> None:
            raise pypdfium2.PdfiumError("no bounds")

    document = pypdfium2.PdfDocument(typed_pdf((NOTE,)))
    assert layer_module._bounds(Lost(), document[0]) == (0, 0, 0, 0)
    document.close()


def test_a_typed_page_is_readable_and_has_prints(tmp_path: Path) -> None:
    (page,) = pages_of(tmp_path / "a.pdf", typed_pdf((NOTE,)))
    assert page.grade is not None
    assert page.grade.legibility is Legibility.READABLE
    assert (page.number, page.running, page.file) == (1, 11, "f" * 64)
    assert page.words_print
    assert page.picture_print
    assert [text.source for text in page.texts] == [TextSource.LAYER]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (typed_pdf(("",)), Legibility.BLANK),
        (typed_pdf(("Exhibit A",)), Legibility.READABLE),
        (typed_pdf(("qzx wvk #@! bbq zrt xxk lmn qqw zxc vbn mnb qpw",)), Legibility.NEEDS_OCR),
        (picture_pdf([picture_of(dpi=100)], dpi=100), Legibility.NEEDS_OCR),
        (drawn_pdf("100 100 300 300 re f"), Legibility.NEEDS_OCR),
    ],
    ids=["empty", "a few words", "signs that stand for nothing", "scan", "drawing"],
)
def test_a_page_without_its_words_waits_for_ocr(tmp_path: Path, content: bytes, expected: Legibility) -> None:
    (page,) = pages_of(tmp_path / "a.pdf", content)
    assert page.grade is not None
    assert page.grade.legibility is expected


def scan_with_layer(words: str) -> bytes:
    pdf = pikepdf.open(io.BytesIO(picture_pdf([picture_of(dpi=100)], dpi=100)))
    typed = pikepdf.open(io.BytesIO(typed_pdf((words,))))
    pdf.pages[0].add_overlay(typed.pages[0], None)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def scan_in_form() -> bytes:
    pdf = pikepdf.open(io.BytesIO(typed_pdf(("",))))
    scan = pikepdf.open(io.BytesIO(picture_pdf([picture_of(dpi=72)], dpi=72)))
    pdf.pages[0].add_overlay(scan.pages[0], None)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_a_scan_that_came_with_its_text_is_graded_by_its_picture_too(tmp_path: Path) -> None:
    (page,) = pages_of(tmp_path / "a.pdf", scan_with_layer(NOTE))
    assert page.grade is not None
    assert page.grade.legibility is Legibility.READABLE
    assert any("coarse: 100 dots" in reason for reason in page.grade.reasons)


def test_a_page_that_cannot_be_opened_is_illegible_and_the_others_are_read(tmp_path: Path) -> None:
    one, two = pages_of(tmp_path / "a.pdf", typed_pdf((NOTE,)), count=2)
    assert one.text
    assert two.grade is not None
    assert two.grade.legibility is Legibility.ILLEGIBLE
    assert "broken" in two.grade.reasons[0]
    assert [page.grade.legibility for page in pages_of(tmp_path / "b.pdf", b"no PDF", count=2) if page.grade] == [
        Legibility.ILLEGIBLE,
        Legibility.ILLEGIBLE,
    ]


@pytest.mark.parametrize("seen", [1, 100])
def test_pages_are_the_same_whether_their_file_is_kept_open_or_not(
    seen: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = []
    for name in ("one", "two"):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(typed_pdf(tuple(f"{NOTE}\n{name} {number}" for number in range(4))))
        jobs += [LayerJob(str(path), name, 1, numbers, TextSource.LAYER) for numbers in ((1,), (2, 3), (4,))]
    anew = [read_by(LayerReader(), job) for job in jobs]
    monkeypatch.setattr(work_module, "_SEEN_PAGES", seen)
    reader = LayerReader()
    assert [read_by(reader, job) for job in jobs] == anew
    assert [page.number for pages in anew for page in pages] == [1, 2, 3, 4] * 2


def test_a_file_that_cannot_be_opened_does_not_stop_the_reader(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-nothing")
    (tmp_path / "good.pdf").write_bytes(typed_pdf((NOTE,)))
    reader = LayerReader()
    read = [
        page
        for name in ("bad", "good")
        for page in read_by(reader, LayerJob(str(tmp_path / f"{name}.pdf"), name, 1, (1,), TextSource.LAYER))
    ]
    assert [page.grade.legibility for page in read if page.grade] == [Legibility.ILLEGIBLE, Legibility.READABLE]


def test_a_picture_with_too_many_dots_is_not_drawn(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    few = cutoffs()._replace(most_picture_pixels=cutoffs().least_characters)
    monkeypatch.setattr("openimr.casefile.pages.work.cutoffs", lambda: few)
    (scan,) = pages_of(tmp_path / "a.pdf", picture_pdf([picture_of(dpi=100)], dpi=100))
    (both,) = pages_of(tmp_path / "b.pdf", scan_with_layer(NOTE))
    assert scan.grade is not None
    assert scan.grade.legibility is Legibility.ILLEGIBLE
    assert "dots" in scan.grade.reasons[0]
    assert both.grade is not None
    assert both.grade.legibility is Legibility.READABLE
