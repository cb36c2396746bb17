"""Raises the flags of one request that need the request as a whole: services, places, codes, dates.

Source: request-grammar.md, parsing rules 4 and 7 to 14; ``docs/reference/requests.md`` tells every flag.
"""

from __future__ import annotations

from openimr.treatments.parsing.assigning import Places
from openimr.treatments.parsing.code_table import check_codes
from openimr.treatments.parsing.flagging import Flags
from openimr.treatments.parsing.levels import BY_LEVEL
from openimr.treatments.parsing.lexicon import lexicon
from openimr.treatments.parsing.marks import Count, Marks, Via
from openimr.treatments.parsing.measuring import plain
from openimr.treatments.parsing.splitting import Segment
from openimr.treatments.request import FlagKind, Modifier, Side, TreatmentRequest
from openimr.treatments.services import Service, all_services, are_alike

__all__ = ["review"]

_NO_BODY = frozenset({
    "urine_drug_test", "genetic_test", "sleep_study", "laboratory_test", "transportation", "interpreter",
    "gym_membership", "weight_loss_program", "detoxification_program", "smoking_cessation_drugs",
})  # fmt: skip
_NEEDS_BODY = frozenset({
    "mri", "mr_arthrogram", "ct_scan", "x_ray", "arthrogram", "joint_injection", "viscosupplementation",
    "corticosteroid_injection",
})  # fmt: skip
_NEEDS_LEVEL = frozenset({
    "epidural_steroid_injection", "transforaminal_epidural_injection", "selective_nerve_root_block",
    "medial_branch_block", "facet_injection", "radiofrequency_ablation", "spinal_fusion", "anterior_cervical_fusion",
    "disc_replacement",
})  # fmt: skip
_PER_SESSION = frozenset({"trigger_point_injection", "botulinum_injection"})
_VISITS = frozenset({"rehabilitation", "behavioral_and_mental_health"})
_ENDLESS = frozenset({"home_health_care", "housekeeping", "transportation", "home_nursing", "gym_membership"})


def review(request: TreatmentRequest, marks: Marks, segment: Segment, places: Places, flags: Flags) -> None:
    """Raise every flag that the request as a whole asks for."""
    code = request.service.code
    if code is None:
        _unknown(request, flags)
    else:
        service = all_services()[code]
        _review_service(request, service, segment, flags)
        _review_count(request, service, marks, flags)
        _review_place(request, service, flags)
        _review_time(request, service, flags)
    if request.codes:
        check_codes(request, flags)
    _review_sides(request, marks, places, flags)
    if segment.is_split:
        flags.add(FlagKind.SPLIT, "The wording asks for several things; this is one of them.")


def _unknown(request: TreatmentRequest, flags: Flags) -> None:
    if request.raw:
        flags.add(FlagKind.SERVICE_UNKNOWN, "No service, drug or device is named that the vocabulary knows.")
    else:
        flags.add(FlagKind.EMPTY, "The wording is empty.")


def _review_service(request: TreatmentRequest, service: Service, segment: Segment, flags: Flags) -> None:
    """Flags of what is asked for: several readings, several services, or a kind of service only."""
    asked = request.service
    if segment.alternatives:
        names = _names(request, segment)
        flags.add(FlagKind.AMBIGUOUS_SERVICE, "The words may name more than one service.", *names, span=asked.span)
    if len(segment.heads) > 1 and request.drug is None:
        flags.add(
            FlagKind.COMBINED_SERVICE,
            "Several services are asked for as one; a number counts all of them together once.",
            *asked.combined,
            span=asked.span,
        )
        _review_combination(asked.combined, flags)
    if segment.purpose_at is not None:
        flags.add(
            FlagKind.REFERRAL_ONLY,
            "A consultation is asked for; what it may lead to is not.",
            *([request.purpose] if request.purpose else []),
        )
    if service.is_generic and request.specialty is None:
        flags.add(
            FlagKind.UNDERSPECIFIED, "The words name a kind of service and not which one.", asked.words, span=asked.span
        )


def _names(request: TreatmentRequest, segment: Segment) -> tuple[str, ...]:
    if request.drug is not None:
        return (request.drug.name, *(head.name or head.service for head in segment.alternatives))
    return (request.service.code or "", *dict.fromkeys(head.service for head in segment.alternatives))


def _review_combination(together: tuple[str, ...], flags: Flags) -> None:
    """Say where services given together may be one visit, or one procedure under two names."""
    services = all_services()
    if {services[code].category for code in together} <= _VISITS:
        if len({services[code].family for code in together}) > 1:
            flags.add(FlagKind.POSSIBLE_SAME_VISITS, "These services may be given in the same visits.", *together)
        return
    first, *others = together
    if services[first].category == "injections" and any(are_alike(first, other) for other in others):
        flags.add(FlagKind.POSSIBLE_SAME_PROCEDURE, "These may be two names of one procedure.", *together)


