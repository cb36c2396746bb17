"""Reads the "Notice" letter of 2013: layout L1, in which only a sentence tells the outcome.

The notice, its numbered sentences, the paragraph of days, the qualifications and the case summary are confirmed by a
real letter; labels other than "Dated", the list of documents, the account of each treatment and the effect are
recalled.

Source: L1 in docs/reference/layouts.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import msgspec
from rapidfuzz import fuzz

from openimr.determinations.model import (
    Determination,
    DisputedTreatment,
    Layout,
    PartKind,
    ProblemKind,
    ReviewerQualifications,
)
from openimr.determinations.reading.days import DAY
from openimr.determinations.reading.documents import read_documents
from openimr.determinations.reading.draft import Draft
from openimr.determinations.reading.flow import Flow
from openimr.determinations.reading.labels import Labels, read_labels, take_day
from openimr.determinations.reading.numbered import OUTCOME_SENTENCE, outcome_told, tells_part
from openimr.determinations.reading.qualifications import read_qualifications
from openimr.determinations.reading.quoting import is_own_line, is_quoted
from openimr.determinations.reading.relied import part_relied_on
from openimr.determinations.reading.sections import Heading, Section, assemble, cut, days_of, read_summary
from openimr.determinations.reading.treatments import Fields, Found, read_fields

__all__ = ["is_l1", "read_l1", "read_whole_statement"]

_NOTICE = re.compile(r"Notice of Independent Medical Review Determination", re.IGNORECASE)
_DECISION = Heading(
    PartKind.PROCESS,
    re.compile(r"INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE\b ?"),
    "INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE",
    is_anchor=True,
)
_HEADINGS = (
    _DECISION,
    Heading(
        PartKind.QUALIFICATIONS,
        re.compile(
            r"M(?:edical|EDICAL) (?i:qualifications of the (?:expert|physician|professional|medical) reviewer) ?: ?"
        ),
        "Medical Qualifications of the Expert Reviewer",
    ),
    Heading(
        PartKind.SUMMARY,
        re.compile(r"Clinical Case Summary ?: ?|Case (?i:summary) ?: ?|CASE SUMMARY ?: ?"),
        "Case Summary",
    ),
    Heading(
        PartKind.DOCUMENTS,
        re.compile(r"D(?:ocuments|OCUMENTS) (?i:reviewed(?: (?:for|in|by|before)[\w ]{0,40})?) ?: ?"),
        "Documents Reviewed for Determination",
        is_required=False,
    ),
    Heading(
        PartKind.ISSUES,
        # Where the account is numbered, the section begins at its number.
        re.compile(r"(?<![^\s(])(?=\(?\d{1,2}[.)] ?Regarding the request for\b)|(?=Regarding the request for\b)"),
        "Regarding the request for",
        is_required=False,
    ),
    Heading(
        PartKind.EFFECT, re.compile(r"E(?:ffect of the Decision|FFECT OF THE DECISION) ?: ?"), "Effect of the Decision",
        is_required=False,
    ),
    Heading(
        PartKind.OTHER, re.compile(r"D(?:isclaimer|ISCLAIMER) ?: ?(?=MAXIMUS\b)"), "Disclaimer", is_required=False
    ),
)  # fmt: skip
_HAS_DETERMINED = "has determined the request"
_LINE = re.compile(
    r"(?:(?<!\S)\(?(?P<number>\d{1,2})[.)] ?)?MAXIMUS Federal Services(?:, ?Inc\.?)? has determined (?:that )?"
    rf"(?:the )?requests? for (?P<heading>.{{1,600}}?) ?(?P<told>{OUTCOME_SENTENCE}\.?)",
    re.IGNORECASE,
)
_BLOCK = re.compile(
    r"(?:(?<!\S)\(?(?P<number>\d{1,2})[.)] ?)?\bRegarding the request for (?P<heading>.{1,600}?) ?(?::|\. )"
    r"(?= ?(?:Section|Medical Treatment|Rationale|The |$))",
    re.IGNORECASE,
)
_RELIED_ON = re.compile(
    r"\b(?:Sections? of the Medical Treatment Utilization Schedule|Medical Treatment Guidelines?(?:\(s\))?|Guidelines?)"
    r"[^:.]{0,60}\bRelied Upon by the [\w ]{4,30}Reviewer(?: to Make (?:His/Her|His or Her|Their|the) Decision)? ?:? ?",
    re.IGNORECASE,
)
_RATIONALE = re.compile(r"\b(?:Rationale for (?:the|His/Her) Decision|Decision Rationale) ?: ?", re.IGNORECASE)
_FILED = re.compile(r"\bapplication for Independent Medical Review was \w+ on ", re.IGNORECASE)
_DAYS = (
    ("dates.application_received", _FILED),
    ("dates.ur_decision", re.compile(r"\bdisputing the Utilization Review [^.]{0,60}?\bdated ", re.IGNORECASE)),
    ("dates.assigned", re.compile(r"\bNotice of Assignment [^.]{0,120}? (?:on|dated) (?=\w)", re.IGNORECASE)),
)  # fmt: skip
_TAKEN_FROM = re.compile(r"\btaken directly from the utilization review [^.]{0,60}?\bdated ", re.IGNORECASE)
_ALIKE = 80.0
_TOP = 600
_MOST_COMPARED = 100  # no letter decides on so many; only a hostile text does
_RECALLED = "The {} of layout L1 is read as recalled from published letters, not as confirmed."


@dataclass(slots=True)
class _Line:
    """One sentence that tells what was determined on one treatment; ``block`` is the account of it, if there is one."""

    match: re.Match[str]
    is_contradicted: bool = False
    block: re.Match[str] | None = None

    @property
    def number(self) -> str | None:
        return self.match["number"]

    @property
    def wording(self) -> str:
        return self.match["heading"].casefold()


def is_l1(flow: Flow) -> bool:
    """Whether it is a notice that tells what has been determined, or begins with the heading of its second part."""
    text = flow.text
    if _HAS_DETERMINED not in text and "pplication for Independent Medical Review was" not in text:
        return False
    notice = _NOTICE.search(text)
    decision = _DECISION.pattern.search(text)
    first = notice or decision
    line = _LINE.search(text)
    if first is None or line is None or is_quoted(flow, first.start()):
        return False
    if not line["number"] and not is_own_line(flow, line):
        return False
    if notice and _is_title(flow, notice):
        return True
    return decision is not None and is_own_line(flow, decision) and _HEADINGS[1].pattern.search(text) is not None


def _is_title(flow: Flow, notice: re.Match[str]) -> bool:
    """Whether the words are the title of the letter: near its top, on a line of their own or before its day."""
    place = notice.start()
    is_near_top = place < _TOP or place <= max(flow.line_starts[:6])
    return is_near_top and (flow.begins_line(place) or flow.text.startswith(" Dated", notice.end()))


def read_l1(flow: Flow) -> Determination:
    """The determination that ``flow`` holds; what is missing in it is a problem of the result."""
    draft = Draft(flow)
    text = flow.text
    sections = cut(draft, _HEADINGS)
    ends = [section.heading_start for kind, section in sections.items() if kind is not PartKind.PROCESS]
    lines = list(_LINE.finditer(text, 0, min(ends, default=len(text)))) or list(_LINE.finditer(text))
    process = sections.get(PartKind.PROCESS)
    labels = read_labels(
        draft, 0, min([match.start() for match in lines[:1]] + ([process.heading_start] if process else []))
    )
    draft.part(PartKind.LABELS if labels.has_any else PartKind.LETTERHEAD, 0)
    _read_days(draft, labels, sections)
    reviewer = read_whole_statement(draft, sections.get(PartKind.QUALIFICATIONS))
    documents = sections.get(PartKind.DOCUMENTS)
    if documents:
        draft.doubt(_RECALLED.format("list of documents"))
    summary = read_summary(draft, sections.get(PartKind.SUMMARY))
    return assemble(
        draft,
        Layout.L1,
        labels=labels,
        reviewer=reviewer,
        documents=read_documents(draft, documents.start, documents.end) if documents else (),
        summary=summary,
        treatments=_treatments(draft, lines, sections.get(PartKind.ISSUES)),
        dates=days_of(draft, labels),
    )


def read_whole_statement(draft: Draft, section: Section | None) -> ReviewerQualifications:
    """The reviewer as the section describes him or her, with the statement as worded: no wording of it is standard."""
    if section is None:
        return ReviewerQualifications()
    reviewer = read_qualifications(draft, section.start, section.end)
    return msgspec.structs.replace(reviewer, statement=draft.value("reviewer.statement", section.start, section.end))


def _read_days(draft: Draft, labels: Labels, sections: dict[PartKind, Section]) -> None:
    """The days that the second part tells; a day under its label counts before them."""
    text = draft.flow.text
    process = sections.get(PartKind.PROCESS)
    if process:
        for name, words in _DAYS:
            told = words.search(text, process.start, process.end)
            if told and not (name == "dates.application_received" and name in labels.days):
                _take(draft, labels, name, told.end())
    summary = sections.get(PartKind.SUMMARY)
    taken = _TAKEN_FROM.search(text, summary.start, summary.end) if summary else None
    if taken:
        _take(draft, labels, "dates.ur_decision", taken.end())


def _take(draft: Draft, labels: Labels, name: str, start: int) -> None:
    if day := DAY.match(draft.flow.text, start):
        take_day(draft, labels, name, start, day.end())


def _treatments(draft: Draft, found: list[re.Match[str]], issues: Section | None) -> tuple[DisputedTreatment, ...]:
    lines = _told_once(found)
    accounts = list(_BLOCK.finditer(draft.flow.text, issues.start, issues.end)) if issues else []
    strays = _match_accounts(lines, accounts)
    treatments = [_treatment(draft, number, line, accounts, issues) for number, line in enumerate(lines)]
    if issues and accounts:
        draft.doubt(_RECALLED.format("account of each treatment"))
        treatments += [
            _account_only(draft, number, account, accounts, issues)
            for number, account in enumerate(strays, start=len(treatments))
        ]
    return tuple(treatments)


def _told_once(found: list[re.Match[str]]) -> list[_Line]:
    """Each treatment once, as the last list words it; the lists are the notice's and that of the second part."""
    lists: list[list[_Line]] = []
    for match in found:
        line = _Line(match)
        if not lists or _begins_again(lists[-1], line):
            lists.append([])
        lists[-1].append(line)
    kept = lists.pop() if lists else []
    for earlier in lists:
        free = list(kept)
        for line in earlier:
            same = _same(line, free)
            if same is None:
                kept.append(line)
                continue
            free.remove(same)
            same.is_contradicted |= outcome_told(same.match) is not outcome_told(line.match)
    return kept


