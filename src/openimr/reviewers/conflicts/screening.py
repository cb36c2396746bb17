"""Screens all reviewers, and the review organization itself, for affiliations with the parties of a case.

What is certain and material bars; what is likely or possible, or not clearly material, waits for a person; what the
statute does not count is told. Nothing that was found is left out.

Source: Labor Code 139.5(d)(5) and (6); peers.md, section 2.12.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from openimr.citations import Citation, Value
from openimr.reviewers.conflicts.families import Families, family, owned
from openimr.reviewers.conflicts.index import IdentityIndex
from openimr.reviewers.conflicts.likeness import Likeness, Strength
from openimr.reviewers.conflicts.names import names_in
from openimr.reviewers.conflicts.ties import (
    Counts,
    Covers,
    Materiality,
    counts,
    materiality,
    party_row,
    party_rows,
    relation_word,
    tie_row,
)
from openimr.reviewers.identity import Being, Identity
from openimr.reviewers.match_case import MatchCase, Party, PartyRole
from openimr.reviewers.reasons import Effect, criterion
from openimr.reviewers.registry import Affiliation, Position, Registry, Tie

__all__ = ["Hit", "Screen", "Screened", "Side", "side_by_side"]

_OF_EMPLOYERS = frozenset({PartyRole.EMPLOYER, PartyRole.INSURER, PartyRole.CLAIMS_ADMINISTRATOR})
_OWN_DECISION = "Q12"
_WITH_PERSONS = frozenset({Tie.RELATIVE, Tie.PHYSICIAN_PATIENT})
_MANAGING = frozenset({Position.OFFICER, Position.DIRECTOR, Position.MANAGEMENT})


class Hit(Value, frozen=True, kw_only=True):
    """One affiliation with one party: how sure it is that the two are one, whether it is material, and all evidence."""

    criterion: str
    role: PartyRole
    party: str
    tie: Tie
    strength: Strength
    materiality: Materiality
    effect: Effect
    says: str
    evidence: tuple[str, ...]
    citation: Citation
    letter: str = ""


class Side(Value, frozen=True, kw_only=True):
    """One kind of party of the statute beside the four of the letters' sentence, and what was found there."""

    criterion: str
    role: PartyRole
    entity: str
    letter: str
    covers: Covers
    parties: tuple[str, ...]
    hits: int
    is_statute: bool = True


class _Edge(NamedTuple):
    """One thing on file: whose it is (the number of a reviewer, empty for the organization), and the tie."""

    owner: str
    affiliation: Affiliation
    counts: Counts
    is_workplace: bool = False


class _Found(NamedTuple):
    edge: _Edge
    likeness: Likeness
    way: tuple[str, ...]


class _Judged(NamedTuple):
    party: Party
    found: _Found
    affiliation: Affiliation
    materiality: Materiality
    why: str
    effect: Effect
    criterion: str


_Several = tuple[Party, list[_Found]]


class Screened:
    """What was found of each reviewer, by registry number, and of the organization; judged and told where asked for."""

    def __init__(self, case: MatchCase, found: dict[str, list[_Several]], incomes: dict[str, float | None]) -> None:
        """Hold what was found; the organization stands under the empty number."""
        self._case = case
        self._found = found
        self._incomes = incomes

    def owners(self) -> Iterator[str]:
        """The number of every reviewer of whom something was found."""
        return (owner for owner in self._found if owner)

    def counted(self) -> Iterator[str]:
        """The number of every reviewer of whom something was found that bars or waits for a person."""
        return (owner for owner, several in self._found.items() if owner and self._is_counted(owner, several))

    def _is_counted(self, owner: str, several: list[_Several]) -> bool:
        """Whether one find at least is more than told; most kinds of ties say so before they are judged."""
        counted = {found.edge.counts for _, each in several for found in each}
        if Counts.ALWAYS in counted or Counts.BY_CASE not in counted:
            return Counts.ALWAYS in counted
        income = self._incomes.get(owner)
        return any(_is_more_than_told(self._case, each, income) for _, each in several)

    def effects(self, number: str) -> Iterator[tuple[Effect, str]]:
        """The effect and the party of each find of one reviewer."""
        return ((it.effect, it.party.name) for it in self._judged(number))

    def hits(self, number: str) -> tuple[Hit, ...]:
        """All hits of one reviewer."""
        return tuple(map(_hit, self._judged(number))) if number else ()

    @property
    def organization(self) -> tuple[Hit, ...]:
        """All hits of the review organization itself."""
        return tuple(map(_hit, self._judged("")))

    def _judged(self, owner: str) -> Iterator[_Judged]:
        for party, several in self._found.get(owner, ()):
            for found in several:
                yield _judge(self._case, party, found, several, self._incomes.get(owner))


