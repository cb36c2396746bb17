from __future__ import annotations

import msgspec
import pytest

from openimr.determinations.own_json import is_another_thing, read_json
from openimr.errors import MalformedData
from unit.determinations.writing.letters import a_full_letter

JSON = msgspec.json.encode(a_full_letter()).decode()


def faults(text: str) -> dict[str, str]:
    with pytest.raises(MalformedData) as refused:
        read_json(text, name="letter.json")
    return {fault.where: fault.what for fault in refused.value.faults}


def test_the_json_of_a_determination_is_read() -> None:
    assert read_json(JSON, name="letter.json") == a_full_letter()


def test_every_fault_is_named_with_its_field() -> None:
    found = faults(
        '{"layout": "L9", "bogus": 1, "dates": {"injury": "2012-99-01"}, "issuer": {"nom": "x"},'
        ' "disputed_treatments": [{"heading": 3, "outcome": "won"}, {"heading": "x", "outcome": null}, {}]}'
    )
    assert found == {
        "layout": "Invalid enum value 'L9'.",
        "bogus": "There is no such field.",
        "dates.injury": "Invalid RFC3339 encoded date.",
        "issuer.name": "It is missing.",
        "issuer.nom": "There is no such field.",
        "disputed_treatments[0].heading": "Expected `str`, got `int`.",
        "disputed_treatments[0].outcome": "Invalid enum value 'won'.",
        "disputed_treatments[2].heading": "It is missing.",
    }


def test_a_value_of_another_kind_than_an_object_or_a_list_is_a_fault() -> None:
    assert set(faults('{"layout": "L4a", "dates": 3, "documents_reviewed": {}}')) == {"dates", "documents_reviewed"}
    assert list(faults("[]")) == ["the whole"]


def test_broken_json_is_one_fault() -> None:
    assert list(faults('{"layout": ')) == ["the whole"]


@pytest.mark.parametrize(
    ("text", "is_another"),
    [('{"seed": 1}', True), ("[]", True), ("7", True), ("{}", True), ('{"layout": "L9"}', False), ('{"se', False),
     (JSON, False)],
)  # fmt: skip
def test_json_without_any_field_of_a_determination_is_another_thing(text: str, is_another: bool) -> None:
    assert is_another_thing(text) is is_another
