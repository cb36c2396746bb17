"""A case folder becomes one value, and what it lacks is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest

from openimr.cases.files import CASE_FILE
from openimr.errors import MalformedData, NotFound, UnreadableFile
from openimr.reviews import folder as folders
from openimr.reviews.folder import (
    EVENTS_FILE,
    events_schema,
    read_events,
    text_at,
    whole_case,
    write_events,
)
from unit.reviews.scenes import folder, whole


def test_a_whole_folder_is_read_with_all_its_parts() -> None:
    case = whole()
    assert case.number == case.filing.application.number
    assert case.case_file is not None
    assert case.search_index is not None
    assert case.registry is not None
    assert case.events[0].kind == "received"
    assert case.last_on > case.filing.application.received_on
    assert case.ur_pages


def test_a_folder_with_a_case_alone_has_nothing_else(tmp_path: Path) -> None:
    shutil.copy(folder("001") / CASE_FILE, tmp_path)
    case = whole_case(tmp_path)
    assert (case.events, case.registry, case.case_file, case.search_index) == ((), None, None, None)
    assert case.last_on == case.filing.application.received_on
    assert case.ur_pages == frozenset()


def test_a_folder_without_a_case_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="case"):
        whole_case(tmp_path)
    with pytest.raises(NotFound) as raised:
        whole_case(tmp_path / "nowhere")
    assert "no such folder" in raised.value.explain()


def test_the_registry_may_be_json(tmp_path: Path) -> None:
    shutil.copy(folder("001") / CASE_FILE, tmp_path)
    (tmp_path / "reviewers.json").write_text('{"reviewers": []}')
    registry = whole_case(tmp_path).registry
    assert registry is not None
    assert registry.reviewers == ()


def test_events_read_back_as_they_were_written() -> None:
    events = whole().events
    assert read_events(write_events(events), where="events.yaml") == events
    assert read_events("events: []", where="events.yaml") == ()


def test_a_day_that_comes_twice_is_written_twice() -> None:
    first = whole().events[0]
    events = (first, msgspec.structs.replace(first, who="somebody-else"))
    assert read_events(write_events(events), where="events.yaml") == events
    assert "&id" not in write_events(events)


def test_a_fault_in_the_events_is_told_with_its_line(tmp_path: Path) -> None:
    shutil.copy(folder("001") / CASE_FILE, tmp_path)
    (tmp_path / EVENTS_FILE).write_text("events:\n- by: employee\n  who: e\n  at: yesterday\n  what: {type: screend}\n")
    with pytest.raises(MalformedData) as raised:
        whole_case(tmp_path)
    told = raised.value.explain()
    assert "line 4" in told
    assert "such as 2026-04-01T09:30:00-07:00" in told
    assert "Did you mean screened?" in told


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", None])
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "case.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnreadableFile):
        text_at(path)


def test_a_file_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "LARGEST_BYTES", 3)
    (tmp_path / "a").write_text("abcd")
    with pytest.raises(UnreadableFile) as raised:
        text_at(tmp_path / "a")
    assert "too large" in raised.value.explain()


def test_the_schema_of_events_names_every_kind() -> None:
    told = str(events_schema())
    assert "determination_issued" in told
    assert events_schema()["title"] == "Events of a case"
