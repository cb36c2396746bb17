"""Independent Medical Review: read, check and write Final Determinations.

>>> import openimr
>>> determination = openimr.read("letter.pdf")  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from openimr.version import VERSION

if TYPE_CHECKING:
    from openimr.determinations.checking import Finding
    from openimr.determinations.model import Determination
    from openimr.determinations.opening import Unopened

__all__ = ["__version__", "check", "read", "read_all"]

__version__ = VERSION

_LONGEST_PATH = 1024


def read(path_or_text: Path | str) -> Determination:
    """The one determination in a file (text, PDF, HTML, DOCX, our JSON), or in a text.

    A text has a line break in it, or is longer than any path; all else is a path.

    Raises:
        UnreadableFile: there is no such file, or it cannot be opened: encrypted, cut off, empty, too large, in need of
            OCR.
        UnusableArguments: it is a folder or an archive with several determinations; :func:`read_all` reads these.
        MalformedData: it is JSON, but not of a determination.
    """
    # Reading loads all layouts and their vocabularies, which a program that only asks for the version need not pay.
    from openimr.determinations.single import read_single  # noqa: PLC0415 - see the comment above

    return read_single(path_or_text, is_text=_is_text(path_or_text))


def read_all(path: Path | str) -> Iterator[Determination | Unopened]:
    """Every determination at ``path`` (a file, a folder, a zip archive), in order; a refusal for each unusable file."""
    from openimr.determinations.bulk import read_many  # noqa: PLC0415 - as in read

    return read_many([path])


def check(
    determination: Determination, *, select: Iterable[str] = (), ignore: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """All that the chosen checks find, in the order of the document; all checks look where ``select`` is empty.

    Raises:
        UnusableArguments: ``select`` or ``ignore`` names no check.
    """
    from openimr.determinations import checking  # noqa: PLC0415 - as in read

    return checking.check(determination, select=select, ignore=ignore)


def _is_text(path_or_text: Path | str) -> bool:
    return isinstance(path_or_text, str) and (
        "\n" in path_or_text or "\r" in path_or_text or len(path_or_text) > _LONGEST_PATH
    )
