"""Draws requests and wordings of requests for property tests."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from openimr.treatments.request import (
    Acquisition,
    BodySite,
    Code,
    CodeSystem,
    Contrast,
    Dose,
    Drug,
    Frequency,
    Guidance,
    Level,
    Modifier,
    Per,
    Quantity,
    Region,
    RequestDates,
    Service,
    Side,
    TimeSpan,
    TreatmentRequest,
)

PIECES = (
    "physical therapy", "PT", "2x6", "x", "12", "sessions", "visits", "per week", "for 6 weeks", "Norco", "10/325mg",
    "#120", "with 2 refills", "BID", "q6h", "L4-5", "L5-S1", "C5", "left", "right", "bilateral", "knee", "shoulder and",
    "MRI", "without contrast", "(", ")", ",", ";", "and", "/", "DOS 1/2/2014", "CPT 97110", "retro", "TENS unit",
    "rental", "30 day", "hours a day", "4", "once a", "weekly", "of", "Qty:", "DS:", "each", "=", "%", "20%", "cream",
    "compound", "up to", "referral to", "pain management", "for", "trial", "permanent", "...", "rationale", "certified",
    "#", "mg", "1 tab", "0", "24/7", "series of 3", "-", "\n", "\u2013", "\u201c", "$", "E0730", "ICD-10", "M54.5",
    "NDC", "EMG/NCV", "BUE", "biweekly", "2)", ": Upheld",
)  # fmt: skip

wordings = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=12).map("".join),
)

_sides = st.sampled_from([None, Side.LEFT, Side.RIGHT, Side.BILATERAL])
_paired = ("shoulder", "knee", "wrist", "hip", "ankle", "elbow", "foot", "hand")
_sites = st.lists(
    st.one_of(
        st.builds(BodySite, part=st.sampled_from(_paired), side=_sides),
        st.builds(BodySite, part=st.sampled_from(("neck", "lumbar_spine", "thoracic_spine"))),
    ),
    max_size=3,
    unique_by=lambda site: site.part,
).map(tuple)
_few = st.integers(min_value=1, max_value=12).map(float)


@st.composite
def _plans(draw: st.DrawFn) -> tuple[Quantity | None, Frequency | None, TimeSpan | None]:
    kind = draw(st.sampled_from(("count", "plan", "both", "none")))
    most = draw(st.booleans())
    times, weeks = draw(_few), draw(_few)
    frequency = Frequency(min=times, max=times + most, per=draw(st.sampled_from((Per.WEEK, Per.MONTH))))
    duration = TimeSpan(min=weeks, max=weeks, unit=frequency.per)
    quantity = Quantity(stated=draw(st.integers(1, 60).map(float)), unit=draw(st.sampled_from(("visit", "session"))))
    if kind == "count":
        return quantity, None, None
    if kind == "plan":
        return None, frequency, duration
    return (quantity, frequency, duration) if kind == "both" else (None, None, None)


@st.composite
def therapies(draw: st.DrawFn) -> TreatmentRequest:
    """Therapy by the visit."""
    quantity, frequency, duration = draw(_plans())
    code = draw(st.sampled_from(("physical_therapy", "acupuncture", "chiropractic", "occupational_therapy", "cbt")))
    modifiers = draw(
        st.lists(st.sampled_from((Modifier.ADDITIONAL, Modifier.CONTINUING, Modifier.INITIAL)), max_size=1)
    )
    return TreatmentRequest(
        raw="",
        service=Service(code=code),
        modifiers=tuple(modifiers),
        quantity=quantity,
        frequency=frequency,
        duration=duration,
        body=draw(_sites),
        codes=draw(st.sampled_from([(), (Code(system=CodeSystem.CPT, code="97110"),)])),
        dates=draw(_days),
    )


_days = st.one_of(
    st.none(),
    st.builds(
        RequestDates,
        days=st.lists(st.dates(dt.date(2008, 1, 1), dt.date(2020, 1, 1)), min_size=1, max_size=3, unique=True).map(
            tuple
        ),
    ),
)


@st.composite
def drugs(draw: st.DrawFn) -> TreatmentRequest:
    """A drug by the tablet."""
    name, service, strength, unit = draw(
        st.sampled_from(
            (
                ("Norco", "opioids", "10/325 mg", "tablet"),
                ("tramadol", "opioids", "50 mg", "tablet"),
                ("omeprazole", "proton_pump_inhibitors", "20 mg", "capsule"),
                ("gabapentin", "antiepileptics", "600 mg", "tablet"),
            )
        )
    )
    sig = draw(st.sampled_from([None, "1 tablet tid", "bid", "1 po q 6 h prn", "qhs"]))
    dispensed = draw(st.one_of(st.none(), st.integers(10, 240).map(float)))
    return TreatmentRequest(
        raw="",
        service=Service(code=service),
        drug=Drug(
            name=name,
            strength=draw(st.sampled_from([None, strength])),
            sig=Dose(words=sig) if sig else None,
            dispensed=dispensed,
            unit=unit if dispensed else None,
            refills=draw(st.one_of(st.none(), st.integers(1, 5))),
        ),
        dates=draw(_days),
    )


_segments = st.sampled_from((("L3", "L4"), ("L4", "L5"), ("L5", "S1"), ("L5", None)))


@st.composite
def injections(draw: st.DrawFn) -> TreatmentRequest:
    """Injections at spinal levels."""
    side = draw(_sides)
    places = draw(st.lists(_segments, min_size=1, max_size=2, unique=True))
    return TreatmentRequest(
        raw="",
        service=Service(code=draw(st.sampled_from(("transforaminal_epidural_injection", "medial_branch_block")))),
        levels=tuple(Level(region=Region.LUMBAR, from_=first, to=last, side=side) for first, last in places),
        guidance=draw(st.sampled_from([None, Guidance.FLUOROSCOPY])),
        sedation=draw(st.sampled_from([None, "IV", "MAC"])),
    )


@st.composite
def studies_and_devices(draw: st.DrawFn) -> TreatmentRequest:
    """A study of a part of the body, or a device that is bought or rented."""
    if draw(st.booleans()):
        contrast = draw(st.sampled_from([None, *Contrast]))
        # A study of several regions is a request for each of them.
        return TreatmentRequest(raw="", service=Service(code="mri"), body=draw(_sites)[:1], contrast=contrast)
    rented = draw(st.booleans())
    duration = TimeSpan(min=30, max=30, unit=Per.DAY) if rented else None
    return TreatmentRequest(
        raw="",
        service=Service(code=draw(st.sampled_from(("tens_unit", "cold_therapy_unit", "knee_brace")))),
        acquisition=Acquisition.RENTAL if rented else Acquisition.PURCHASE,
        duration=duration,
    )


@st.composite
def home_care(draw: st.DrawFn) -> TreatmentRequest:
    """Care at home by the hour."""
    return TreatmentRequest(
        raw="",
        service=Service(code="home_health_care"),
        frequency=Frequency(min=(hours := draw(_few)), max=hours, per=Per.DAY, unit="hour"),
        days=Frequency(min=(days := draw(st.integers(1, 7).map(float))), max=days, per=Per.WEEK, unit="day"),
        duration=TimeSpan(min=(weeks := draw(_few)), max=weeks, unit=Per.WEEK),
    )


requests = st.one_of(therapies(), drugs(), injections(), studies_and_devices(), home_care())
