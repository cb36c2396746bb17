"""Messages say what, where, why and what to do; logs hold no value."""

from __future__ import annotations

import inspect

import pytest

from openimr import errors
from openimr.errors import Fault, MalformedData, NotFound, OpenIMRError, UnreadableFile, UnusableInput


def test_explain_says_place_fault_reason_and_remedy_in_this_order() -> None:
    error = UnreadableFile("It is encrypted.", where="a.pdf", why="It asks for a password.", remedy="Save it without.")
    assert error.explain() == "a.pdf: It is encrypted. It asks for a password. Save it without."


def test_explain_leaves_out_what_is_not_known() -> None:
    assert NotFound("There is no check D999.").explain() == "There is no check D999."


def test_str_holds_no_value_because_logs_are_read_by_others() -> None:
    error = UnusableInput("The injury of 1 January 1960 is too early.", where="line 3")
    assert str(error) == "unusable-input in line 3"
    assert str(UnusableInput("Injured 1960.")) == "unusable-input"


def test_all_faults_of_an_input_are_told_together() -> None:
    faults = [Fault("dates.injury", "“soon” is no day.", "Write 2014-07-10."), Fault("", "Two treatments are alike.")]
    error = MalformedData(faults, where="case.json")
    assert error.explain() == (
        "case.json: 2 things in it cannot be used.\n"
        "  dates.injury: “soon” is no day. Write 2014-07-10.\n"
        "  Two treatments are alike."
    )
    assert str(error) == "malformed-data in case.json (dates.injury)"


def test_one_fault_is_told_in_the_singular() -> None:
    error = MalformedData([Fault("", "It is empty.")])
    assert error.explain().startswith("1 thing in it cannot be used.")
    assert str(error) == "malformed-data"


def _tree(cls: type[OpenIMRError]) -> set[str]:
    return {cls.__name__}.union(
        *(_tree(child) for child in cls.__subclasses__() if child.__module__ == errors.__name__)
    )


def test_the_tree_in_the_docstring_is_the_tree_of_the_code() -> None:
    names = _tree(OpenIMRError)
    assert all(name in (errors.__doc__ or "") for name in names)
    assert names | {"Fault"} == set(errors.__all__)


@pytest.mark.parametrize("name", sorted(set(errors.__all__) - {"Fault"}))
def test_each_error_has_a_docstring_and_a_code_of_its_own(name: str) -> None:
    cls = getattr(errors, name)
    assert inspect.getdoc(cls)
    assert cls.code
    assert sum(getattr(errors, other).code == cls.code for other in errors.__all__ if other != "Fault") == 1
