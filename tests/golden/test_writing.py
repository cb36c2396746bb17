"""The letters as they stand: text and HTML whole, PDF as its text and its structure."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
import pytest

from openimr.determinations.model import Determination
from openimr.determinations.opening import Original, open_bytes
from openimr.determinations.writing import Form, write
from unit.determinations.writing.letters import a_full_letter, a_letter

LETTERS = {"l4a": a_letter(), "l4a-invented": a_letter(invented=True, claim_number="WC 1"), "own": a_full_letter()}


@pytest.mark.parametrize("name", LETTERS)
@pytest.mark.parametrize("form", [Form.TXT, Form.HTML])
def test_a_letter_is_written_as_it_was(golden: Callable[[str, str], None], name: str, form: Form) -> None:
    golden(f"writing/{name}.{form}", str(write(LETTERS[name], to=form)))


@pytest.mark.parametrize("name", LETTERS)
def test_a_pdf_letter_has_the_same_text_and_structure(golden: Callable[[str, str], None], name: str) -> None:
    golden(f"writing/{name}.pdf.txt", outline(LETTERS[name]))


def outline(letter: Determination) -> str:
    """The text layer of the PDF, and below it its structure elements, each indented below its parent."""
    data = write(letter, to=Form.PDF)
    assert isinstance(data, bytes)
    (original,) = open_bytes(data, name="letter.pdf")
    assert isinstance(original, Original)
    with pikepdf.open(io.BytesIO(data)) as document:
        structure = "\n".join(elements(document.Root.StructTreeRoot.K, 0))
    return f"{original.text}\n--- structure ---\n{structure}\n".replace("\f", "--- page ---\n")


def elements(element: Any, depth: int) -> Iterator[str]:
    if isinstance(element, pikepdf.Array):
        for kid in element:
            yield from elements(kid, depth)
    elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
        yield "  " * depth + str(element["/S"])
        yield from elements(element.get("/K"), depth + 1)
