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
from openimr.guidelines.library import applies, chain, dates_on, for_service, recommendation, search
from openimr.guidelines.recommendation import ClinicalPhase, Maximum, Phase, Recommendation, Stance
from openimr.guidelines.telling import told_maximum, told_phase, told_status, told_whole
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
            typer.echo(_headline(one.recommendation, one.recommendation.stance))
        if not found:
            typer.echo("No record fits these words. Try fewer words, or the name of the service.")
        elif len(found) > _SHOWN:
            typer.echo(f"{len(found) - _SHOWN} more; add words to narrow the search.")
    if not found:
        raise typer.Exit(1)


def _show(
    record_id: Annotated[
        str, typer.Argument(metavar="ID", help="The id of a record, as CP09-CBT.", show_default=False)
    ],
    *,
    on: _Day = "",
    form: _Form = Format.TEXT,
) -> None:
    """Show all that a record says, and whether it governs on a day."""
    record = recommendation(record_id)
    day = day_of(on, where="--on") if on else None
    governs = applies(record, dates_on(day)) if day else None
    if form is Format.JSON:
        known = {"on": day, "governs": governs} if day else {}
        _write_json({**_plain(record), "chain": chain(record.id), **known})
        return
    typer.echo(f"{record.id}  {record.topic}")
    typer.echo(f"{'':2}Status: {told_status(record)}.")
    if day:
        typer.echo(f"{'':2}On {day} it {'governs' if governs else 'does not govern'}.")
    for section in told_whole(record):
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
    if not records:
        typer.echo("The search goes on under 8 CCR 9792.21.1; --all shows records of other times, --drafts drafts.")


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
            remedy="Give its id, or words such as physical therapy.",
        )
    return named


def _headline(record: Recommendation, stance: Stance | None) -> str:
    said = f", {stance.replace('_', ' ')}" if stance else ""
    return f"{record.id}  {record.topic}{said}  [{told_status(record)}]"


def _wrapped(line: str) -> str:
    return textwrap.fill(line, _WIDTH, initial_indent=" " * 4, subsequent_indent=" " * 6)


def _beside(title: str, line: str) -> str:
    """A line with its title on the left."""
    return textwrap.fill(line, _WIDTH, initial_indent=f"{title:<{_TITLE_WIDTH}}", subsequent_indent=" " * _TITLE_WIDTH)


def _plain(record: Recommendation) -> dict[str, Any]:
    """A record as JSON holds it, with what its status means."""
    built: dict[str, Any] = msgspec.to_builtins(record)
    return {**built, "status": told_status(record), "may_decide": record.may_decide}


def _write_json(value: object) -> None:
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")
