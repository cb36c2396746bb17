"""A run of sentences that knows what each of them does, so that one of them can be exchanged for another."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Passage"]


@dataclass(slots=True)
class Passage:
    """Sentences in order, each with its role ("intro", "record", "conclusion")."""

    sentences: list[tuple[str, str]] = field(default_factory=list)

    def add(self, role: str, sentence: str) -> None:
        """Put ``sentence`` last."""
        self.sentences.append((role, sentence))

    def text(self) -> str:
        """All sentences as one run of prose."""
        return " ".join(sentence for _, sentence in self.sentences)

    def of(self, role: str) -> str:
        """The first sentence of ``role``; empty where there is none."""
        return next((sentence for kind, sentence in self.sentences if kind == role), "")

    def put(self, role: str, sentence: str, *, before: str = "") -> None:
        """Put ``sentence`` before the first sentence of the role ``before``, or last where there is none."""
        at = next((i for i, (kind, _) in enumerate(self.sentences) if kind == before), len(self.sentences))
        self.sentences.insert(at, (role, sentence))

    def drop(self, *roles: str) -> None:
        """Leave out all sentences of ``roles``."""
        self.sentences = [pair for pair in self.sentences if pair[0] not in roles]

    def swap(self, old: str, new: str) -> bool:
        """Put ``new`` for every ``old`` inside the sentences; whether there was any."""
        changed = [(role, sentence.replace(old, new)) for role, sentence in self.sentences]
        is_changed = changed != self.sentences
        self.sentences = changed
        return is_changed
