from __future__ import annotations

import pytest

from openimr.determinations.reading.facts import find_facts


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        ("She said 'no record of 12 yoga sessions'.", "no record of 12 yoga sessions", "12 yoga sessions"),
        ("It says \u2018no record of prior therapy\u2019.", "no record of prior therapy", "prior therapy"),
        ("It says \u201cdiagnoses include lumbar strain\u201d today.", "lumbar strain", "lumbar strain"),
        ("It says \u201cdiagnoses include lumbar strain.\u201d", "lumbar strain", "lumbar strain"),
        ('UR wrote "the number of visits was not documented" then.', "number of visits was not documented",
         "number of visits"),
    ],
)  # fmt: skip
def test_a_closing_quotation_mark_is_no_part_of_a_fact(text: str, quote: str, name: str) -> None:
    (fact,) = find_facts(where="x", text=text)
    assert (fact.text, fact.span.quote(text), fact.name) == (quote, quote, name)


@pytest.mark.parametrize("name", ["the patients' goals", "both therapists\u2019 names"])
def test_an_apostrophe_stays(name: str) -> None:
    (fact,) = find_facts(where="x", text=f"There is no documentation of {name}.")
    assert fact.name is not None
    assert fact.name in name
    (bare,) = find_facts(where="x", text="There is no documentation of the patients' .")
    assert bare.text.endswith("patients'")


def test_words_in_quotation_marks_of_their_own_keep_both() -> None:
    facts = find_facts(where="x", text='Diagnoses are: "lumbar sprain" and "cervical strain".')
    assert [fact.text for fact in facts] == ["lumbar sprain", "cervical strain"]
