"""Renders the blocks of a letter as one HTML page: no script, nothing loaded, styles in the page.

The page reads well on a small screen, at 400 % and on paper. Its greys, blues and steps of spacing follow the tokens of
the U.S. Web Design System; contrast is 7 to 1 or better.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from html import escape
from importlib import resources

from openimr.determinations.writing.blocks import (
    Block,
    Heading,
    KeyFact,
    LabelLine,
    LabelTable,
    Letter,
    Listing,
    Paragraph,
    Title,
)
from openimr.determinations.writing.sizes import PrintSize

__all__ = ["render_html"]


def render_html(letter: Letter, *, print_size: PrintSize) -> str:
    """The letter as a whole HTML document, the same for the same letter.

    Its policy lets nothing run or load; the digest of its one style sheet is in the policy.
    """
    style = _style(print_size)
    policy = f"default-src 'none'; style-src 'sha256-{_digest(style)}'; base-uri 'none'; form-action 'none'"
    body = "\n".join(_rendered(block) for block in letter.blocks[letter.on_first_page :])
    if letter.on_first_page:
        first = "\n".join(_rendered(block) for block in letter.blocks[: letter.on_first_page])
        body = f'<div class="first-page">\n{first}\n</div>\n{body}'
    mark = f'<header class="mark"><p>{escape(letter.mark)}</p></header>\n' if letter.mark else ""
    # A page has one first heading; a layout without a title of its own has it in the page's head only.
    title = "" if any(isinstance(block, Title) for block in letter.blocks) else _hidden_title(letter)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(letter.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(letter.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"{mark}<main>\n{title}{body}\n</main>\n</body>\n</html>\n"
    )


def _hidden_title(letter: Letter) -> str:
    return f'<h1 class="page-title">{escape(letter.title)}</h1>\n'


@cache
def _style(print_size: PrintSize) -> str:
    style = resources.files(__package__).joinpath("letter.css").read_text("utf-8")
    return style.replace("BASE_SIZE", "150%" if print_size is PrintSize.LARGE else "100%").replace(
        "PRINT_SIZE", f"{print_size.points}pt"
    )


def _digest(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")


def _rendered(block: Block) -> str:
    if isinstance(block, Title):
        return f"<h1>{escape(block.text)}</h1>"
    if isinstance(block, Heading):
        tail = f'<span class="outcome">{escape(block.tail)}</span>' if block.tail else ""
        return f"<h{block.level}>{escape(block.text)}{tail}</h{block.level}>"
    if isinstance(block, Paragraph):
        return _paragraph(block)
    if isinstance(block, LabelTable | LabelLine):
        return _table(block) if isinstance(block, LabelTable) else _label_line(block)
    if isinstance(block, Listing):
        entries = "\n".join(
            f"<li><strong>{escape(entry.label)}</strong> {escape(entry.text)}</li>" for entry in block.entries
        )
        return f"<ul>\n{entries}\n</ul>"
    return _key_fact(block)


def _paragraph(paragraph: Paragraph) -> str:
    label = f"<strong>{escape(paragraph.label)}</strong> " if paragraph.label else ""
    return f"<p>{label}{escape(paragraph.text)}</p>"


def _table(table: LabelTable) -> str:
    rows = "\n".join(
        f'<tr><th scope="row">{escape(label)}</th><td>{escape(value)}</td></tr>' for label, value in table.rows
    )
    return f'<table aria-label="{escape(table.title)}">\n<tbody>\n{rows}\n</tbody>\n</table>'


def _label_line(line: LabelLine) -> str:
    pairs = "\n".join(f"<div><dt>{escape(label)}</dt> <dd>{escape(value)}</dd></div>" for label, value in line.rows)
    return f'<dl class="line">\n{pairs}\n</dl>'


def _key_fact(fact: KeyFact) -> str:
    return (
        f'<section class="decision {escape(fact.tone)}">\n<h{fact.level}>{escape(fact.heading)}</h{fact.level}>\n'
        f'<p><strong class="answer">[{escape(fact.mark)}]</strong> {escape(fact.text)}</p>\n'
        f"{_paragraph(fact.reason)}\n</section>"
    )
