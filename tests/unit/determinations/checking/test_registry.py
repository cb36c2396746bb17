from __future__ import annotations

import re
from pathlib import Path

import pytest

from openimr.determinations import checking
from openimr.determinations.checking import CHECKS, Severity, check, chosen, explain, page
from openimr.errors import NotFound, UnusableArguments
from unit.determinations.checking.factories import a_determination

FOLDER = Path(checking.__file__).parent


def test_every_file_of_a_check_is_listed_once_in_the_order_of_the_codes() -> None:
    codes = [check.code for check in CHECKS]
    files = sorted(FOLDER.glob("d[0-9]*_*.py"))
    assert codes == [path.name[:4].upper() for path in files]
    assert [check.name.replace("-", "_") for check in CHECKS] == [path.stem[5:] for path in files]


@pytest.mark.parametrize("one", CHECKS, ids=lambda one: one.code)
def test_every_check_says_what_why_and_how_to_mend_with_its_sources(one: checking.Check) -> None:
    assert re.fullmatch(r"D[1-5]\d\d", one.code)
    assert one.what.endswith(".")
    assert one.why.endswith(".")
    assert one.mend.endswith(".")
    assert one.sources


def test_no_check_finds_anything_in_a_flawless_determination() -> None:
    assert check(a_determination()) == ()


@pytest.mark.parametrize(
    ("select", "ignore", "codes"),
    [
        (("D302",), (), ["D302"]),
        (("documents-not-listed", "d401"), (), ["D302", "D401"]),
        (("D3",), ("D302", "D303", "D304", "D305", "D306"), ["D301", "D307", "D308"]),
    ],
)
def test_checks_are_chosen_by_codes_beginnings_and_names(
    select: tuple[str, ...], ignore: tuple[str, ...], codes: list[str]
) -> None:
    assert [one.code for one in chosen(select=select, ignore=ignore)] == codes


def test_without_a_choice_all_checks_are_chosen() -> None:
    assert chosen() == CHECKS
    assert chosen(select=(" ",)) == CHECKS


def test_all_words_that_name_no_check_are_told_together() -> None:
    with pytest.raises(UnusableArguments, match="unusable-arguments") as caught:
        chosen(select=("D999", "D302"), ignore=("nonsense",))
    assert "D999, nonsense" in caught.value.explain()


def test_a_choice_is_obeyed() -> None:
    determination = a_determination(documents_reviewed=())
    assert [one.code for one in check(determination)] == ["D302"]
    assert check(determination, select=("D1",)) == ()
    assert check(determination, ignore=("D302",)) == ()
    assert check(determination, select=("D302",))[0].severity is Severity.WARNING


@pytest.mark.parametrize("word", ["D302", "d302", " documents-not-listed "])
def test_a_check_is_explained_by_code_or_name(word: str) -> None:
    text = explain(word)
    assert text.startswith("D302 documents-not-listed (warning)\n")
    assert "Why it matters:" in text
    assert "How to mend it:" in text
    assert "(partial)" in text


def test_what_is_no_check_cannot_be_explained() -> None:
    with pytest.raises(NotFound):
        explain("D999")


def test_the_page_has_an_entry_for_each_check_below_its_group() -> None:
    text = page()
    assert re.findall(r"^### (D\d\d\d) ", text, re.MULTILINE) == [one.code for one in CHECKS]
    assert re.findall(r"^## (D\d)xx", text, re.MULTILINE) == ["D1", "D2", "D3", "D4", "D5"]