def _review_count(request: TreatmentRequest, service: Service, marks: Marks, flags: Flags) -> None:
    """Flags of a number that can be read in more than one way."""
    count = _bare(marks, request)
    if count is not None and request.drug is None:
        number = plain(count.most)
        if len(request.body) > 1:
            flags.add(
                FlagKind.PER_BODY_PART,
                "The number may be the total or for each part of the body; it is taken as the total.",
                f"{number} in total",
                f"{number} for each of {len(request.body)} parts",
            )
        elif not _counts_the_name(marks, count, service):
            flags.add(
                FlagKind.AMBIGUOUS_UNIT,
                f"It is not said what the number counts; it is taken as {service.unit}s.",
                f"{number} {service.unit}s",
                f"{number} weeks",
                span=marks.tokens.span(count.start, count.end),
            )
    quantity = request.quantity
    if (
        service.id in _PER_SESSION
        and quantity is not None
        and quantity.unit == "injection"
        and (quantity.stated or 0) > 1
    ):
        number = plain(quantity.stated or 0)
        flags.add(
            FlagKind.AMBIGUOUS_COUNT,
            "The number may count injections in one session or sessions.",
            f"{number} injections in one session",
            f"{number} sessions",
            span=quantity.span,
        )
    _review_ordinal(service, marks, flags)
    if service.id in BY_LEVEL:
        _review_levels(request, marks, flags)
    if request.dates is not None and len(request.dates.days) > 1 and not _is_total(marks):
        flags.add(
            FlagKind.QTY_PER_DATE,
            "Several days of service are named; a number counts for each of them.",
            span=request.dates.span,
        )


def _review_ordinal(service: Service, marks: Marks, flags: Flags) -> None:
    """Say where "#2" after an injection may mean the second one."""
    if service.id not in BY_LEVEL:
        return
    for count in marks.counts:
        if count.via is Via.DISPENSED and count.unit is None and marks.tokens.words[count.start] == "#":
            number = plain(count.most)
            flags.add(
                FlagKind.AMBIGUOUS_COUNT,
                "The number may say which injection this is, or how many are asked for.",
                f"{number} injections",
                f"injection number {number}",
                span=marks.tokens.span(count.start, count.end),
            )


def _bare(marks: Marks, request: TreatmentRequest) -> Count | None:
    """The number that nothing explains, where it was taken as the quantity."""
    quantity = request.quantity
    if quantity is None or quantity.span is None:
        return None
    return next(
        (
            count
            for count in marks.counts
            if count.via is Via.BARE and marks.tokens.starts[count.start] == quantity.span.start
        ),
        None,
    )


def _counts_the_name(marks: Marks, count: Count, service: Service) -> bool:
    """Whether the number stands beside what it counts: "sessions 6", or "2 MRIs" of what is given one by one."""
    if marks.tokens.word(count.start - 1) in lexicon().units:
        return True
    before = any(head.start >= count.end for head in marks.heads)
    return before and service.unit in {"study", "test", "evaluation", "procedure", "device", "item", "injection"}


def _is_total(marks: Marks) -> bool:
    return any(count.via is Via.TOTAL for count in marks.counts)


def _review_levels(request: TreatmentRequest, marks: Marks, flags: Flags) -> None:
    """Say where levels and the number of injections may not go together."""
    levels = request.levels
    injections = sum(2 if level.side is Side.BILATERAL else 1 for level in levels)
    if injections < 2 or request.quantity is None:
        return
    stated = request.quantity.stated
    if any(count.via is Via.SERIES for count in marks.counts):
        return
    is_plural = stated is None and any(head.is_plural for head in marks.heads)
    if is_plural or (stated is not None and stated != injections):
        flags.add(
            FlagKind.LEVELS_VS_COUNT,
            "Levels are not the same as injections.",
            f"{len(levels)} levels in one session",
            f"{plain(stated or injections)} injections",
        )


def _review_place(request: TreatmentRequest, service: Service, flags: Flags) -> None:
    """Flags of a part or a level that is missing, or that the service does not need."""
    has_place = bool(request.body or request.levels)
    if has_place and (service.family == "behavioural" or service.id in _NO_BODY):
        flags.add(
            FlagKind.BODY_UNEXPECTED,
            "A part of the body is named for a service that is not given to one.",
            *(site.part for site in request.body),
        )
    if service.id in _NEEDS_BODY and not has_place:
        flags.add(FlagKind.BODY_MISSING, "The part of the body is not said.")
    if service.id in _NEEDS_LEVEL and not request.levels:
        flags.add(FlagKind.LEVEL_MISSING, "The spinal level is not said.")
    extremities = {"upper_extremity", "lower_extremity"}
    is_nerve_test = service.id in {"emg", "nerve_conduction_study", "electrodiagnostic_study"}
    if is_nerve_test and extremities <= {site.part for site in request.body}:
        flags.add(
            FlagKind.SPLIT,
            "Upper and lower extremities fall under different rules.",
            *sorted(extremities, reverse=True),
        )


def _review_time(request: TreatmentRequest, service: Service, flags: Flags) -> None:
    """Flags of care without an end."""
    endless = Modifier.INDEFINITE in request.modifiers
    unbounded = service.id in _ENDLESS and request.duration is None and request.quantity is None
    if endless or unbounded:
        flags.add(FlagKind.OPEN_ENDED, "No end of the service is said.")


def _review_sides(request: TreatmentRequest, marks: Marks, places: Places, flags: Flags) -> None:
    if places.is_contradictory:
        flags.add(
            FlagKind.LATERALITY_CONFLICT,
            "The words name one side and both.",
            *dict.fromkeys(site.side.value for site in request.body if site.side),
        )
    for loose in places.loose:
        if loose.end - loose.start > 1 or len(marks.tokens.words[loose.start]) > 1:
            flags.add(
                FlagKind.BODY_MISSING,
                "A side is said, but not of which part of the body.",
                loose.side.value,
                span=marks.tokens.span(loose.start, loose.end),
            )
    for part, side in places.carried:
        flags.add(
            FlagKind.SIDE_CARRIED,
            "A side is said before the first part only; it is not carried over to this one.",
            f"{part.part}, side not said",
            f"{side.value} {part.part}",
            span=marks.tokens.span(part.start, part.end),
        )
