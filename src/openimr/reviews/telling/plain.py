"""Writes an overview as JSON, with the sentences that text and HTML have, so that a program reads the same.

Days are ISO, enumerations their words. Beside the fields of the values stand: ``glance``, the strip at the top;
``citation_sentence`` wherever a value has a citation; ``sentence`` wherever a value can tell itself in one;
``arithmetic`` of every deadline; ``act`` and ``days_left`` of every clock.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from openimr.calendars.deadlines import Deadline
from openimr.cases.clock import Clock
from openimr.citations import Citation
from openimr.guidelines.application import Application
from openimr.reviews.overview import Overview
from openimr.reviews.telling.clocks import act_of, days_left
from openimr.reviews.telling.glance import figures

__all__ = ["as_json"]


def as_json(overview: Overview) -> bytes:
    """The overview as one JSON object, with line breaks, the same for the same overview."""
    plain = {**_plain(overview, overview.on), "glance": [_plain(one, overview.on) for one in figures(overview)]}
    return msgspec.json.format(msgspec.json.encode(plain), indent=2) + b"\n"


def _plain(value: Any, on: dt.date) -> Any:
    """A value as JSON holds it; ``on`` is the day from which days are counted."""
    if isinstance(value, msgspec.Struct):
        return {**_fields(value, on), **_said(value, on)}
    if isinstance(value, tuple | list):
        return [_plain(each, on) for each in value]
    if isinstance(value, dict):
        return {str(key): _plain(each, on) for key, each in value.items()}
    return value


def _fields(value: msgspec.Struct, on: dt.date) -> dict[str, Any]:
    config = value.__struct_config__
    tag = {config.tag_field: config.tag} if config.tag_field else {}
    named = {it.encode_name: _plain(getattr(value, it.name), on) for it in msgspec.structs.fields(value)}
    return {**tag, **named}


def _said(value: msgspec.Struct, on: dt.date) -> dict[str, Any]:
    """What the value says in words beside its fields."""
    said: dict[str, Any] = {}
    citation = getattr(value, "citation", None)
    if isinstance(citation, Citation):
        said["citation_sentence"] = citation.sentence()
    sentence = getattr(value, "sentence", None)
    if callable(sentence) and not isinstance(value, Citation):
        said["sentence"] = sentence()
    if isinstance(value, Deadline):
        said["arithmetic"] = value.arithmetic
    elif isinstance(value, Clock):
        said |= {"act": act_of(value), "days_left": days_left(value, on) if value.is_running else None}
    elif isinstance(value, Application):
        said["is_addressed"] = value.is_addressed
    return said
