"""``openimr guideline`` answers on one screen, with status and citation, and refuses what it cannot use."""

from __future__ import annotations

import json

import pytest

from openimr.cli.main import main


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        main(["guideline", *arguments])
    out, err = capsys.readouterr()
    return int(stop.value.code or 0), out, err


def test_show_tells_numbers_status_and_whether_it_governs(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "show", "cp09-cbt", "--on", "2014-09-30")
    assert code == 0
    assert "Status: verified." in out
    assert "On 2014-09-30 it governs." in out
    assert "3 to 4 visits" in out
    assert "p. 23" in out
    assert len(out.splitlines()) <= 50


def test_show_says_where_it_does_not_govern(capsys: pytest.CaptureFixture[str]) -> None:
    told = " ".join(run(capsys, "show", "CP09-CBT", "--on", "2018-01-01")[1].split())
    assert "does not govern: it ended on 2016-07-28, by request date. In its place: chronic-pain-2017." in told
    assert "govern" not in run(capsys, "show", "CP09-CBT")[1]


def test_show_in_json_carries_status_and_succession(capsys: pytest.CaptureFixture[str]) -> None:
    shown = json.loads(run(capsys, "show", "CP16-HHC", "--on", "2016-08-01", "--format", "json")[1])
    assert shown["governs"] is True
    assert shown["may_decide"] is True
    assert shown["chain"][0] == "CP09-HHC"
    assert shown["effective"][0]["from"] == "2016-07-29"
    assert "governs" not in json.loads(run(capsys, "show", "CP16-HHC", "-f", "json")[1])
    past = json.loads(run(capsys, "show", "CP09-HHC", "--on", "2016-08-01", "-f", "json")[1])
    assert (past["governs"], past["in_place"]) == (False, ["CP16-HHC"])
    assert past["why_not"] == ["it ended on 2016-07-28, by request date"]


def test_show_takes_an_edition_too(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "show", "Chronic-Pain-2009", "--on", "2016-07-29")
    assert code == 0
    assert "On 2016-07-29 it does not govern: chronic-pain-2016 does." in out
    assert "CP09-CBT" in out
    assert "On 20" not in run(capsys, "show", "chronic-pain-2009")[1]
    shown = json.loads(run(capsys, "show", "chronic-pain-2009", "--on", "2016-07-28", "-f", "json")[1])
    assert (shown["governs"], shown["verification"]) == (True, "verified")
    assert "governs" not in json.loads(run(capsys, "show", "chronic-pain-2009", "-f", "json")[1])


def test_what_is_not_verified_is_to_be_confirmed_by_the_reviewer(capsys: pytest.CaptureFixture[str]) -> None:
    assert "to be confirmed by the reviewer" in run(capsys, "show", "CP09-MANIP")[1]
    assert "to be confirmed by the reviewer" in run(capsys, "search", "chiropractic")[1]


def test_list_gives_the_course_and_the_citation(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "list", "--service", "acupuncture", "--on", "2014-09-30")
    assert code == 0
    assert "Trial: 3 to 6 visits, 1 to 3 a week." in out
    assert "9792.24.1" in out


def test_list_takes_words_for_the_service(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "list", "-s", "12 sessions of PT", "--on", "2014-09-30")
    assert out.startswith("physical therapy on 2014-09-30")
    assert "After an operation" in out
    assert "(chiropractic)" not in out


def test_list_tells_the_stance_for_the_service_and_the_drug(capsys: pytest.CaptureFixture[str]) -> None:
    assert "osteoarthritis, not recommended" in run(capsys, "list", "-s", "acupuncture", "--on", "2014-09-30")[1]
    _, out, _ = run(capsys, "list", "-s", "Soma 350 mg", "--on", "2014-09-30")
    assert out.startswith("muscle relaxants or carisoprodol on")
    assert "(class), not recommended" in out


def test_list_shows_other_times_and_drafts_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "list", "-s", "home health care", "--on", "2030-01-01", "--all")
    assert "Does not govern on 2030-01-01." in out
    assert "AC17-MASS" not in run(capsys, "list", "-s", "massage_therapy", "--on", "2020-01-01")[1]
    assert "AC17-MASS" in run(capsys, "list", "-s", "massage_therapy", "--on", "2020-01-01", "--drafts")[1]


