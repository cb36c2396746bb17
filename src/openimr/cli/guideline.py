"""``openimr guideline``: looks up what a guideline says, by words, by record, or by service and day."""

from __future__ import annotations

import datetime as dt
import sys
import textwrap
from enum import StrEnum
from typing import Annotated, Any

import msgspec
import typer

from openimr.cli import guideline_apply, guideline_sequence
from openimr.cli.texts import day_of
from openimr.errors import NotFound
from openimr.guidelines.catalogue import GuidelineEdition, editions
from openimr.guidelines.criteria import Facts
from openimr.guidelines.governing import Matched
from openimr.guidelines.library import (
    applies,
    chain,
    dates_on,
    for_service,
    governing_edition,
    recommendation,
    search,
    services_near,
)
from openimr.guidelines.recommendation import ClinicalPhase, Maximum, Phase, Recommendation, Stance
from openimr.guidelines.standing import first_day_of_the_mtus, on_day, told_times
from openimr.guidelines.telling import Section, told_maximum, told_phase, told_status, told_whole
from openimr.guidelines.told_editions import told_edition, told_edition_on
from openimr.guidelines.unanswered import unanswered
from openimr.treatments import parse
from openimr.treatments.services import all_services, find_services

__all__ = ["register"]

_WIDTH = 100
_SHOWN = 20
_AFTER_SURGERY = 3
_JOINERS = {"Services and codes": " ", "Source": " ", "How it was checked": " ", "For": " ", "To be documented": "; "}
_TITLE_WIDTH = 20


class Format(StrEnum):
    """How an answer is written."""

    TEXT = "text"
    JSON = "json"


_Form = Annotated[Format, typer.Option("--format", "-f", help="How the answer is written.")]
_Day = Annotated[str, typer.Option("--on", metavar="DATE", help="The day of the request or service, as 2014-09-30.")]
_Drafts = Annotated[bool, typer.Option("--drafts", help="Show drafts too, which are from memory and off.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    group = typer.Typer(name="guideline", help="Look up what the guidelines say.", no_args_is_help=True)
    group.command("search", epilog="Example: openimr guideline search acupuncture low back")(_search)
    group.command("show", epilog="Example: openimr guideline show CP09-CBT --on 2014-09-30")(_show)
    group.command("list", epilog="Example: openimr guideline list --service acupuncture --on 2014-09-30")(_list)
    guideline_apply.register(group)
    guideline_sequence.register(group)
    app.add_typer(group)


def _search(
    words: Annotated[list[str], typer.Argument(help="Words, names of services or drugs, codes.", show_default=False)],
    *,
    form: _Form = Format.TEXT,
    has_drafts: _Drafts = False,
) -> None:
    """Search the records by words, which may be misspelt; the best come first. The exit code is 1 where none fits."""
    found = search(" ".join(words), has_drafts=has_drafts)
    if form is Format.JSON:
        _write_json([{"score": one.score, **_plain(one.recommendation)} for one in found])
    else:
        for one in found[:_SHOWN]:
            record = one.recommendation
            typer.echo(f"{_headline(record, record.stance)}  {told_times(record)}")
        if not found:
            typer.echo("No record fits these words. Try fewer words, or the name of the service.")
        elif len(found) > _SHOWN:
            typer.echo(f"{len(found) - _SHOWN} more; add words to narrow the search.")
    if not found:
        raise typer.Exit(1)


def _show(
    record_id: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="The id of a record, as CP09-CBT, or of an edition of a guideline.", show_default=False
        ),
    ],
    *,
    on: _Day = "",
    form: _Form = Format.TEXT,
) -> None:
    """Show all that a record says, and whether it governs on a day; or what an edition is, and its records."""
    day = day_of(on, where="--on") if on else None
    edition = next((it for it in editions() if it.id == record_id.strip().lower()), None)
    if edition is not None:
        _show_edition(edition, day, form)
        return
    record = recommendation(record_id)
    standing = on_day(record, day) if day else None
    if form is Format.JSON:
        known = {"on": day, **msgspec.to_builtins(standing)} if standing else {}
        _write_json({**_plain(record), "chain": chain(record.id), **known})
        return
    typer.echo(f"{record.id}  {record.topic}")
    typer.echo(f"{'':2}Status: {told_status(record)}.")
    if day and standing:
        typer.echo(_filled(standing.sentence(day), first=" " * 2, later=" " * 4))
    _write_sections(told_whole(record))


