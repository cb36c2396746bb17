from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PIL import Image

from openimr.casefile.model import Box, FileKind, Legibility, Line, Page, PageText, TextSource
from openimr.casefile.pages import Ocr, SecondReader, Stage, read_pages, reading, redo
from openimr.casefile.pages import ocr as ocr_module
from openimr.casefile.pages.tesseract import Sight
from openimr.casefile.pages.upright import lie_of, quarter_turned
from openimr.casefile.pages.work import PictureJob, read_pictures
from openimr.casefile.store import FolderStore, case_file
from openimr.determinations.workers import Lost
from openimr.errors import NotFound, Unavailable
from unit.casefile.pages.scans import NOTE, faxed, picture_of, picture_pdf, scrawled, store_with, tilted, typed_pdf

FIRST, SECOND = f"{1:064x}", f"{2:064x}"


@pytest.fixture
def _tesseract(program: Callable[[str], str]) -> None:
    program("tesseract")


def typed(count: int) -> bytes:
    return typed_pdf(tuple(f"{NOTE}\nThis is page number {number}." for number in range(1, count + 1)))


def inline(jobs: Iterator[Any], do: Any, **_: object) -> Iterator[tuple[Any, Any]]:
    """What the processes do, in this one."""
    for job in jobs:
        yield job, do(job)


def grades(store: FolderStore, digest: str = FIRST) -> list[Legibility]:
    return [page.grade.legibility for page in store.pages(digest) if page.grade]


def test_all_pages_of_all_files_are_read_in_their_running_order(tmp_path: Path) -> None:
    store = store_with(tmp_path, (typed(45), 45), (typed(2), 2))
    told: list[tuple[Stage, int, int]] = []
    outcome = read_pages(store, processes=2, ocr=None, progress=lambda *what: told.append(what))
    pages = case_file(store).pages
    assert [page.running for page in pages] == list(range(1, 48))
    assert all(f"number {page.number}." in page.text for page in pages)
    assert (outcome.pages, outcome.read, outcome.by_ocr, outcome.waiting, outcome.notes) == (47, 47, 0, 0, ())
    assert told[0] == (Stage.TEXT, 1, 47)
    assert told[-1] == (Stage.TEXT, 47, 47)


def test_what_was_read_is_not_read_again_and_a_stopped_run_goes_on(tmp_path: Path) -> None:
    store = store_with(tmp_path, (typed(20), 20))

    class Stopped(Exception):
        pass

    def stop(_stage: Stage, done: int, _total: int) -> None:
        if done >= 8:
            raise Stopped

    with pytest.raises(Stopped):
        read_pages(store, ocr=None, progress=stop)
    assert len(store.pages(FIRST)) == 8
    assert read_pages(store, ocr=None).read == 12
    assert [page.number for page in store.pages(FIRST)] == list(range(1, 21))
    assert read_pages(store, ocr=None).read == 0


def test_text_files_are_marked_as_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "in_processes", inline)
    store = store_with(tmp_path, (typed(1), 1), kind=FileKind.TEXT)
    read_pages(store, ocr=None)
    assert store.pages(FIRST)[0].texts[0].source is TextSource.WRITTEN


def test_without_ocr_pictures_wait_and_the_user_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "in_processes", inline)
    store = store_with(tmp_path, (picture_pdf([picture_of(dpi=72)] * 2, dpi=72), 2))
    assert read_pages(store, ocr=None).notes == ("2 pages need OCR. It was not asked for.",)
    outcome = read_pages(store, ocr=Ocr(command="no-such-command"))
    assert outcome.waiting == 2
    assert "no-such-command is not found" in outcome.notes[0]
    assert "apt-get install tesseract-ocr" in outcome.notes[0]
    assert grades(store) == [Legibility.NEEDS_OCR] * 2


def test_a_missing_copy_is_told(tmp_path: Path) -> None:
    store = store_with(tmp_path, (typed(1), 1))
    store.copy(FIRST).unlink()
    with pytest.raises(NotFound, match=r"copy\.pdf"):
        read_pages(store, ocr=None)


def test_where_a_process_is_lost_only_the_page_at_fault_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def losing(jobs: Iterator[Any], do: Any, **_: object) -> Iterator[tuple[Any, Any]]:
        for job in jobs:
            yield job, Lost.DIED if 3 in job.numbers else do(job)

    monkeypatch.setattr(reading, "in_processes", losing)
    store = store_with(tmp_path, (typed(5), 5), (typed(1), 1))
    read_pages(store, ocr=None)
    assert [bool(page.text) for page in store.pages(FIRST)] == [True, True, False, True, True]
    assert grades(store)[2] is Legibility.ILLEGIBLE
    assert store.pages(SECOND)[0].text


