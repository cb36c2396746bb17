from __future__ import annotations

import pytest
from PIL import Image

from openimr.casefile.pages.picture import is_black_and_white, measured, threshold
from openimr.casefile.pages.upright import cleaned, lie_of, mended, quarter_turned
from unit.casefile.pages.scans import blurred, faxed, noisy, picture_of, tilted

PAGE = picture_of(dpi=150)


@pytest.mark.parametrize("degrees", [-6.0, -2.3, -0.5, 0.0, 1.0, 3.5, 7.0])
def test_the_tilt_of_a_scan_is_measured_to_a_quarter_of_a_degree(degrees: float) -> None:
    lie = lie_of(tilted(PAGE, degrees))
    assert not lie.is_sideways
    assert lie.skew == pytest.approx(-degrees, abs=0.25)


@pytest.mark.parametrize("degrees", [90, 270])
def test_a_page_on_its_side_is_seen_with_its_tilt(degrees: int) -> None:
    lie = lie_of(quarter_turned(tilted(PAGE, 2), degrees))
    assert lie.is_sideways
    assert lie.skew == pytest.approx(-2, abs=0.25)


def test_an_empty_page_lies_upright() -> None:
    lie = lie_of(Image.new("L", (850, 1100), 255))
    assert (lie.is_sideways, lie.skew) == (False, 0)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_four_quarters_are_a_whole_turn(degrees: int) -> None:
    there = quarter_turned(PAGE, degrees)
    assert quarter_turned(there, (360 - degrees) % 360).tobytes() == PAGE.tobytes()


def test_a_mended_page_is_level_and_keeps_its_size() -> None:
    askew = tilted(PAGE, 3)
    level = mended(askew, lie_of(askew).skew)
    assert level.size == PAGE.size
    assert abs(lie_of(level).skew) <= 0.25
    assert mended(PAGE, 0.1) is PAGE


def test_a_good_scan_is_sharp_and_stands_out() -> None:
    measures = measured(picture_of(), 300)
    assert measures.contrast > 0.7
    assert measures.sharpness > 0.5
    assert measures.noise < 0.05
    assert measures.border == 0
    assert 0.005 < measures.ink < 0.1
    assert measures.dpi == 300


def test_blur_specks_paleness_and_black_margins_are_measured() -> None:
    assert measured(blurred(PAGE, 3)).sharpness < 0.2
    assert measured(noisy(PAGE, 0.03)).noise > 0.1
    assert measured(PAGE.point([170 + grey // 3 for grey in range(256)])).contrast < 0.35
    black = PAGE.copy()
    black.paste(0, (0, 0, 40, black.height))
    assert measured(black).border > 0.2


def test_specks_are_taken_off() -> None:
    fax = faxed(picture_of(), 200)
    assert measured(cleaned(fax)).noise < measured(fax).noise / 2


def test_lone_specks_go_and_thin_strokes_stay() -> None:
    fax = Image.new("L", (200, 100), 255)
    fax.paste(0, (20, 20, 22, 22))  # a speck of two dots a side
    fax.paste(0, (60, 50, 160, 51))  # a stroke of one dot
    clean = cleaned(fax)
    greys = clean.tobytes()
    assert clean.size == fax.size
    assert greys[21 * 200 + 21] == 255
    assert greys[50 * 200 + 110] < 160


def test_a_fax_is_told_from_a_scan_in_greys() -> None:
    assert is_black_and_white(faxed(PAGE, 150))
    assert not is_black_and_white(blurred(PAGE, 1))
    assert not is_black_and_white(Image.new("L", (50, 50), 255))


def test_on_paper_of_one_grey_nothing_is_ink() -> None:
    paper = Image.new("L", (300, 400), 200)
    assert threshold(paper) == 0
    assert measured(paper)[:5] == (0, 0, 0, 0, 0)


@pytest.mark.parametrize("size", [(1, 1), (2, 1), (1, 3), (5, 5)])
def test_a_picture_of_a_few_dots_is_measured_too(size: tuple[int, int]) -> None:
    picture = Image.new("L", size, 255)
    picture.putpixel((0, 0), 0)
    assert measured(picture).ink <= 1
    assert lie_of(picture).skew == pytest.approx(0, abs=9)