def _show_edition(edition: GuidelineEdition, day: dt.date | None, form: Format) -> None:
    told = told_edition_on(edition, day) if day else None
    if form is Format.JSON:
        known = {"on": day, "governs": governing_edition(edition.guideline, dates_on(day)) == edition} if day else {}
        _write_json({**msgspec.to_builtins(edition), **known})
        return
    typer.echo(f"{edition.id}  {edition.title}")
    if told:
        typer.echo(_filled(told, first=" " * 2, later=" " * 4))
    _write_sections(told_edition(edition))


def _write_sections(sections: tuple[Section, ...]) -> None:
    for section in sections:
        joiner = _JOINERS.get(section.title)
        lines = section.lines if joiner is None else (joiner.join(section.lines),)
        for number, line in enumerate(lines):
            typer.echo(_beside("" if number else section.title, line))


def _list(
    *,
    service: Annotated[
        str, typer.Option("--service", "-s", metavar="ID|WORDS", help="The service, by its id or in words.")
    ],
    on: _Day,
    is_any_time: Annotated[bool, typer.Option("--all", help="Also records that do not govern on that day.")] = False,
    form: _Form = Format.TEXT,
    has_drafts: _Drafts = False,
) -> None:
    """List the records that govern a service on a day, in the order of search.

    The exit code is 1 where none does.
    """
    day = day_of(on, where="--on")
    dates = dates_on(day)
    asked = _asked(service)
    found = [
        record
        for name, drug in asked
        for record in for_service(name, on=day, drug=drug, has_drafts=has_drafts, is_any_time=is_any_time)
    ]
    shown = [record for place, record in enumerate(found) if record not in found[:place]]
    if form is Format.JSON:
        _write_json([{**_plain(record), "governs": applies(record, dates)} for record in shown])
    else:
        _write_list(shown, asked, day)
        _write_elsewhere(shown, asked, service, day)
    if not shown:
        raise typer.Exit(1)


def _write_list(records: list[Recommendation], asked: tuple[tuple[str, str | None], ...], day: dt.date) -> None:
    names = tuple(dict.fromkeys(name for name, _ in asked))
    drugs = tuple(dict.fromkeys(drug for _, drug in asked if drug))
    said = " or ".join(name.replace("_", " ") for name in (*names, *drugs))
    typer.echo(f"{said} on {day}: {len(records)} record{'s' if len(records) != 1 else ''}")
    after_surgery = [record for record in records if record.conditions.phase == (ClinicalPhase.POSTSURGICAL,)]
    for record in records:
        if record in after_surgery and len(after_surgery) > _AFTER_SURGERY:
            continue
        typer.echo(f"\n{_headline(record, record.stance_of(names, drugs))}")
        if not applies(record, dates_on(day)):
            typer.echo(f"{'':4}Does not govern on {day}.")
        for line in _short(record, names):
            typer.echo(_wrapped(line))
    if len(after_surgery) > _AFTER_SURGERY:
        typer.echo(f"\nAfter an operation: {len(after_surgery)} records, one for each kind; show one by its id.")
        typer.echo(_wrapped(", ".join(_marked(record) for record in after_surgery)))


