"""What a wording asks for, as frozen values; every value keeps the place in the wording that it came from.

What is not said is ``None`` or empty: nothing defaults silently. What is ambiguous carries a flag with all readings.

Source: target record and flags of request-grammar.md; ``docs/reference/requests.md``.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import msgspec

from openimr.citations import Span, Value, Verification

__all__ = [
    "Acquisition",
    "BodySite",
    "Code",
    "CodeSystem",
    "Contrast",
    "Dose",
    "Drug",
    "Flag",
    "FlagKind",
    "Frequency",
    "Guidance",
    "Ingredient",
    "Level",
    "Modifier",
    "Per",
    "Quantity",
    "Region",
    "RequestDates",
    "Service",
    "Setting",
    "Side",
    "TimeSpan",
    "TreatmentRequest",
]


class Modifier(StrEnum):
    """A word that changes which rule applies to a request."""

    INITIAL = "initial"
    TRIAL = "trial"
    ADDITIONAL = "additional"
    CONTINUING = "continuing"
    REPEAT = "repeat"
    REFILL = "refill"
    POSTOPERATIVE = "postoperative"
    PREOPERATIVE = "preoperative"
    RETROSPECTIVE = "retrospective"
    PROSPECTIVE = "prospective"
    POSSIBLE = "possible"
    ASSOCIATED = "associated"
    MODIFIED = "modified"
    INDEFINITE = "indefinite"


class Side(StrEnum):
    """A side of the body."""

    LEFT = "left"
    RIGHT = "right"
    BILATERAL = "bilateral"


class Region(StrEnum):
    """A region of the spine."""

    CERVICAL = "cervical"
    THORACIC = "thoracic"
    LUMBAR = "lumbar"
    SACRAL = "sacral"


class Per(StrEnum):
    """The period that a frequency or a duration is counted in."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Guidance(StrEnum):
    """How a needle is guided."""

    FLUOROSCOPY = "fluoroscopy"
    ULTRASOUND = "ultrasound"
    CT = "ct"


class Contrast(StrEnum):
    """Whether imaging uses contrast."""

    WITH = "with"
    WITHOUT = "without"
    WITH_AND_WITHOUT = "with_and_without"


class Setting(StrEnum):
    """Where a service is given."""

    OUTPATIENT = "outpatient"
    INPATIENT = "inpatient"
    RESIDENTIAL = "residential"
    HOME = "home"
    OFFICE = "office"


class Acquisition(StrEnum):
    """How equipment is had."""

    PURCHASE = "purchase"
    RENTAL = "rental"


class CodeSystem(StrEnum):
    """What kind of code a wording holds; numbers only, no descriptor."""

    CPT = "cpt"
    HCPCS = "hcpcs"
    ICD9 = "icd9"
    ICD10 = "icd10"
    NDC = "ndc"


class FlagKind(StrEnum):
    """What a person should look at. Source: "Flags" of request-grammar.md."""

    AMBIGUOUS_SERVICE = "AMBIGUOUS_SERVICE"
    COMBINED_SERVICE = "COMBINED_SERVICE"
    SPLIT = "SPLIT"
    AMBIGUOUS_NXM = "AMBIGUOUS_NXM"
    AMBIGUOUS_COUNT = "AMBIGUOUS_COUNT"
    AMBIGUOUS_UNIT = "AMBIGUOUS_UNIT"
    AMBIGUOUS_FREQUENCY = "AMBIGUOUS_FREQUENCY"
    RANGE = "RANGE"
    RANGE_DURATION = "RANGE_DURATION"
    QTY_MISSING = "QTY_MISSING"
    QTY_CONFLICT = "QTY_CONFLICT"
    QTY_PER_DATE = "QTY_PER_DATE"
    DURATION_MISSING = "DURATION_MISSING"
    OPEN_ENDED = "OPEN_ENDED"
    UNDERSPECIFIED = "UNDERSPECIFIED"
    LEVEL_MISSING = "LEVEL_MISSING"
    LEVELS_VS_COUNT = "LEVELS_VS_COUNT"
    BODY_MISSING = "BODY_MISSING"
    BODY_UNEXPECTED = "BODY_UNEXPECTED"
    SIDE_CARRIED = "SIDE_CARRIED"
    LATERALITY_CONFLICT = "LATERALITY_CONFLICT"
    CODE_SUSPECT = "CODE_SUSPECT"
    CODE_TEXT_CONFLICT = "CODE_TEXT_CONFLICT"
    CODE_LEVEL_CONFLICT = "CODE_LEVEL_CONFLICT"
    SIG_QTY_CONFLICT = "SIG_QTY_CONFLICT"
    RATIONALE_MISMATCH = "RATIONALE_MISMATCH"
    SOURCE_CONFLICT = "SOURCE_CONFLICT"
    MODIFIED_BY_UR = "MODIFIED_BY_UR"
    REFERRAL_ONLY = "REFERRAL_ONLY"
    POSSIBLE_SAME_VISITS = "POSSIBLE_SAME_VISITS"
    POSSIBLE_SAME_PROCEDURE = "POSSIBLE_SAME_PROCEDURE"
    ASSUMED_7_DAYS = "ASSUMED_7_DAYS"
    PER_BODY_PART = "PER_BODY_PART"
    ASSUMED_ONE = "ASSUMED_ONE"
    MISSPELT = "MISSPELT"
    SERVICE_UNKNOWN = "SERVICE_UNKNOWN"
    EMPTY = "EMPTY"
    TOO_LONG = "TOO_LONG"


class Flag(Value, frozen=True):
    """One thing to look at: what kind, in a sentence, and all readings where there are several."""

    kind: FlagKind
    message: str
    readings: tuple[str, ...] = ()
    span: Span | None = None