def _begins_again(lines: list[_Line], line: _Line) -> bool:
    """Whether a line begins another list: its number does not count on, or its wording is told already."""
    last = lines[-1].number
    if line.number and last:
        return int(line.number) <= int(last)
    return any(line.wording == other.wording for other in lines)


def _same(line: _Line, others: list[_Line]) -> _Line | None:
    return _alike(line.number, line.wording, others)


def _alike(number: str | None, wording: str, lines: list[_Line]) -> _Line | None:
    """The line of the same wording; else of the same number if it is worded alike; else the one worded most alike."""
    for line in lines:
        if line.wording == wording and line.number == number:
            return line
    if len(lines) > _MOST_COMPARED:
        return None
    scored = [(fuzz.token_sort_ratio(wording, line.wording), line.number == number, -i) for i, line in enumerate(lines)]
    if not scored:
        return None
    ratio, _, place = max(scored)
    return lines[-place] if ratio >= _ALIKE else None


def _match_accounts(lines: list[_Line], accounts: list[re.Match[str]]) -> list[re.Match[str]]:
    """Give each line its account, by wording first and then by number; return the accounts that none has."""
    strays = []
    for account in accounts:
        free = [line for line in lines if line.block is None]
        line = _alike(account["number"], account["heading"].casefold(), free)
        if line is None:
            strays.append(account)
        else:
            line.block = account
    left = []
    for account in strays:
        same = [line for line in lines if line.block is None and line.number and line.number == account["number"]]
        if same:
            same[0].block = account
        else:
            left.append(account)
    return left


