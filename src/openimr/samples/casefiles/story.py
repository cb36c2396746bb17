"""What happened in one invented case, and who wrote about it: the ground of all of its papers."""

from __future__ import annotations

from openimr.cases.filing import Filing
from openimr.cases.parties import Address, PersonName
from openimr.cases.terms import Sex
from openimr.citations import Value
from openimr.samples.casefiles.drafts import Draft, Role, Said
from openimr.samples.casefiles.truth import Gap

__all__ = ["Author", "Story"]


class Author(Value, frozen=True, kw_only=True):
    """Somebody who writes papers: name, credentials and licence, and the firm on the letterhead."""

    name: PersonName
    credentials: str
    firm: str
    address: Address
    phone: str
    fax: str
    email: str = ""
    specialty: str = ""
    licence: str = ""

    @property
    def signed(self) -> str:
        """The name as it stands below a paper."""
        return f"{self.name.whole}, {self.credentials}" if self.credentials else self.name.whole


class Story(Value, frozen=True, kw_only=True):
    """A case: its filing, its authors, and the drafts of its papers.

    ``mechanism`` is empty where no paper tells it. ``ur_says`` are sentences that utilization review adds to its
    decision, ``ur_notice`` what the letter to the employee says of it, ``request_says`` the reason that the request for
    authorization gives. ``twice`` is the number of documents that came again.
    """

    filing: Filing
    authors: dict[Role, Author]
    drafts: tuple[Draft, ...]
    record_number: str
    occupation: str
    mechanism: str = ""
    social_security: str = ""
    ur_says: tuple[Said, ...] = ()
    ur_notice: tuple[Said, ...] = ()
    request_says: tuple[Said, ...] = ()
    gaps: tuple[Gap, ...] = ()
    twice: int = 2
    is_request_missing: bool = False
    is_application_missing: bool = False
    follows: str = ""

    @property
    def surname(self) -> str:
        """The employee's surname with Mr. or Ms."""
        employee = self.filing.parties.employee
        return f"{'Ms.' if employee.sex is Sex.FEMALE else 'Mr.'} {employee.name.last}"