def test_list_of_one_operation_is_told_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "list", "-s", "wrist_brace", "--on", "2018-01-01")
    assert "OG-AAOS-CTRPT  " in out
    assert "After an operation" not in out


def test_list_in_json_says_what_governs(capsys: pytest.CaptureFixture[str]) -> None:
    shown = json.loads(run(capsys, "list", "-s", "cbt", "--on", "2014-01-01", "--all", "-f", "json")[1])
    assert {one["governs"] for one in shown} == {True, False}
    assert all({"status", "verification", "source"} <= one.keys() for one in shown)


def test_list_without_a_record_is_a_finding_that_points_on(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "list", "-s", "cupping", "--on", "2014-01-01")
    assert code == 1
    assert "9792.21.1" in out


def test_list_names_the_documents_that_are_in_force_and_that_no_record_answers_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = " ".join(run(capsys, "list", "-s", "acupuncture", "--on", "2020-03-01")[1].split())
    assert "Look also in Chronic Pain Guideline (chronic-pain-2017)" in told
    assert "before calling the MTUS silent" in told
    assert "Look also" not in run(capsys, "list", "-s", "acupuncture", "--on", "2014-09-30")[1]


def test_list_on_a_day_before_the_mtus_says_so_and_names_records_of_other_times(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = run(capsys, "list", "-s", "acupuncture", "--on", "2007-06-14")
    told = " ".join(out.split())
    assert code == 1
    assert "Before 2007-06-15 no guideline of the MTUS was in force." in told
    assert "ACU (2007-06-15 to 2017-11-30)" in told
    assert "9792.21.1" not in told
    assert "ACU  Acupuncture" in run(capsys, "list", "-s", "acupuncture", "--on", "2007-06-15")[1]


def test_search_finds_misspelt_words(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "search", "accupuncture")
    assert code == 0
    assert out.startswith("ACU  Acupuncture, option  [verified]  2007-06-15 to 2017-11-30\n")


def test_search_says_how_many_more_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert "add words to narrow the search" in run(capsys, "search", "physical therapy")[1]


def test_search_in_json_is_ranked(capsys: pytest.CaptureFixture[str]) -> None:
    scores = [one["score"] for one in json.loads(run(capsys, "search", "opioids", "-f", "json")[1])]
    assert scores == sorted(scores, reverse=True)
    assert scores


@pytest.mark.parametrize("form", ["text", "json"])
def test_search_that_finds_nothing_ends_with_1(capsys: pytest.CaptureFixture[str], form: str) -> None:
    code, out, _ = run(capsys, "search", "xyzzy", "--format", form)
    assert code == 1
    assert out.strip() == "[]" if form == "json" else "No record fits" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("show", "CP09-CBX"), "CP09-CBT"),
        (("show", "CP09-CBT", "--on", "30/09/2014"), "Write it as year, month and day: 2026-03-02."),
        (("list", "-s", "acupuncture", "--on", "yesterday"), "--on"),
        (("list", "-s", "smiles", "--on", "2014-01-01"), "No service is known by “smiles”. Give its id"),
        (("list", "-s", "acupunture", "--on", "2014-01-01"), "Near it are: acupuncture"),
        (("show", "cbt"), "Near it are: CP09-CBT, OG-CO-CBT"),
        (("show", ""), "There is no recommendation “”. Search for it by words"),
        (("list", "-s", "acupuncture"), "--on"),
    ],
)
def test_what_cannot_be_used_ends_with_2_and_says_what_to_do(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    code, _, err = run(capsys, *arguments)
    assert code == 2
    assert words in err


def test_show_prints_the_criteria_with_the_names_of_their_facts(capsys: pytest.CaptureFixture[str]) -> None:
    words = " ".join(run(capsys, "show", "CP09-CBT")[1].split())
    assert "First: Risk factors for delayed recovery" in words
    assert "[risk_factors_screened]" in words
    assert "To go on: functional improvement from this treatment" in words
    shown = json.loads(run(capsys, "show", "CP09-CBT", "-f", "json")[1])
    first = next(it for it in shown["criteria"] if it["role"] == "prerequisite")
    assert first["node"]["is"] == "compare"
    assert first["node"]["fact"] == "risk_factors_screened"
