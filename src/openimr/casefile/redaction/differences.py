"""Shows what a release takes out of a text, side by side with what stands there then, for the person who releases it.

It shows the words that are taken out: it is for a reader entitled to the case, and is never published.
Source: the plan of the case file, part D.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from openimr.casefile.redaction.model import Redaction, Released

__all__ = ["differences_html", "differences_text"]

_AROUND = 40


def differences_text(text: str, released: Released) -> str:
    """Each stretch on lines of its own: what is taken out with its token, why, and the words around it.

    What a person keeps follows, under a heading of its own. The words around are one line.
    """
    lines = [f"Page {released.page}: {len(released.redactions)} taken out, {len(released.kept)} kept"]
    lines += _lines(text, released.redactions, "-")
    if released.kept:
        lines += ["Kept:", *_lines(text, released.kept, "=")]
    return "\n".join(lines) + "\n"


def _lines(text: str, redactions: Iterable[Redaction], mark: str) -> Iterator[str]:
    for one in redactions:
        start, end = one.span.start, one.span.end
        before, after = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
        sure = "certain" if one.is_certain else "judged by a person"
        yield f"{mark} {_one_line(one.quote)} -> {one.token} ({sure}: {one.reason})"
        yield f"    …{_one_line(before)}[[{_one_line(one.quote)}]]{_one_line(after)}…"


def _one_line(words: str) -> str:
    return " ".join(words.split()) if "\n" in words else words


def differences_html(text: str, released: Released) -> str:
    """The whole text as HTML: what is taken out as ``del``, its token as ``ins``, what is kept as ``mark``.

    A reader who does not see colours or lines hears "taken out" and "put in".
    """
    pieces: list[str] = []
    at = 0
    marks = [(one, True) for one in released.redactions] + [(one, False) for one in released.kept]
    for one, is_out in sorted(marks, key=lambda each: each[0].span.start):
        pieces.append(escape(text[at : one.span.start]))
        quote, title = escape(one.quote), escape(one.reason, quote=True)
        if is_out:
            pieces.append(f'<del title="{title}" aria-label="taken out">{quote}</del>')
            pieces.append(f'<ins aria-label="put in">{escape(one.token)}</ins>')
        else:
            pieces.append(f'<mark title="{title}">{quote}</mark>')
        at = one.span.end
    body = "".join([*pieces, escape(text[at:])])
    return f'<section aria-label="Page {released.page}"><pre>{body}</pre></section>\n'