class Screen:
    """A registry made ready for screening; making it ready takes long, screening a case does not."""

    def __init__(self, registry: Registry) -> None:
        """File everyone that any reviewer, or the organization, is or is tied to."""
        self._incomes = {it.number: it.income_usd_per_year for it in registry.reviewers}
        organization = registry.organization
        self._incomes[""] = organization.revenue_usd_per_year if organization else None
        edges = [*_edges(registry)]
        self._index = IdentityIndex(identity for identity, _ in edges)
        of_place: list[list[_Edge]] = [[] for _ in self._index.entries]
        for identity, edge in edges:
            of_place[self._index.place_of(identity)].append(edge)
        self._edges = tuple(map(tuple, of_place))
        self._families = Families([*registry.ownership, *owned(entry.identity for entry in self._index.entries)])

    def screen(self, case: MatchCase) -> Screened:
        """What is found of all reviewers, and of the organization, with the parties of ``case`` on its day."""
        families = (self._families, Families([*case.ownership, *owned(party.identity() for party in case.parties)]))
        all_found: dict[str, list[_Several]] = defaultdict(list)
        for party in case.parties:
            of_owner: dict[str, list[_Found]] = defaultdict(list)
            for found in self._strongest(party.identity(), families):
                of_owner[found.edge.owner].append(found)
            for owner, several in of_owner.items():
                all_found[owner].append((party, several))
        return Screened(case, dict(all_found), self._incomes)

    def namesakes(self, name: str) -> Iterator[tuple[str, Likeness]]:
        """The reviewers, by registry number, who may be the person of this name."""
        for place, likeness in self._index.find(Identity(name=name, is_a=Being.PERSON)):
            for edge in self._edges[place]:
                if edge.affiliation.tie is Tie.SELF and edge.owner:
                    yield edge.owner, likeness._replace(evidence=_unnamed(likeness.evidence, edge))

    def _strongest(self, identity: Identity, families: Iterable[Families]) -> Iterator[_Found]:
        """Each thing on file that may be the party or a company of its family, once, by its strongest likeness."""
        best: dict[int, tuple[Likeness, tuple[str, ...]]] = {
            place: (likeness, ()) for place, likeness in self._index.find(identity)
        }
        if identity.is_a is Being.ORGANIZATION:
            for name, way in family(identity, families).items():
                for place, likeness in self._index.find(Identity(name=name)):
                    # The statute names the party, not the companies of its family: a person decides.
                    weaker = likeness if likeness.strength.rank < 3 else likeness._replace(strength=Strength.LIKELY)
                    if place not in best or best[place][0].strength.rank < weaker.strength.rank:
                        best[place] = (weaker, way)
        for place, (likeness, way) in best.items():
            for edge in self._edges[place]:
                yield _Found(edge, likeness, way)


def _is_more_than_told(case: MatchCase, several: list[_Found], income: float | None) -> bool:
    """Whether :func:`_judge` finds more than a note in one of these ties with one party, told in far less time.

    It is for ties that do not say so themselves; what is certain, and which row it falls under, makes no note of them.
    """
    beside = [it.edge.affiliation for it in several]
    return any(
        materiality(it, on=case.on, beside=beside, income=income)[0] is not Materiality.NOT_COUNTED for it in beside
    )


def _judge(case: MatchCase, party: Party, found: _Found, several: list[_Found], income: float | None) -> _Judged:
    """What one find is under the law on the day of the case."""
    edge, likeness = found.edge, found.likeness
    affiliation = edge.affiliation
    if likeness.is_shared_place and affiliation.tie is Tie.SELF:
        affiliation = Affiliation(tie=Tie.SHARED_PLACE, with_=affiliation.with_)
    rank = likeness.strength.rank
    beside = [it.edge.affiliation for it in several]
    as_sure = [it.edge.affiliation for it in several if it.likeness.strength.rank >= rank]
    is_material, why = materiality(affiliation, on=case.on, beside=beside, income=income)
    if is_material is Materiality.MATERIAL and len(as_sure) < len(beside):
        is_surely, _ = materiality(affiliation, on=case.on, beside=as_sure, income=income)
        if is_surely is not Materiality.MATERIAL:
            is_material, why = Materiality.UNCLEAR, f"{why}; not all of these ties are surely to this party"
    row = party_row(party.role)
    identity = row.id
    if edge.is_workplace:
        if affiliation.position in _MANAGING and party.role in _OF_EMPLOYERS:
            identity = party_row(PartyRole.OFFICER).id
        elif is_material is Materiality.MATERIAL:
            is_material, why = Materiality.UNCLEAR, "a relative works there, in no leading position on file"
    if party.role is PartyRole.UR_PHYSICIAN and affiliation.tie is Tie.SELF:
        identity, why = _OWN_DECISION, "nobody reviews a decision of their own"
    is_law = row.is_statute or identity == _OWN_DECISION
    effect = _effect(is_material, likeness.strength, is_law=is_law)
    return _Judged(party, found, affiliation, is_material, why, effect, identity)


