"""The command that reads the wording of a requested treatment and says what is asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from openimr.cli.messages import say
from openimr.errors import UnusableArguments
from openimr.treatments import parse
from openimr.treatments.request import (
    BodySite,
    Drug,
    Flag,
    Frequency,
    Level,
    Quantity,
    RequestDates,
    TimeSpan,
    TreatmentRequest,
)
from openimr.treatments.wording import plural

__all__ = ["register"]

_LABEL_WIDTH = 15
_COLUMNS = ("request", "service", "quantity", "body", "flags")
_WIDEST = 44


class RequestFormat(StrEnum):
    """How the requests are shown."""

    TEXT = "text"
    JSON = "json"
    TABLE = "table"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(
        "request",
        epilog='Examples: openimr request "Physical therapy 2x6, lumbar spine" · '
        "openimr request wordings.txt --format table",
    )(request)


def request(
    wordings: Annotated[
        list[str], typer.Argument(metavar="WORDING...", help="Wordings; files with one on each line; - for input.")
    ],
    *,
    form: Annotated[
        RequestFormat, typer.Option("--format", "-f", help="text for people, json for programs, table for many.")
    ] = RequestFormat.TEXT,
) -> None:
    """Read the wording of a requested treatment: service, quantity, part of the body, drug, codes and days.

    One wording can hold several requests. What is ambiguous is flagged with all its readings; what cannot be read is
    shown as an empty request with the reason.
    """
    requests = [each for wording in _wordings(wordings) for each in parse(wording)]
    if form is RequestFormat.JSON:
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(requests), indent=2) + b"\n")
        sys.stdout.flush()
    elif form is RequestFormat.TABLE:
        typer.echo(_table(requests))
    else:
        typer.echo("\n\n".join(_block(each) for each in requests))


def _wordings(arguments: list[str]) -> Iterator[str]:
    """The wordings themselves, those in files line by line, and those that come in."""
    for argument in arguments:
        if argument == "-":
            yield from _lines(sys.stdin.buffer.read(), "-")
        elif _is_file(argument):
            yield from _lines(Path(argument).read_bytes(), argument)
        else:
            yield argument


def _is_file(argument: str) -> bool:
    """Whether the argument is the name of a file; a wording may be too long or too odd for any name."""
    try:
        return Path(argument).is_file()
    except (OSError, ValueError):
        return False


def _lines(data: bytes, where: str) -> Iterator[str]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnusableArguments(
            "It is no text in UTF-8.", where=where, remedy="Give a text file with one wording on each line."
        ) from error
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        say(f"{where}: It holds no wording.")
    yield from lines


def _block(each: TreatmentRequest) -> str:
    """One request, a line for each thing said."""
    lines = [each.raw or "(nothing)"]
    for label, words in _told(each):
        if words:
            lines.append(f"  {label:<{_LABEL_WIDTH}}{words}")
    lines += [f"  {'look at':<{_LABEL_WIDTH}}{_flag(flag)}" for flag in each.flags]
    lines.append(f"  {'confidence':<{_LABEL_WIDTH}}{each.confidence:.2f}")
    return "\n".join(lines)


def _told(each: TreatmentRequest) -> Iterator[tuple[str, str]]:
    yield "asks for", _service(each)
    yield "drug", _drug(each.drug)
    yield "modifiers", ", ".join(modifier.value for modifier in each.modifiers)
    yield "how many", _quantity(each.quantity)
    yield "how often", ", ".join(part for part in (_often(each.frequency), _often(each.days)) if part)
    yield "in a week", _quantity(each.weekly)
    yield "in full days", _quantity(each.full_days)
    yield "how long", _time(each.duration)
    yield "when", _time(each.timing)
    yield "body", "; ".join(_site(site) for site in each.body)
    yield "levels", "; ".join(_level(level) for level in each.levels)
    yield "guidance", each.guidance.value if each.guidance else ""
    yield "sedation", each.sedation or ""
    yield "contrast", each.contrast.value.replace("_", " ") if each.contrast else ""
    yield "setting", each.setting.value if each.setting else ""
    yield "acquisition", each.acquisition.value if each.acquisition else ""
    yield "comes with", ", ".join(each.accessories).replace("_", " ")
    yield "features", ", ".join(each.features)
    yield "specialty", each.specialty or ""
    yield "purpose", each.purpose or ""
    yield "codes", ", ".join(f"{code.system.value.upper()} {code.code}" for code in each.codes)
    yield "given on", _dates(each.dates)
    yield "retrospective", "yes" if each.retrospective else ""
    yield "falls with", each.depends_on or ""
    yield "unverified", _unverified(each)


def _unverified(each: TreatmentRequest) -> str:
    """The words whose meaning no source holds, for the reader to confirm."""
    words = ", ".join(f'"{word}"' for word in each.unverified_words)
    return f"{words} (general knowledge; no source holds these words: confirm the reading)" if words else ""


def _service(each: TreatmentRequest) -> str:
    service = each.service
    if service.code is None:
        return "nothing that is known"
    words = " and ".join(service.combined or (service.code,)).replace("_", " ")
    others = f"; or {', '.join(service.alternatives)}".replace("_", " ") if service.alternatives else ""
    return f"{words}{others} ({(service.category or '').replace('_', ' ')})"


def _drug(drug: Drug | None) -> str:
    if drug is None:
        return ""
    parts = [f"{drug.name} ({drug.generic})" if drug.generic and drug.generic != drug.name.lower() else drug.name]
    if drug.is_compound:
        parts.append("compound of " + ", ".join(f"{it.name} {it.strength or ''}".strip() for it in drug.ingredients))
    parts += [drug.strength or "", *drug.other_strengths, drug.form or ""]
    if drug.sig is not None:
        parts.append(f"directions: {drug.sig.words}{_per_day(drug.sig.per_day_min, drug.sig.per_day_max)}")
    if drug.dispensed is not None:
        parts.append(f"{drug.dispensed:g} {plural(drug.unit or 'unit')} dispensed")
    if drug.refills is not None:
        parts.append(f"{drug.refills} refills" + (f", {drug.total:g} in all" if drug.total is not None else ""))
    if drug.days_supply is not None:
        parts.append(f"for {drug.days_supply:g} days")
    return ", ".join(part for part in parts if part)


def _per_day(least: float | None, most: float | None) -> str:
    if least is None or most is None:
        return ""
    return f" ({least:g} a day)" if least == most else f" ({least:g} to {most:g} a day)"


def _quantity(quantity: Quantity | None) -> str:
    if quantity is None:
        return ""
    parts = []
    unit = f" {plural(quantity.unit)}" if quantity.unit else ""
    if quantity.stated is not None:
        parts.append(f"{quantity.stated:g}{unit} stated")
    if quantity.derived is not None:
        parts.append(f"{quantity.derived:g}{unit} derived")
    if quantity.min is not None and quantity.max is not None:
        parts.append(f"{quantity.min:g} to {quantity.max:g}{unit}")
    return "; ".join(parts)


def _often(frequency: Frequency | None) -> str:
    if frequency is None:
        return ""
    number = f"{frequency.min:g}" if frequency.min == frequency.max else f"{frequency.min:g} to {frequency.max:g}"
    return f"{number} {f'{frequency.unit}s' if frequency.unit else 'times'} per {frequency.per.value}"


def _time(span: TimeSpan | None) -> str:
    if span is None:
        return ""
    number = f"{span.min:g}" if span.min == span.max else f"{span.min:g} to {span.max:g}"
    return f"{number} {span.unit.value}s"


def _site(site: BodySite) -> str:
    return f"{site.side.value} {site.part}".replace("_", " ") if site.side else site.part.replace("_", " ")


def _level(level: Level) -> str:
    name = f"{level.from_}-{level.to}" if level.to else level.from_
    return f"{level.side.value} {name}" if level.side else name


def _dates(dates: RequestDates | None) -> str:
    if dates is None:
        return ""
    return f"{dates.first} to {dates.last}" if dates.first else ", ".join(str(day) for day in dates.days)


def _flag(flag: Flag) -> str:
    readings = f" Readings: {' | '.join(flag.readings)}." if flag.readings else ""
    return f"{flag.kind.value}: {flag.message}{readings}"


def _table(requests: list[TreatmentRequest]) -> str:
    """All requests below one another, one line for each."""
    rows = [_COLUMNS, *(_row(each) for each in requests)]
    widths = [min(_WIDEST, max(len(row[column]) for row in rows)) for column in range(len(_COLUMNS))]
    return "\n".join(
        "  ".join(_cut(cell, width).ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _row(each: TreatmentRequest) -> tuple[str, ...]:
    places = "; ".join([*(_site(site) for site in each.body), *(_level(level) for level in each.levels)])
    flags = " ".join(flag.kind.value for flag in each.flags)
    service = " + ".join(each.service.combined) or each.service.code or "-"
    return (" ".join(each.raw.split()), service, _quantity(each.quantity), places, flags)


def _cut(cell: str, width: int) -> str:
    return cell if len(cell) <= width else f"{cell[: width - 1]}…"
