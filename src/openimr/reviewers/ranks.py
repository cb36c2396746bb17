"""Puts what orders reviewers into one number each, and turns the numbers of many reviewers at once for a case.

A rank is a floating-point number, lowest first: points above all, then the day of the last assignment, then a digest.
One number for each reviewer sorts far faster than points, day and digest side by side.
"""

from __future__ import annotations

import hashlib
import math
import sys
from array import array
from collections.abc import Iterable

__all__ = ["POINT", "Ranks", "digest_of", "points_of", "rank_of"]

_DIGEST_BITS, _DAY_BITS = 20, 17
_DIGESTS = 1 << _DIGEST_BITS
_LAST_DAY = (1 << _DAY_BITS) - 1
_MOST_POINTS = (1 << 13) - 1  # far more than all weights together; points and gain together take 15 bits

POINT = float(1 << (_DIGEST_BITS + _DAY_BITS))
"""What one point weighs in a rank: more than the day of the last assignment and the digest together."""

# From 2**52 to before 2**53 the last 52 bits of a floating-point number are a whole number as it stands, so that ranks
# can be turned and raised as whole numbers are. Nobody's points is the middle between the two.
_LEAST = float(1 << 52)
_MIDDLE = _LEAST + float(1 << 51)


def digest_of(words: str) -> int:
    """A number of 20 bits that depends on the words alone, and on nothing that they mean."""
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=4).digest(), "big") % _DIGESTS


def rank_of(*, points: int, day: int, digest: int) -> float:
    """The rank of a reviewer: more points are a lower rank, then an earlier day, then a smaller digest.

    ``day`` is the place of the day of the last assignment among the days of all reviewers, counted from 0.
    """
    held = max(-_MOST_POINTS, min(points, _MOST_POINTS))
    return _MIDDLE - held * POINT + min(day, _LAST_DAY) * _DIGESTS + digest


def points_of(rank: float) -> int:
    """The points that a rank holds."""
    return -math.floor((rank - _MIDDLE) / POINT)


class Ranks:
    """The ranks of several reviewers, side by side in one whole number of 64 bits each.

    What is done to that number is done to all ranks in one step, in place of thousands.
    """

    def __init__(self, ranks: Iterable[float]) -> None:
        """Hold ``ranks``, each as :func:`rank_of` gives it."""
        held = array("d", ranks)
        self._size = len(held) * held.itemsize
        self._bits = int.from_bytes(held.tobytes(), sys.byteorder)
        self._each = int.from_bytes(array("Q", [1] * len(held)).tobytes(), sys.byteorder)

    def turned(self, digest: int, *, gain: int) -> array[float]:
        """The ranks with ``gain`` more points each, and each digest turned: xored with ``digest``.

        ``gain`` is not below 0, and not more than any reviewer can have.
        """
        raised = min(gain, _MOST_POINTS) * int(POINT)
        bits = (self._bits ^ (digest * self._each)) - raised * self._each
        ranks = array("d")
        ranks.frombytes(bits.to_bytes(self._size, sys.byteorder))
        return ranks