def test_a_page_that_is_lost_alone_is_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "in_processes", lambda jobs, *_, **__: ((job, Lost.DIED) for job in jobs))
    store = store_with(tmp_path, (typed(1), 1))
    read_pages(store, ocr=None)
    assert grades(store) == [Legibility.ILLEGIBLE]


@pytest.mark.ocr
@pytest.mark.usefixtures("_tesseract")
def test_pictures_are_read_upright_and_level_whatever_way_they_lie(tmp_path: Path) -> None:
    lying = [tilted(picture_of(), 3), quarter_turned(picture_of(), 180), quarter_turned(picture_of(), 90)]
    store = store_with(tmp_path, (picture_pdf(lying), 3))
    outcome = read_pages(store, processes=2)
    pages = store.pages(FIRST)
    assert (outcome.by_ocr, outcome.waiting) == (3, 0)
    assert all(page.text.split() == NOTE.split() for page in pages)
    assert [page.turned for page in pages] == [0, 180, 270]
    assert pages[0].skew == pytest.approx(-3, abs=0.3)
    assert grades(store) == [Legibility.READABLE] * 3
    for page in pages:
        assert (page.width, page.height) == pytest.approx((612, 792), abs=1)
        first = page.texts[-1].lines[0]
        assert page.text[first.start : first.end] == "PROGRESS REPORT"
        # The heading stands an inch from the left and from the top; on the tilted page it slid with the tilt.
        assert (first.box.left, first.box.top) == pytest.approx((72, 72), abs=4 if page.skew == 0 else 25)


@pytest.mark.ocr
@pytest.mark.usefixtures("_tesseract")
def test_a_scrawl_is_not_readable_and_an_empty_scan_is_blank(tmp_path: Path) -> None:
    store = store_with(tmp_path, (picture_pdf([scrawled(), Image.new("L", (1700, 2200), 254)], dpi=200), 2))
    read_pages(store, processes=1)
    assert grades(store) == [Legibility.ILLEGIBLE, Legibility.BLANK]


@pytest.mark.ocr
@pytest.mark.usefixtures("_tesseract")
def test_a_page_that_is_done_again_keeps_its_older_text(tmp_path: Path) -> None:
    store = store_with(tmp_path, (typed(2), 2))
    read_pages(store)
    again = redo(store, 2)
    assert [text.source for text in again.texts] == [TextSource.LAYER, TextSource.TESSERACT]
    assert "page number 2" in again.text
    assert store.pages(FIRST)[1] == again
    assert len(store.pages(FIRST)[0].texts) == 1


@pytest.mark.ocr
@pytest.mark.usefixtures("_tesseract")
def test_a_page_that_is_not_there_cannot_be_done_again(tmp_path: Path) -> None:
    store = store_with(tmp_path, (typed(1), 1))
    for running in (0, 1, 2):
        with pytest.raises(NotFound):
            redo(store, running)


@pytest.mark.ocr
@pytest.mark.usefixtures("_tesseract")
def test_a_language_that_ocr_does_not_know_is_refused_before_any_page(tmp_path: Path) -> None:
    store = store_with(tmp_path, (typed(1), 1))
    with pytest.raises(Unavailable) as caught:
        read_pages(store, ocr=Ocr(language="tlh"))
    assert "tlh" in caught.value.explain()
    assert store.pages(FIRST) == ()


