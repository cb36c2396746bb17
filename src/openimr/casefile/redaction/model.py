"""The values of de-identification: profiles, kinds of identifiers, proposals, and what a person says to them.

Source: Labor Code 4610.6(m); 45 CFR 164.514(b)(2), see ``rulebook/casefile/identifiers_kinds.yaml``.
"""

from __future__ import annotations

from enum import StrEnum

from openimr.citations import Span, Value

__all__ = ["Judgment", "Kind", "Profile", "Redaction", "Released", "Verdict"]


class Profile(StrEnum):
    """What is taken out: as the state publishes (ages and dates stay), or as the safe harbor of HIPAA asks."""

    STATE = "state"
    SAFE_HARBOR = "safe_harbor"


class Kind(StrEnum):
    """What an identifier is; its name in capitals is the token that stands in its place."""

    EMPLOYEE = "employee"
    EMPLOYER = "employer"
    CLAIMS_ADMINISTRATOR = "claims_administrator"
    INSURER = "insurer"
    PROVIDER = "provider"
    ATTORNEY = "attorney"
    PERSON = "person"
    ORGANIZATION = "organization"
    SSN = "ssn"
    DATE_OF_BIRTH = "date_of_birth"
    DATE = "date"
    AGE = "age"
    PHONE = "phone"
    FAX = "fax"
    EMAIL = "email"
    URL = "url"
    IP_ADDRESS = "ip_address"
    ADDRESS = "address"
    CITY = "city"
    COUNTY = "county"
    ZIP = "zip"
    CLAIM_NUMBER = "claim_number"
    CASE_NUMBER = "case_number"
    RECORD_NUMBER = "record_number"
    POLICY_NUMBER = "policy_number"
    ACCOUNT_NUMBER = "account_number"
    LICENSE_NUMBER = "license_number"
    NPI = "npi"
    VEHICLE = "vehicle"
    DEVICE_NUMBER = "device_number"
    NUMBER = "number"
    PICTURE = "picture"

    @property
    def words(self) -> str:
        """The kind as a token says it.

        >>> Kind.CLAIM_NUMBER.words
        'CLAIM NUMBER'
        """
        return self.value.replace("_", " ").upper()


class Redaction(Value, frozen=True, kw_only=True):
    """A proposal to put ``token`` in the place of the words at ``span``, which read ``quote``.

    ``span`` counts in the text of the page with the running number ``page``; 0 where a text without pages was given.
    Its confidence is from 0 to 1. What is not ``is_certain`` goes to a person before anything is released.
    """

    span: Span
    kind: Kind
    token: str
    reason: str
    quote: str
    page: int = 0
    is_certain: bool = True


class Verdict(StrEnum):
    """What a person says to a proposal."""

    REDACT = "redact"
    KEEP = "keep"


class Judgment(Value, frozen=True, kw_only=True):
    """A person's word on the stretch ``start`` to before ``end`` of ``page``; ``by`` says who it was.

    What no proposal covers of the stretch is taken out as well where the verdict is ``REDACT``, with ``kind`` as its
    token.
    """

    start: int
    end: int
    verdict: Verdict
    by: str
    page: int = 0
    kind: Kind = Kind.PERSON


class Released(Value, frozen=True, kw_only=True):
    """What is released of one text: the text as released, and what was taken out and kept, in order.

    ``redactions`` count in the text before the release.
    """

    text: str
    redactions: tuple[Redaction, ...] = ()
    kept: tuple[Redaction, ...] = ()
    page: int = 0
