"""Invents what a registry says of credentials: the proof that each carries, and identifiers with their check digit."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

import msgspec

from openimr.reviewers.npi import is_npi
from openimr.reviewers.registry import Credential, Means

__all__ = ["AnyCredential", "npi_from", "proven"]

AnyCredential = TypeVar("AnyCredential", bound=Credential)


def proven(
    credential: AnyCredential, *, source: str, verified_on: dt.date, expires_on: dt.date | None = None
) -> AnyCredential:
    """The credential as it was looked up at its primary source."""
    return msgspec.structs.replace(
        credential, source=source, verified_on=verified_on, verified_by=Means.PRIMARY_SOURCE, expires_on=expires_on
    )


def npi_from(nine: str) -> str:
    """The identifier of nine made-up figures and the check digit that fits them.

    >>> npi_from("123456789")
    '1234567893'
    """
    return next(nine + str(digit) for digit in range(10) if is_npi(nine + str(digit)))