def test_without_ocr_no_page_can_be_done_again(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        redo(store_with(tmp_path, (typed(1), 1)), 1, ocr=Ocr(command="no-such-command"))


def waiting_store(folder: Path, count: int, monkeypatch: pytest.MonkeyPatch) -> FolderStore:
    monkeypatch.setattr(reading, "in_processes", inline)
    monkeypatch.setattr(reading, "_has", lambda _: True)
    return store_with(folder, (picture_pdf([picture_of(dpi=72)] * count, dpi=72), count))


def sees(monkeypatch: pytest.MonkeyPatch, *sights: Sight | None) -> None:
    """Let the reader see these one after the other, the last one from then on."""
    left = list(sights)
    monkeypatch.setattr(ocr_module, "read_with_tesseract", lambda *_: left.pop(0) if len(left) > 1 else left[0])


def test_the_way_up_that_reads_better_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = waiting_store(tmp_path, 1, monkeypatch)
    sees(monkeypatch, Sight("zx qv", (), 0.2), Sight(NOTE, (), 0.9))
    read_pages(store)
    assert store.pages(FIRST)[0].turned == 180


def test_a_page_that_reads_as_words_is_not_read_on_its_head_however_unsure_the_reader_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = waiting_store(tmp_path, 1, monkeypatch)
    sees(monkeypatch, Sight(NOTE, (), 0.4), Sight(NOTE, (), 0.9))
    read_pages(store)
    (page,) = store.pages(FIRST)
    assert (page.turned, page.texts[-1].confidence) == (0, 0.4)


def given_to_the_reader(folder: Path, monkeypatch: pytest.MonkeyPatch, picture: Image.Image, dpi: int) -> Image.Image:
    """The picture that OCR is given of a scan of so many dots an inch."""
    given: list[Image.Image] = []

    def note(shown: Image.Image, *_: object) -> Sight:
        given.append(shown)
        return Sight(NOTE, (), 0.9)

    monkeypatch.setattr(reading, "in_processes", inline)
    monkeypatch.setattr(reading, "_has", lambda _: True)
    monkeypatch.setattr(ocr_module, "read_with_tesseract", note)
    read_pages(store_with(folder, (picture_pdf([picture], dpi=dpi), 1)))
    (shown,) = given
    return shown


@pytest.mark.parametrize(
    ("dpi", "read_at"), [(100, 300), (150, 300), (179, 300), (180, 180), (200, 200), (300, 300), (400, 300)]
)
@pytest.mark.parametrize("is_fax", [True, False])
def test_a_fine_scan_is_read_as_it_is_and_a_coarse_one_drawn_larger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dpi: int, read_at: int, *, is_fax: bool
) -> None:
    picture = picture_of(dpi=dpi)
    specked = faxed(picture, dpi) if is_fax else picture.point([60 + grey * 195 // 255 for grey in range(256)])
    shown = given_to_the_reader(tmp_path, monkeypatch, specked, dpi)
    assert shown.size == pytest.approx((8.5 * read_at, 11 * read_at), abs=2)


@pytest.mark.parametrize(("degrees", "is_turned"), [(0.6, False), (2.0, True)])
def test_a_tilt_is_told_and_mended_only_where_the_reader_would_not_follow_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, degrees: float, *, is_turned: bool
) -> None:
    shown = given_to_the_reader(tmp_path, monkeypatch, tilted(picture_of(dpi=200), degrees), 200)
    assert abs(lie_of(shown).skew) == pytest.approx(0 if is_turned else degrees, abs=0.25)
    (page,) = FolderStore(tmp_path).pages(FIRST)
    assert page.skew == pytest.approx(-degrees, abs=0.25)


@pytest.mark.parametrize("is_fax", [True, False])
def test_only_a_picture_in_black_and_white_is_cleaned_of_specks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_fax: bool
) -> None:
    """Writing by hand that was scanned in greys loses its thin strokes where it is cleaned."""
    specked = faxed(picture_of(dpi=200), 200)
    picture = specked if is_fax else specked.point([90 + grey * 165 // 255 for grey in range(256)])
    monkeypatch.setattr(reading, "in_processes", inline)
    monkeypatch.setattr(reading, "_has", lambda _: True)
    store = store_with(tmp_path, (picture_pdf([picture], dpi=200), 1))
    sees(monkeypatch, Sight(NOTE, (), 0.9))
    cleaned: list[Image.Image] = []

    def clean(own: Image.Image) -> Image.Image:
        cleaned.append(own)
        return own

    monkeypatch.setattr("openimr.casefile.pages.work.cleaned", clean)
    read_pages(store)
    assert len(cleaned) == int(is_fax)


def test_pictures_are_given_to_processes_page_by_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = waiting_store(tmp_path, 3, monkeypatch)
    sees(monkeypatch, Sight(NOTE, (), 0.9))
    given: list[int] = []

    def noting(jobs: Iterator[Any], do: Any, **_: object) -> Iterator[tuple[Any, Any]]:
        for job in jobs:
            given.extend([len(job.pages)] if isinstance(job, PictureJob) else [])
            yield job, do(job)

    monkeypatch.setattr(reading, "in_processes", noting)
    read_pages(store, processes=2)
    assert given == [1, 1, 1]


def test_the_second_reader_is_asked_where_the_first_is_unsure_and_both_texts_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr_module, "has_rapidocr", lambda: True)
    monkeypatch.setattr(ocr_module, "read_with_rapidocr", lambda _: Sight(NOTE, (), 0.9))
    store = waiting_store(tmp_path, 1, monkeypatch)
    sees(monkeypatch, Sight(NOTE[:300], (), 0.6))
    read_pages(store)
    (page,) = store.pages(FIRST)
    assert [text.source for text in page.texts] == [TextSource.TESSERACT, TextSource.RAPIDOCR]
    again = redo(store, 1, ocr=Ocr(second=SecondReader.NEVER))
    assert [text.source for text in again.texts] == [TextSource.TESSERACT, TextSource.RAPIDOCR, TextSource.TESSERACT]


def test_a_page_that_ocr_cannot_read_is_illegible_and_not_tried_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = waiting_store(tmp_path, 1, monkeypatch)
    sees(monkeypatch, None)
    read_pages(store)
    assert grades(store) == [Legibility.ILLEGIBLE]
    assert read_pages(store).by_ocr == 0


@pytest.mark.parametrize(("how", "said"), [(Lost.HUNG, "too long"), (Lost.DIED, "broken")])
def test_a_page_on_which_ocr_is_lost_is_illegible_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: Lost, said: str
) -> None:
    store = waiting_store(tmp_path, 3, monkeypatch)
    sees(monkeypatch, Sight(NOTE, (), 0.9))

    def losing(jobs: Iterator[Any], do: Any, **_: object) -> Iterator[tuple[Any, Any]]:
        for job in jobs:
            is_lost = isinstance(job, PictureJob) and any(page.number == 2 for page in job.pages)
            yield job, how if is_lost else do(job)

    monkeypatch.setattr(reading, "in_processes", losing)
    read_pages(store)
    assert [bool(page.text) for page in store.pages(FIRST)] == [True, False, True]
    assert grades(store)[1] is Legibility.ILLEGIBLE
    lost = store.pages(FIRST)[1].grade
    assert lost is not None
    assert said in lost.reasons[0]