def _hit(judged: _Judged) -> Hit:
    """What was judged, told in full."""
    party, found, affiliation, is_material, why, effect, identity = judged
    row = party_row(party.role)
    strength = found.likeness.strength
    told = _told(affiliation, is_workplace=found.edge.is_workplace)
    return Hit(
        criterion=identity,
        role=party.role,
        party=party.name,
        tie=affiliation.tie,
        strength=strength,
        materiality=is_material,
        effect=effect,
        says=f"{told}, {strength}: {party.name} ({row.entity}); {why}.",
        evidence=(*_unnamed(found.likeness.evidence, found.edge), *found.way, *_on_file(affiliation)),
        citation=criterion(_OWN_DECISION) if identity == _OWN_DECISION else row.citation(),
        letter=row.letter,
    )


def _unnamed(evidence: Iterable[str], edge: _Edge) -> tuple[str, ...]:
    """Evidence without the reviewer's own names, which stay in the registry."""
    own = edge.affiliation.with_
    if edge.affiliation.tie is not Tie.SELF or not edge.owner:
        return tuple(evidence)
    names = [part for name in (own.name, *own.other_names) for part in names_in(name)]
    told = list(evidence)
    for name in names:
        told = [words.replace(f"“{name}”", "a name of the reviewer", 1) for words in told]
    return tuple(told)


def _effect(is_material: Materiality, strength: Strength, *, is_law: bool) -> Effect:
    if is_material is Materiality.NOT_COUNTED:
        return Effect.NOTE
    bars = is_material is Materiality.MATERIAL and strength is Strength.CERTAIN and is_law
    return Effect.BARS if bars else Effect.HOLDS


def _edges(registry: Registry) -> Iterator[tuple[Identity, _Edge]]:
    if registry.organization is not None:
        identity = registry.organization.identity
        yield identity, _edge("", Affiliation(tie=Tie.SELF, with_=identity))
        yield from _of("", registry.organization.affiliations)
    for reviewer in registry.reviewers:
        npi = reviewer.identity.npi or (reviewer.npi.number if reviewer.npi else "")
        person = msgspec.structs.replace(reviewer.identity, is_a=Being.PERSON, npi=npi)
        yield person, _edge(reviewer.number, Affiliation(tie=Tie.SELF, with_=person))
        yield from _of(reviewer.number, reviewer.affiliations)


def _edge(owner: str, affiliation: Affiliation, *, is_workplace: bool = False) -> _Edge:
    return _Edge(owner, affiliation, counts(affiliation), is_workplace)


def _of(owner: str, affiliations: Iterable[Affiliation]) -> Iterator[tuple[Identity, _Edge]]:
    for affiliation in affiliations:
        other = affiliation.with_
        if affiliation.tie in _WITH_PERSONS:
            other = msgspec.structs.replace(other, is_a=Being.PERSON)
        yield other, _edge(owner, affiliation)
        for workplace in affiliation.works_for:
            yield workplace, _edge(owner, affiliation, is_workplace=True)


def _told(affiliation: Affiliation, *, is_workplace: bool) -> str:
    word = tie_row(affiliation.tie).word
    if affiliation.tie is Tie.RELATIVE:
        word = f"{word}, {relation_word(affiliation.relation)}"
        if is_workplace:
            word = f"{word} who works there"
    return word[0].upper() + word[1:]


def _on_file(affiliation: Affiliation) -> Iterator[str]:
    """What the registry says of the tie."""
    if affiliation.tie in {Tie.SELF, Tie.SHARED_PLACE}:
        return
    days = [
        f"since {affiliation.since}" if affiliation.since else "",
        f"until {affiliation.until}" if affiliation.until else "",
    ]
    told = " ".join(["on file:", tie_row(affiliation.tie).word, "with", affiliation.with_.name, *filter(None, days)])
    yield told
    if affiliation.position is not None:
        yield f"position on file: {affiliation.position}"


def side_by_side(case: MatchCase, hits: Iterable[Hit]) -> tuple[Side, ...]:
    """The statutory list, and the rows of the house, beside the four parties that the letters' sentence names."""
    counted = [hit for hit in hits if hit.effect is not Effect.NOTE]
    return tuple(
        Side(
            criterion=row.id,
            role=row.role,
            entity=row.entity,
            letter=row.letter,
            covers=row.covers,
            parties=tuple(party.name for party in case.parties if party.role is row.role),
            hits=sum(hit.role is row.role for hit in counted),
            is_statute=row.is_statute,
        )
        for row in party_rows()
    )
