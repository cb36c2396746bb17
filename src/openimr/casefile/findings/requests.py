"""Finds drugs and visits to specialists that are asked for: in a row of a form, or by words that ask to authorize them.

Other treatments that are asked for are found where treatments are. A drug that is asked for is a medication to come as
well; the request says that somebody is to decide on it. What the worker wishes, what was asked for in earlier times and
what only explains a request is none.

Source: 8 CCR 9792.10.1(b) and 9785(g) for the forms; the words are the project's choice, measured on invented files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from openimr.casefile.findings.from_facts import is_of_review
from openimr.casefile.findings.ground import Ground
from openimr.casefile.findings.words import Section
from openimr.casefile.model import DocumentKind, Finding, FindingKind, Mode
from openimr.citations import Span
from openimr.determinations.reading.facts.prose import INFERRED
from openimr.treatments import find_services
from openimr.treatments.services import ServiceMention, all_drugs, service

__all__ = ["asked_for"]

_SKIPPED = frozenset({Section.GUIDELINE, Section.ALLERGIES, Section.FAMILY, Section.MEDICATIONS, Section.PAST})
_FORMS = frozenset({DocumentKind.APPLICATION, DocumentKind.REQUEST_FOR_AUTHORIZATION})
_VISITS = frozenset({"consultation", "evaluation"})
_NO_VISIT = frozenset({"report", "office_visit"})
_GATE = re.compile(r"\b(?:request|authoriz|approv|certif|ask)")
_ASKS = re.compile(
    r"\b(?:(?<!not\s)(?:i|we|this\soffice)\s(?:\w+ly\s|also\s|again\s|hereby\s|am\s|are\s|would\slike\sto\s){0,2}(?:request|requesting|requests|ask|asking)"
    r"|please\s(?:\w+\s){0,2}?(?:authorize|approve|certify|request)"
    r"|(?:authorization|approval|certification)\s(?:is|are)\s(?:being\s|hereby\s|also\s|again\s)*(?:requested|sought|asked)"
    r"|(?:request\w*|asking|seek\w*)\s(?:for\s)?(?:an?\s)?(?:authorization|approval|certification)"
    r"|rfa\s(?:is\s)?(?:submitted|sent|enclosed|attached|completed))\b"
)
_BEGINS = re.compile(r"^\W*(?:\d{1,2}[.)]\s)?(?:also\s)?request(?:ing|ed)?(?:\sfor)?\s")
_ASKED_AFTER = re.compile(
    r"[^.;]{0,50}?\b(?:is|are)\s(?:\w+ly\s|being\s|hereby\s|also\s|again\s){0,2}requested(?!\sby\s(?:the\s)?(?:patient|worker|claimant))\b"
)
_ENDS = re.compile(
    r"\b(?:because|since|as(?!\sneeded)|after|instead|rather|while|who|which|but|due|given|failed|failure|without|replac\w+"
    r"|in\s(?:place|lieu)|despite|when|although|takes?|taking|continu\w+|not)\b|;|\.\s"
)
"""Words behind which stands no more what is asked for, but why, or in place of what."""
_NEGATED = re.compile(
    r"\b(?:no|not|never|nor|without|previous(?:ly)?|prior|earlier|last|denied|withdraw\w*|withdrew|cancel\w*)\b"
)
_PROSE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|takes|taking|took|uses|using|reports?|tried|fail\w*|does|did|helps?|helped|since|current(?:ly)?"
    r"|continues|because|after|despite|allerg\w*|medications?:|denies|without|attached|guidelines?|instead)\b"
)
_OF_PAPER = re.compile(r"\s(?:reports?|notes?|letter|records?|dated|by\sdr|of\s\d|on\s\d|from\s\d)")

_PAPERS_OF = re.compile(r"\b(?:records?|reports?|notes?|cop(?:y|ies)|results?)\s(?:of|from)\s(?:\w+\s){0,3}$")


def asked_for(ground: Ground) -> Iterator[Finding]:
    """Each drug and each visit to a specialist that the passage asks for, once for each sentence."""
    is_form = ground.passage.kind in _FORMS
    if ground.passage.section in _SKIPPED or not (is_form or _GATE.search(ground.prose.lower)):
        return
    told: set[tuple[int, str]] = set()
    for mention in _candidates(ground, is_form=is_form):
        start, end = mention.span.start, mention.span.end
        key = (ground.sentence(start).start, mention.drug or mention.id)
        if key in told or not (_is_row(ground, start) if is_form else _is_asked(ground, start, end)):
            continue
        told.add(key)
        yield _request(ground, mention)


def _candidates(ground: Ground, *, is_form: bool) -> Iterator[ServiceMention]:
    """The drugs of the passage, and its visits to specialists, which are no treatment of which a note tells."""
    yield from (mention for mention in ground.services if mention.drug is not None)
    for sentence in ground.prose.sentences:
        if is_form or _GATE.search(sentence.words):
            text = ground.prose.text[sentence.start : sentence.end]
            visits = [m for m in find_services(text) if m.drug is None]
            visits = [m for m in visits if _is_visit(sentence.words, m, is_form=is_form)]
            # "A referral to a pain specialist" is one visit, and the specialist says which.
            for mention in [m for m in visits if not service(m.id).is_generic] or visits:
                span = Span(sentence.start + mention.span.start, sentence.start + mention.span.end)
                yield msgspec.structs.replace(mention, span=span)


def _is_visit(words: str, mention: ServiceMention, *, is_form: bool) -> bool:
    """Whether the words name a visit to a specialist, and no paper about one."""
    entry = service(mention.id)
    if entry.family not in _VISITS or entry.id in _NO_VISIT or (is_form and entry.is_generic):
        return False
    is_paper = _OF_PAPER.match(words, mention.span.end) or _PAPERS_OF.search(words, 0, mention.span.start)
    return is_paper is None


def _is_row(ground: Ground, start: int) -> bool:
    """Whether the line of the form is an entry of what is asked for, and no sentence about it."""
    page, place = ground.passage.page.text, ground.passage.places[start]
    begin, end = page.rfind("\n", 0, place) + 1, page.find("\n", place)
    return _PROSE.search(page[begin : end if end >= 0 else len(page)].lower()) is None


def _is_asked(ground: Ground, start: int, end: int) -> bool:
    """Whether the words of the sentence ask to authorize what stands from ``start`` to before ``end``."""
    sentence = ground.sentence(start)
    at = start - sentence.start
    if is_of_review(ground, start) or ground.passage.kind is DocumentKind.UR_DECISION:
        return False
    leads = list(_ASKS.finditer(sentence.words, 0, at))
    if not leads and ground.passage.section is Section.PLAN:
        leads = list(_BEGINS.finditer(sentence.words, 0, at))
    if leads:
        is_over = _ENDS.search(sentence.words, leads[-1].end(), at)
        return not (is_over or _NEGATED.search(sentence.words, 0, leads[-1].end()))
    is_after = _ASKED_AFTER.match(sentence.words, end - sentence.start) is not None
    return is_after and not (_ENDS.search(sentence.words, 0, at) or _NEGATED.search(sentence.words, 0, at))


def _request(ground: Ground, mention: ServiceMention) -> Finding:
    start, end = mention.span.start, mention.span.end
    words = ground.prose.text[start:end]
    drug = all_drugs()[mention.drug] if mention.drug else None
    site = ground.site(start, end) if drug is None else None
    return ground.found(
        FindingKind.REQUEST, start, end, INFERRED,
        mode=Mode.PLANNED, name=drug.generic if drug else words, code=mention.id, unit=service(mention.id).unit,
        part=site.part if site else "", side=site.side if site else "", says=f"{words} asked for",
    )  # fmt: skip
