"""Who somebody is: the names, numbers and places by which a person or an organization is told from another."""

from __future__ import annotations

from enum import StrEnum

from openimr.citations import Value

__all__ = ["Being", "Identity"]


class Being(StrEnum):
    """What has a name: a person or an organization."""

    PERSON = "person"
    ORGANIZATION = "organization"


class Identity(Value, frozen=True, kw_only=True):
    """A person or an organization.

    ``other_names`` are former and married names, aliases and trade names; ``parents`` the companies that own it;
    ``tax_number`` is an employer identification number. What is not known is left empty, and nothing follows from that.
    """

    name: str
    is_a: Being = Being.ORGANIZATION
    other_names: tuple[str, ...] = ()
    npi: str = ""
    tax_number: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
