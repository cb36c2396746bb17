"""Compares the codes of a request with its words.

Source: vocabulary/codes.yaml in the rulebook; request-grammar.md, parsing rule 9.
"""

from __future__ import annotations

from functools import cache

import msgspec

from openimr.citations import Verification
from openimr.rulebook import load
from openimr.treatments.parsing.flagging import Flags
from openimr.treatments.request import Code, CodeSystem, FlagKind, Guidance, Region, TreatmentRequest
from openimr.treatments.services import all_services, are_alike

__all__ = ["check_codes", "guidance_by_code"]

_BILLING = frozenset({CodeSystem.CPT, CodeSystem.HCPCS})
_REGION_OF_PART = {
    "neck": Region.CERVICAL,
    "thoracic_spine": Region.THORACIC,
    "lumbar_spine": Region.LUMBAR,
    "coccyx": Region.SACRAL,
}


class _Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    codes: tuple[str, ...]
    services: tuple[str, ...]
    source: str
    verification: Verification
    regions: tuple[Region, ...] = ()
    guidance: Guidance | None = None
    goes_with_any: bool = False


@cache
def _table() -> dict[str, _Row]:
    return {code: row for row in load("vocabulary/codes.yaml", _Row) for code in row.codes}


def guidance_by_code(code: str) -> Guidance | None:
    """How a needle is guided, where the code says so."""
    row = _table().get(code)
    return row.guidance if row else None


def check_codes(request: TreatmentRequest, flags: Flags) -> None:
    """Flag each code that is not known, that names another service, or that is for another region of the spine."""
    for code in request.codes:
        if code.system not in _BILLING:
            continue
        row = _table().get(code.code)
        if row is None:
            flags.add(FlagKind.CODE_SUSPECT, f"The code {code.code} is not in the sheet of codes.", span=code.span)
            continue
        if request.service.code is not None and not row.goes_with_any:
            _check_service(request, code, row, flags)
        _check_region(request, code, row, flags)


def _check_service(request: TreatmentRequest, code: Code, row: _Row, flags: Flags) -> None:
    named = [request.service.code or "", *request.service.combined, *request.service.alternatives]
    fitting = [service for service in named if any(_fits(service, other) for other in row.services)]
    exact = [service for service in named if service in row.services]
    others = [service for service in request.service.alternatives if service not in row.services]
    if not fitting or (others and exact):
        flags.add(
            FlagKind.CODE_TEXT_CONFLICT,
            f"The code {code.code} and the words do not name the same service.",
            *dict.fromkeys((*named, *row.services)),
            span=code.span,
        )


def _fits(service: str, other: str) -> bool:
    return are_alike(service, other) or all_services()[service].is_generic


def _check_region(request: TreatmentRequest, code: Code, row: _Row, flags: Flags) -> None:
    regions = {level.region for level in request.levels}
    regions |= {_REGION_OF_PART[site.part] for site in request.body if site.part in _REGION_OF_PART}
    if row.regions and regions and not regions & set(row.regions):
        flags.add(
            FlagKind.CODE_LEVEL_CONFLICT,
            f"The code {code.code} is for another region of the spine than the words.",
            *(region.value for region in row.regions),
            *sorted(region.value for region in regions),
            span=code.span,
        )
