"""Measures matching: time against 10,000 reviewers after loading, recall of planted conflicts, and false alarms.

Time is told beside a named peer in the same run: rapidfuzz, which compares the names of the parties with every name of
the registry, and nothing more. Cases and turns alternate, so that neither machine nor memory favours one of the two.
In each turn ours runs three times and the middle one counts, for the peer before it has emptied the processor's cache;
the first run of the three, with the cache empty, is told beside it.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein
from rich.console import Console
from rich.table import Table

from openimr.reviewers.conflicts import Hit
from openimr.reviewers.match_case import MatchCase
from openimr.reviewers.matching import Matching, match
from openimr.reviewers.panel import Panel
from openimr.reviewers.reasons import Effect
from openimr.reviewers.registry import Registry
from openimr.samples.reviewers_registry import PlantedKind, RegistrySample, sample_registry

COUNT, CASES, ROUNDS, GOAL_MS = 10_000, 12, 36, 10.0


def found(sample: RegistrySample, matching: Matching) -> tuple[int, int, int, Counter[str]]:
    """Conflicts planted, conflicts found, clean reviewers, and false alarms by their kind."""
    planted = {plant.reviewer: plant for plant in sample.planted}
    conflicts, caught, clean, alarms = 0, 0, 0, Counter[str]()
    for number in matching.panel.numbers:
        hits = [hit for hit in matching.screened.hits(number) if hit.effect is not Effect.NOTE]
        plant = planted.get(number)
        if plant is not None and plant.kind is PlantedKind.CONFLICT:
            conflicts += 1
            caught += any(hit.party == plant.expects for hit in hits) and number not in matching.eligible
        elif plant is None:
            clean += 1
            alarms.update({kind_of(hits[0])} if hits else ())
    return conflicts, caught, clean, alarms


def kind_of(hit: Hit) -> str:
    """Why a reviewer was held: what is alike, without any name."""
    likeness = next(words for words in hit.evidence if not words.startswith("on file:"))
    return f"{hit.strength}: {likeness.rpartition('”: ')[2]}"


def names_of(registry: Registry) -> list[str]:
    """Every name of the registry: reviewers, and whom they are tied to."""
    people = [reviewer.identity.name for reviewer in registry.reviewers]
    return people + [tie.with_.name for reviewer in registry.reviewers for tie in reviewer.affiliations]


def by_rapidfuzz(case: MatchCase, names: list[str]) -> list[object]:
    """The names like those of the parties, by a plain loop of rapidfuzz."""
    likeness = DamerauLevenshtein.normalized_similarity
    return [
        process.extract(party.name, names, scorer=likeness, score_cutoff=0.75, limit=None) for party in case.parties
    ]


def took_ms(work: Callable[[], object]) -> float:
    """Processor time in milliseconds."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def times() -> tuple[float, float, float, float]:
    """Median milliseconds of ours, of ours with an empty cache, and of the peer; and the median of the ratios."""
    sample = sample_registry(count=COUNT, seed=1)
    start = time.process_time()
    panel = Panel(sample.registry, on=sample.case.on)
    print(f"making {COUNT:,} reviewers ready: {time.process_time() - start:.2f} s")
    names = names_of(sample.registry)
    cases = [sample_registry(count=1, seed=seed).case for seed in range(1, CASES + 1)]
    pairs = []
    for turn in range(ROUNDS):
        case = cases[turn % CASES]
        three = [took_ms(partial(match, case, panel)) for _ in range(3)]
        pairs.append((statistics.median(three), three[0], took_ms(partial(by_rapidfuzz, case, names))))
    mine, cold, peer = (statistics.median(column) for column in zip(*pairs, strict=True))
    return mine, cold, peer, statistics.median(theirs / ours for ours, _, theirs in pairs)


def main() -> int:
    """Print the figures; 1 where a goal is missed."""
    mine, cold, peer, ratio = times()
    is_fast = mine < GOAL_MS
    table = Table("pair", "ours", "peer", "ratio", "goal", "met")
    name = f"match {COUNT:,} / rapidfuzz over its names"
    goal = f"< {GOAL_MS:g} ms"
    table.add_row(name, f"{mine:.1f} ms", f"{peer:.1f} ms", f"{ratio:.2f}", goal, "yes" if is_fast else "NO")
    Console(width=110).print(table)
    print(f"with an empty cache: {cold:.1f} ms")
    planted, caught, clean, alarms = 0, 0, 0, Counter[str]()
    for seed in range(1, 9):
        one = sample_registry(count=1000, seed=seed)
        counted = found(one, match(one.case, Panel(one.registry, on=one.case.on)))
        planted, caught, clean = planted + counted[0], caught + counted[1], clean + counted[2]
        alarms += counted[3]
    print(f"planted conflicts found: {caught} of {planted}; false alarms: {alarms.total()} of {clean} clean reviewers")
    for kind, count in alarms.most_common():
        print(f"  {count:>4}  {kind}")
    return 0 if is_fast and caught == planted else 1


if __name__ == "__main__":
    sys.exit(main())