def _treatment(
    draft: Draft, number: int, line: _Line, accounts: list[re.Match[str]], issues: Section | None
) -> DisputedTreatment:
    match = line.match
    found = None
    if line.is_contradicted:
        draft.problem(
            ProblemKind.CONTRADICTORY,
            f"What was determined on treatment {number + 1} is told twice, and the two differ.",
            "Ask the review organization which is meant; no outcome is taken.",
            at=match.span(),
        )
    else:
        found = Found(tells_part(draft, outcome_told(match)), *match.span("told"))
    field = Fields(*match.span("heading"), found, number_start=match.start())
    if line.block and issues:
        _fill(draft, number, field, line.block, _end_of(line.block, accounts, issues))
    return read_fields(draft, number, field)


def _account_only(
    draft: Draft, number: int, account: re.Match[str], accounts: list[re.Match[str]], issues: Section
) -> DisputedTreatment:
    """A treatment that has an account but no sentence that tells what was determined."""
    field = Fields(*account.span("heading"), number_start=account.start())
    _fill(draft, number, field, account, _end_of(account, accounts, issues))
    return read_fields(draft, number, field)


def _end_of(account: re.Match[str], accounts: list[re.Match[str]], issues: Section) -> int:
    return min((other.start() for other in accounts if other.start() > account.start()), default=issues.end)


def _fill(draft: Draft, number: int, field: Fields, account: re.Match[str], end: int) -> None:
    """Find guidelines and rationale in the account that ends before ``end``."""
    text = draft.flow.text
    draft.part(PartKind.TREATMENT_HEADING, account.start(), number)
    field.end = end
    relied = _RELIED_ON.search(text, account.end(), end)
    rationale = _RATIONALE.search(text, relied.end() if relied else account.end(), end)
    field.rationale = rationale.span() if rationale else None
    if relied:
        draft.part(PartKind.HEADING, relied.start(), number)
        administrator, reviewer = part_relied_on(text, relied.end(), rationale.start() if rationale else end)
        field.admin = (administrator[0],) * 2 if administrator else None
        field.reviewer = (reviewer[0],) * 2 if reviewer else None
