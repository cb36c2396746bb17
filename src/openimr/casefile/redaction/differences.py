"""Shows what a release takes out of a text, side by side with what stands there then, for the person who releases it.

It shows the words that are taken out: it is for a reader entitled to the case, and is never published.
Source: the plan of the case file, part D.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from openimr.casefile.redaction.model import Redaction, Released

__all__ = ["differences_page", "differences_text"]

_AROUND = 40
_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; margin: 1.5rem auto; max-width: 52rem; padding: 0 1rem; color: #1b1b1b; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; border-left: 3px solid #dfe1e2;
  padding-left: 1rem; }
del { background: #f9dede; color: #5c1111; } ins { background: #e3f5e1; color: #154c21; font-weight: bold; }
mark { background: #faf3d1; color: #3d3100; } .warning { border: 2px solid #b50909; padding: .5rem 1rem; }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media print { body { max-width: none; margin: 0; font-size: 10pt; } h2 { break-after: avoid; } }
"""
_LEAD = (
    '<p class="warning">This page shows what was taken out. It is for the person who releases, and is never'
    " published.</p><p>Struck out: taken out, with the token in its place behind it. Marked: kept by a person.</p>"
)


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


def differences_page(pages: Iterable[tuple[str, Released]], *, title: str = "What a release takes out") -> str:
    """A whole HTML page: each text with what is taken out as ``del``, its token as ``ins``, what is kept as ``mark``.

    A reader who does not see colours or lines hears "taken out" and "put in". Texts out of which nothing is taken are
    named, not shown.
    """
    shown, clean = [], []
    for text, released in pages:
        if released.redactions or released.kept:
            shown.append(_section(text, released))
        else:
            clean.append(str(released.page))
    rest = (
        f"<p>Nothing is taken out of {'page' if len(clean) == 1 else 'pages'} {', '.join(clean)}.</p>" if clean else ""
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head>'
        f"<body><main><h1>{escape(title)}</h1>{_LEAD}{''.join(shown)}{rest}</main></body></html>\n"
    )


def _section(text: str, released: Released) -> str:
    count = f"{len(released.redactions)} taken out, {len(released.kept)} kept"
    return f"<section><h2>Page {released.page}: {count}</h2><pre>{_marked(text, released)}</pre></section>\n"


def _marked(text: str, released: Released) -> str:
    pieces: list[str] = []
    at = 0
    marks = [(one, True) for one in released.redactions] + [(one, False) for one in released.kept]
    for one, is_out in sorted(marks, key=lambda each: each[0].span.start):
        pieces.append(escape(text[at : one.span.start]))
        quote, title = escape(one.quote), escape(one.reason, quote=True)
        if is_out:
            pieces.append(f'<del title="{title}"><span class="said">taken out: </span>{quote}</del> ')
            pieces.append(f'<ins><span class="said">put in: </span>{escape(one.token)}</ins>')
        else:
            pieces.append(f'<mark title="{title}"><span class="said">kept: </span>{quote}</mark>')
        at = one.span.end
    return "".join([*pieces, escape(text[at:])])
