"""A field that goes on below in its column is read behind its own beginning, and pinned on its own words."""

from __future__ import annotations

from openimr.casefile.findings import find
from openimr.casefile.findings.columns import rows
from openimr.casefile.model import Box, Document, DocumentKind, Finding, FindingKind, Line, Page, PageText, TextSource


def a_form(*lines: tuple[tuple[float, str], ...]) -> Page:
    """A page of lines, each of cells with their left edge."""
    text, boxes = "", []
    for number, cells in enumerate(lines):
        text += "\n" if number else ""
        for place, (left, words) in enumerate(cells):
            text += "  " if place else ""
            top = 72.0 + 12 * number
            boxes.append(Line(len(text), len(text) + len(words), Box(left, top, left + 5 * len(words), top + 10)))
            text += words
    texts = (PageText(source=TextSource.LAYER, text=text, lines=tuple(boxes)),)
    return Page(file="f", number=1, running=1, width=612, height=792, texts=texts)


def diagnoses(page: Page) -> list[Finding]:
    document = Document(number=1, first=1, last=1, kind=DocumentKind.OPERATIVE_REPORT, confidence=1.0)
    return [one for one in find([page], [document]) if one.kind is FindingKind.DIAGNOSIS]


def told(page: Page) -> list[str]:
    return [row.text for row in rows(page)]


def test_what_goes_on_below_the_left_field_is_no_part_of_the_right_one() -> None:
    page = a_form(
        ((72, "Procedure: injection, left"), (320, "Diagnosis: left elbow strain")),
        ((72, "elbow"),),
        ((72, "Anaesthesia: local"),),
    )
    assert told(page) == [
        "Procedure: injection, left", "elbow", "Diagnosis: left elbow strain", "Anaesthesia: local",
    ]  # fmt: skip
    [one] = diagnoses(page)
    assert (one.name, one.pin.quote) == ("left elbow strain", "left elbow strain")


def test_two_fields_that_go_on_below_are_each_whole() -> None:
    page = a_form(
        ((72, "Procedure: injection, right"), (320, "Diagnosis: right shoulder adhesive")),
        ((72, "shoulder"), (320, "capsulitis")),
    )
    [one] = diagnoses(page)
    assert one.name == "right shoulder adhesive capsulitis"
    assert one.pin.quote == "right shoulder adhesive"


def test_a_value_that_goes_on_below_itself_and_not_below_its_label_is_whole() -> None:
    page = a_form(
        ((72, "Primary diagnosis: lumbar disc"), (320, "Date of the decision: 01/02/2014")),
        ((160, "displacement"),),
    )
    assert told(page)[:2] == ["Primary diagnosis: lumbar disc", "displacement"]


def test_sentences_below_two_fields_stay_where_they_are() -> None:
    fields = ((72, "Procedure: injection"), (320, "Diagnosis: lumbar strain"))
    for below in (
        "after that he walked to the next room and back without any help at all",
        "Then he rested.",
        "To: us",
    ):
        assert told(a_form(fields, ((72.0, below),)))[-1] == below
    far = a_form(fields, ((72, " "),), ((72, " "),), ((72, "elbow"),))
    assert told(far)[-1] == "elbow"


def test_lines_of_one_column_and_pages_without_places_are_read_as_they_stand() -> None:
    assert told(a_form(((72, "Procedure: injection"),), ((72, "elbow"),))) == ["Procedure: injection", "elbow"]
    bare = Page(
        file="f", number=1, running=1, width=612, height=792,
        texts=(PageText(source=TextSource.LAYER, text="Part: one  Side: two\nthree"),),
    )  # fmt: skip
    assert told(bare) == ["Part: one", "Side: two", "three"]