class Service(Value, frozen=True):
    """What is to be done or given.

    ``code`` is the id of the service in ``rulebook/vocabulary/services.yaml``, ``None`` where the words are not known;
    ``category`` the department's category ("rehabilitation"). ``alternatives`` are other readings of the same words;
    ``combined`` are services given together as one, each counted once. ``verification`` says whether a source holds the
    words: "unverified" where they are known from general knowledge only, ``None`` where no service is known.
    """

    code: str | None = None
    category: str | None = None
    words: str = ""
    alternatives: tuple[str, ...] = ()
    combined: tuple[str, ...] = ()
    verification: Verification | None = None
    span: Span | None = None


class Quantity(Value, frozen=True):
    """How many. ``stated`` stands in the words; ``derived`` is frequency times duration; ``min`` and ``max`` a range.

    ``unit`` is what is counted (session, visit, hour, day, tablet, gram, injection, level, study ...).
    """

    stated: float | None = None
    derived: float | None = None
    min: float | None = None
    max: float | None = None
    unit: str | None = None
    span: Span | None = None


class Frequency(Value, frozen=True):
    """How often: ``min`` to ``max`` times per period; both are equal where one number is given.

    ``unit`` is what is counted where it is no visit: "hour" in "4 hours a day", "day" in "4 days a week".
    """

    min: float
    max: float
    per: Per
    unit: str | None = None
    span: Span | None = None


class TimeSpan(Value, frozen=True):
    """How long: ``min`` to ``max`` of a unit."""

    min: float
    max: float
    unit: Per
    span: Span | None = None


class BodySite(Value, frozen=True):
    """A part of the body (id of ``rulebook/vocabulary/body_parts.yaml``) and its side, absent where none is said."""

    part: str
    side: Side | None = None
    span: Span | None = None


class Level(Value, frozen=True):
    """A spinal level: from one vertebra to the next (``L4`` to ``L5``), or a root (``from_`` only)."""

    region: Region
    from_: str = msgspec.field(name="from")
    to: str | None = None
    side: Side | None = None
    span: Span | None = None


class Ingredient(Value, frozen=True):
    """One ingredient of a drug, with its strength as worded ("10 mg", "15%")."""

    name: str
    strength: str | None = None
    span: Span | None = None


class Dose(Value, frozen=True):
    """What a prescription says of use: the words, and units a day from ``per_day_min`` to ``per_day_max``."""

    words: str
    per_day_min: float | None = None
    per_day_max: float | None = None
    is_as_needed: bool = False
    span: Span | None = None


class Drug(Value, frozen=True):
    """A drug asked for. ``total`` is what is dispensed with all refills; ``days_supply`` only where stated or derived.

    ``name`` is as worded, ``generic`` the name of the substance. ``content`` is how much all packages hold together
    (200 gram in "100 gm tube x 2"); ``per_day`` what dispensed and days' supply come to. ``other_strengths`` are
    further strengths of one item, as when a dose is raised step by step. Whether a source holds the name stands in the
    ``verification`` of the service.
    """

    name: str
    generic: str | None = None
    ingredients: tuple[Ingredient, ...] = ()
    strength: str | None = None
    form: str | None = None
    sig: Dose | None = None
    dispensed: float | None = None
    unit: str | None = None
    days_supply: float | None = None
    refills: int | None = None
    total: float | None = None
    per_day: float | None = None
    content: float | None = None
    content_unit: str | None = None
    other_strengths: tuple[str, ...] = ()
    is_compound: bool = False
    span: Span | None = None


class Code(Value, frozen=True):
    """A billing, diagnosis or drug code as it stands in the words."""

    system: CodeSystem
    code: str
    span: Span | None = None


class RequestDates(Value, frozen=True):
    """Days on which a service was given: single days, or the first and last of a range."""

    days: tuple[dt.date, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    span: Span | None = None


class TreatmentRequest(Value, frozen=True):
    """One requested treatment, read out of a wording.

    ``raw`` is the stretch of the wording that this request was read from. ``depends_on`` says what it falls with
    ("surgery"). ``confidence`` is from 0 to 1; flags lower it. ``days`` says on how many days a service that is counted
    in hours a day is given, ``weekly`` what hours and days come to in a week; ``full_days`` what the hours of a program
    come to in full days of eight hours; ``timing`` when a visit is to take place. ``features`` are words that describe
    the service ("pool access", "3T", "individual"). ``unverified_words`` are the words that were read by a meaning that
    no source holds (see ``attested_words.yaml``): whoever relies on the reading confirms them.

    ``spans`` gives the place of each value that
    holds none itself, by the path of the value ("guidance", "modifiers[0]").
    """

    raw: str
    service: Service = Service()
    modifiers: tuple[Modifier, ...] = ()
    quantity: Quantity | None = None
    frequency: Frequency | None = None
    duration: TimeSpan | None = None
    days: Frequency | None = None
    weekly: Quantity | None = None
    full_days: Quantity | None = None
    timing: TimeSpan | None = None
    body: tuple[BodySite, ...] = ()
    levels: tuple[Level, ...] = ()
    guidance: Guidance | None = None
    sedation: str | None = None
    contrast: Contrast | None = None
    setting: Setting | None = None
    acquisition: Acquisition | None = None
    acquisition_duration: TimeSpan | None = None
    drug: Drug | None = None
    codes: tuple[Code, ...] = ()
    dates: RequestDates | None = None
    retrospective: bool = False
    depends_on: str | None = None
    accessories: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    specialty: str | None = None
    purpose: str | None = None
    unverified_words: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
    confidence: float = 1.0
    span: Span | None = None
    spans: dict[str, Span] = msgspec.field(default_factory=dict)