def _write_elsewhere(
    records: list[Recommendation], asked: tuple[tuple[str, str | None], ...], words: str, day: dt.date
) -> None:
    """What a reader must know beside the records: documents to be read, other times, and how the search goes on."""
    first = first_day_of_the_mtus()
    if day < first:
        typer.echo(f"Before {first} no guideline of the MTUS was in force.")
    unread = ", ".join(f"{edition.title} ({edition.id})" for edition in _unread(words, records, day))
    if unread:
        why = "in the MTUS on this day, and no record here answers from there. Read it before calling the MTUS silent."
        typer.echo("\n" + _filled(f"Look also in {unread}: {why}", first="", later=" " * 4))
    if records:
        return
    others = [record for name, drug in asked for record in for_service(name, on=day, drug=drug, is_any_time=True)]
    if others:
        told = ", ".join(dict.fromkeys(f"{record.id} ({told_times(record)})" for record in others))
        typer.echo(_filled(f"Of other times: {told}. Add --all to see them.", first="", later=" " * 4))
    if day >= first:
        typer.echo("The search goes on under 8 CCR 9792.21.1; --drafts shows drafts.")


def _unread(words: str, records: list[Recommendation], day: dt.date) -> tuple[GuidelineEdition, ...]:
    """The documents of the MTUS on the service that are in force and that no record shown stands in."""
    requests = parse(words.replace("_", " "))
    governing = [Matched(recommendation=record) for record in records if applies(record, dates_on(day))]
    found = (unanswered(request, Facts(), governing, dates=dates_on(day)) for request in requests)
    return tuple(dict.fromkeys(edition for editions in found for edition in editions))


def _short(record: Recommendation, names: tuple[str, ...]) -> tuple[str, ...]:
    """What decides most requests: the course and the ceilings for these services, and the citation."""
    course = [told_phase(phase) for phase in record.phases if _has_numbers(phase) and _is_for(phase, names)]
    ceilings = [told_maximum(ceiling) for ceiling in record.maximum if _is_for(ceiling, names)]
    return (*course, *ceilings, record.citation().sentence())


def _is_for(part: Phase | Maximum, names: tuple[str, ...]) -> bool:
    return not part.services or not set(part.services).isdisjoint(names)


def _marked(record: Recommendation) -> str:
    return record.id if record.may_decide else f"{record.id} ({record.verification})"


def _has_numbers(phase: Phase) -> bool:
    return phase.qty is not None or phase.period is not None or phase.freq is not None


def _asked(words: str) -> tuple[tuple[str, str | None], ...]:
    """The service with this id, or those that the words name, each with the drug where a drug was named.

    Raises:
        NotFound: the words name none.
    """
    wanted = words.strip().lower().replace(" ", "_")
    if wanted in all_services():
        return ((wanted, None),)
    named = tuple(dict.fromkeys((mention.id, mention.drug) for mention in find_services(words)))
    if not named:
        raise NotFound(
            f"No service is known by “{words}”.",
            where="--service",
            remedy=f"{_near(words)}Give its id, or words such as physical therapy.",
        )
    return named


def _near(words: str) -> str:
    near = services_near(words)
    return f"Near it are: {', '.join(near)}. " if near else ""


def _headline(record: Recommendation, stance: Stance | None) -> str:
    said = f", {stance.replace('_', ' ')}" if stance else ""
    return f"{record.id}  {record.topic}{said}  [{told_status(record)}]"


def _wrapped(line: str) -> str:
    return _filled(line, first=" " * 4, later=" " * 6)


def _beside(title: str, line: str) -> str:
    """A line with its title on the left."""
    return _filled(line, first=f"{title:<{_TITLE_WIDTH}}", later=" " * _TITLE_WIDTH)


def _filled(line: str, *, first: str, later: str) -> str:
    """A line in the width of a screen; ids, which hold hyphens, stay whole."""
    return textwrap.fill(line, _WIDTH, initial_indent=first, subsequent_indent=later, break_on_hyphens=False)


def _plain(record: Recommendation) -> dict[str, Any]:
    """A record as JSON holds it, with what its status means."""
    built: dict[str, Any] = msgspec.to_builtins(record)
    return {**built, "status": told_status(record), "may_decide": record.may_decide}


def _write_json(value: object) -> None:
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")
