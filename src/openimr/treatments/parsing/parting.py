"""Tells a study of several parts of the body apart, one study for each.

Source: request-grammar.md 5.5 ("split upper and lower for different rules") and parsing rule 10; that a study of two
other regions is two studies is general knowledge of such requests, unverified.
"""

from __future__ import annotations

import msgspec

from openimr.treatments.anatomy import are_related
from openimr.treatments.request import BodySite, Flag, FlagKind, Quantity, TreatmentRequest
from openimr.treatments.services import all_services

__all__ = ["by_part"]

# One study shows both.
_SHOWN_TOGETHER = (
    {"abdomen", "pelvis"}, {"foot", "ankle"}, {"hand", "wrist"}, {"hand", "finger"}, {"hand", "thumb"},
    {"head", "neck"}, {"head", "face"}, {"chest", "abdomen"},
)  # fmt: skip
# Each region of the spine is a study, even where a slash joins them: "cervical/thoracic/lumbar".
_REGIONS = frozenset({"neck", "thoracic_spine", "lumbar_spine"})
_TOLD_ANEW = frozenset({FlagKind.SPLIT, FlagKind.QTY_MISSING, FlagKind.ASSUMED_ONE})
_DOUBT = 0.05


def by_part(request: TreatmentRequest, text: str) -> tuple[TreatmentRequest, ...]:
    """The request for each part that is studied; the request itself where one study, or a number, is asked for."""
    if len(request.body) < 2 or not _is_one_study(request):
        return (request,)
    groups: list[list[BodySite]] = [[request.body[0]]]
    for site in request.body[1:]:
        if _are_together(groups[-1][-1], site, text):
            groups[-1].append(site)
        else:
            groups.append([site])
    if len(groups) == 1:
        return (request,)
    return tuple(_of(request, tuple(group)) for group in groups)


def _is_one_study(request: TreatmentRequest) -> bool:
    service = all_services().get(request.service.code or "")
    is_study = service is not None and service.category == "diagnostic_testing" and service.unit == "study"
    quantity = request.quantity
    is_counted = quantity is not None and (quantity.stated is not None or quantity.derived is None)
    return is_study and not is_counted and request.frequency is None


def _are_together(one: BodySite, other: BodySite, text: str) -> bool:
    """Whether one study shows both parts: the one holds the other, or they are joined by a slash."""
    if are_related(one.part, other.part) or {one.part, other.part} in _SHOWN_TOGETHER:
        return True
    if one.part in _REGIONS and other.part in _REGIONS:
        return False
    first, second = one.span, other.span
    return first is not None and second is not None and text[first.end : second.start].strip() == "/"


def _of(request: TreatmentRequest, sites: tuple[BodySite, ...]) -> TreatmentRequest:
    """The study of some of the parts, with the flags that are about these."""
    elsewhere = {site.span for site in request.body if site not in sites}
    flags = [flag for flag in request.flags if flag.kind not in _TOLD_ANEW and flag.span not in elsewhere]
    unit = all_services()[request.service.code or ""].unit
    flags.append(Flag(kind=FlagKind.ASSUMED_ONE, message=f"No number is said; one {unit} is assumed."))
    flags.append(
        Flag(
            kind=FlagKind.SPLIT,
            message="The wording asks for studies of several parts of the body; this is one of them.",
            readings=tuple(site.part for site in request.body),
        )
    )
    return msgspec.structs.replace(
        request,
        body=sites,
        quantity=Quantity(derived=1.0, unit=unit),
        flags=tuple(flags),
        confidence=round(max(0.1, request.confidence - _DOUBT), 2),
    )
