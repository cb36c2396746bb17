"""Whatever a layout can say reads back to the same values from text, HTML and PDF; all else is refused by name."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openimr.determinations.model import Determination, Layout
from openimr.determinations.opening import Original, open_bytes
from openimr.determinations.reading import read_text
from openimr.determinations.writing import LAYOUTS, Form, PrintSize, losses, write
from openimr.errors import MalformedData
from strategies import determinations

SIZES = (PrintSize.STANDARD, PrintSize.LARGE)


def again(determination: Determination, form: Form, print_size: PrintSize) -> Determination:
    """What a reader takes from the letter."""
    written = write(determination, to=form, print_size=print_size)
    data = written if isinstance(written, bytes) else written.encode()
    (original,) = open_bytes(data, name=f"letter.{form}")
    assert isinstance(original, Original)
    return read_text(original.text, page_starts=original.page_starts)


@pytest.mark.parametrize("form", [Form.TXT, Form.HTML, Form.PDF])
@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=25)
@given(data=st.data())
def test_what_was_written_reads_back(data: st.DataObject, layout: Layout, form: Form) -> None:
    determination = data.draw(determinations(layout))
    size = data.draw(st.sampled_from(SIZES))
    assert losses(determination) == ()
    assert again(determination, form, size) == determination


ODD = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@settings(max_examples=60)
@given(data=st.data(), words=ODD)
def test_odd_words_are_said_or_refused_but_never_changed(data: st.DataObject, words: str) -> None:
    determination = data.draw(determinations(data.draw(st.sampled_from(LAYOUTS))))
    (first, *rest) = determination.disputed_treatments
    odd = msgspec.structs.replace(
        determination,
        claim_number=data.draw(st.sampled_from((determination.claim_number, words))),
        clinical_case_summary=data.draw(st.sampled_from((determination.clinical_case_summary, words))),
        disputed_treatments=(msgspec.structs.replace(first, heading=words), *rest),
    )
    if losses(odd):
        with pytest.raises(MalformedData):
            write(odd, to=Form.TXT)
        return
    written = write(odd, to=Form.TXT)
    assert isinstance(written, str)
    assert read_text(written) == odd