def test_a_page_still_waiting_beside_ocr_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = waiting_store(tmp_path, 1, monkeypatch)
    monkeypatch.setattr(reading, "_read_all_pictures", lambda *_: 0)
    assert read_pages(store).notes == ("1 page needs OCR.",)


def test_older_boxes_turn_with_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(typed_pdf((NOTE,)))
    sees(monkeypatch, Sight("zx qv", (), 0.2), Sight(NOTE, (), 0.9))
    (page,) = read_layer_page(path)
    (again,) = read_pictures(PictureJob(str(path), (page,), Ocr()))
    assert again.turned == 180
    old, new = page.texts[0].lines[0].box, again.texts[0].lines[0].box
    assert (new.left, new.bottom) == pytest.approx((612 - old.right, 792 - old.top))
    assert again.texts[0].text == page.text


def test_a_picture_with_too_many_dots_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from openimr.casefile.pages.cutoffs import cutoffs  # noqa: PLC0415 - beside its only use

    store = waiting_store(tmp_path, 1, monkeypatch)
    read_pages(store, ocr=None)
    few = cutoffs()._replace(most_picture_pixels=cutoffs().least_characters)
    monkeypatch.setattr("openimr.casefile.pages.work.cutoffs", lambda: few)
    (page,) = read_pictures(PictureJob(str(store.copy(FIRST)), store.pages(FIRST), Ocr()))
    assert page.grade is not None
    assert page.grade.legibility is Legibility.ILLEGIBLE


def test_a_picture_whose_file_is_gone_is_broken(tmp_path: Path) -> None:
    before = Page(file=FIRST, number=1, running=1, width=612, height=792)
    text = PageText(source=TextSource.LAYER, text="kept", lines=(Line(0, 4, Box(0, 0, 1, 1)),))
    waiting = Page(file=FIRST, number=1, running=1, width=612, height=792, texts=(text,))
    (tmp_path / "x.pdf").write_bytes(b"%PDF-nothing")
    for page in (before, waiting):
        (after,) = read_pictures(PictureJob(str(tmp_path / "x.pdf"), (page,), Ocr()))
        assert after.texts == page.texts
        assert after.grade is not None
        assert after.grade.legibility is Legibility.ILLEGIBLE


def read_layer_page(path: Path) -> tuple[Page, ...]:
    from openimr.casefile.pages.work import LayerJob, LayerReader  # noqa: PLC0415 - beside its only use

    pages = LayerReader()(LayerJob(str(path), FIRST, 1, (1,), TextSource.LAYER))
    return tuple(msgspec.msgpack.decode(page, type=Page) for page in pages)
