from __future__ import annotations

import zlib
from random import Random

import pypdfium2
import pytest

from openimr.samples.casefiles.drafts import Look
from openimr.samples.casefiles.followed import followed_story
from openimr.samples.casefiles.forms import decision_draft
from openimr.samples.casefiles.framing import framed
from openimr.samples.casefiles.looks import LEGIBILITY, Picture, picture
from openimr.samples.casefiles.setting import set_papers

PICTURES = [look for look in Look if look is not Look.TYPED]


@pytest.fixture(scope="module")
def page() -> pypdfium2.PdfDocument:
    story = followed_story("000", 1)
    (made,) = set_papers([framed(story, decision_draft(story), Random(1))])
    return pypdfium2.PdfDocument(made.pdf)


def _picture(page: pypdfium2.PdfDocument, look: Look, seed: int = 1, header: str = "") -> Picture:
    return picture(page, 0, look=look, rng=Random(seed), header=header)


@pytest.mark.parametrize("look", PICTURES)
def test_the_same_seed_gives_the_same_picture(page: pypdfium2.PdfDocument, look: Look) -> None:
    assert _picture(page, look) == _picture(page, look)
    assert _picture(page, look).stream != _picture(page, look, seed=2).stream


@pytest.mark.parametrize("look", PICTURES)
def test_a_picture_is_of_a_whole_page(page: pypdfium2.PdfDocument, look: Look) -> None:
    made = _picture(page, look)
    width, height = (made.height, made.width) if made.turned in {90, 270} else (made.width, made.height)
    assert (round(width / made.dpi, 1), round(height / made.dpi, 1)) == (8.5, 11.0)


def test_some_scans_are_turned_and_say_so(page: pypdfium2.PdfDocument) -> None:
    turned = {_picture(page, Look.SCAN, seed).turned for seed in (18, 19, 20)}
    assert 0 in turned
    assert turned & {90, 180, 270}


def test_a_fax_is_black_and_white_and_bears_its_line_at_the_top(page: pypdfium2.PdfDocument) -> None:
    plain, headed = _picture(page, Look.FAX), _picture(page, Look.FAX, header="07/30/2013 10:41  P.002")
    assert plain.is_black_and_white
    assert len(zlib.decompress(plain.stream)) == (plain.width + 7) // 8 * plain.height
    assert headed.header
    row = (headed.width + 7) // 8
    tops = [zlib.decompress(it.stream)[: row * headed.dpi // 3] for it in (plain, headed)]
    # A bit is 1 where the paper is white, so a printed line takes ones away.
    assert tops[1].hex().count("0") > tops[0].hex().count("0")


def test_every_look_says_how_well_it_can_be_read() -> None:
    assert set(LEGIBILITY) == set(Look)
