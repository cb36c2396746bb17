"""``openimr write``: writes determinations as letters."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from openimr.cli.messages import say
from openimr.cli.output import refuse_to_overwrite, whole_file
from openimr.determinations.bulk import read_original
from openimr.determinations.model import Determination, Layout
from openimr.determinations.opening import MediaType, Original, Unopened, open_path
from openimr.determinations.own_json import is_another_thing, read_json
from openimr.determinations.writing import LAYOUTS, Form, Losses, PrintSize, losses, write
from openimr.errors import Fault, MalformedData, NotFound, OpenIMRError, UnusableArguments, UnusableInput

__all__ = ["register"]

_UNUSABLE = 2
_LAYOUTS = {layout.lower(): layout for layout in LAYOUTS}
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_-]+")


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(
        "write",
        epilog="Examples: openimr write determination.json --to pdf -o letter.pdf · "
        "openimr write determination.json --to txt --layout L4a · openimr write all.jsonl --to html -o letters/",
    )(_write)


class _Settings(msgspec.Struct, frozen=True):
    """How each letter of the run is to be written."""

    form: Form
    layout: Layout | None
    print_size: PrintSize
    accept: Losses

    def letter(self, determination: Determination, name: str) -> bytes:
        """The letter as bytes; ``name`` is that of the file that the determination was in.

        Raises:
            MalformedData: it cannot be written so; names the file, each value, and the options that would help.
        """
        try:
            written = write(
                determination, to=self.form, layout=self.layout, print_size=self.print_size, accept=self.accept
            )
        except MalformedData as error:
            lost = losses(determination, self.layout) if self.accept is Losses.REFUSE else ()
            remedy = self._remedy(determination)
            faults = [Fault(loss.where, loss.what, remedy) for loss in lost] or error.faults
            raise MalformedData(faults, where=name) from error
        return written if isinstance(written, bytes) else written.encode()

    def _remedy(self, determination: Determination) -> str:
        """What helps against a loss, in the options of this command; our own layout only where it is not that already.

        A determination is written in our own layout too where it was read in one that we do not write.
        """
        dropping = "mend the value, or give --drop-what-does-not-fit to write without it."
        if (self.layout or determination.layout) in (Layout.L4A, Layout.L4B):
            return f"Give --layout {Layout.OPEN}, {dropping}"
        return f"{dropping[0].upper()}{dropping[1:]}"


def _write(
    path: Annotated[
        str, typer.Argument(help="JSON as `openimr read` or `sample` writes it, or a letter; - for standard input.")
    ],
    *,
    form: Annotated[Form, typer.Option("--to", "-t", help="The form of the letter.", show_default=False)],
    layout: Annotated[
        str, typer.Option("--layout", "-l", help="L4a, L4b or openimr; else the determination's own if it is one.")
    ] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write; a folder for several determinations.")
    ] = None,
    large_print: Annotated[bool, typer.Option("--large-print", help="18 points, for HTML, PDF and DOCX.")] = False,
    drop: Annotated[
        bool, typer.Option("--drop-what-does-not-fit", help="Write without the values that the layout cannot say.")
    ] = False,
) -> None:
    """Write Final Determinations as letters: text, HTML, accessible PDF or DOCX.

    Every letter is read again before it leaves. Where the layout cannot say all that the determination says, nothing is
    written and each such value is named; exit code 2. JSON in a folder that is of something else is passed over.
    """
    settings = _Settings(
        form=form,
        layout=_chosen(layout),
        print_size=PrintSize.LARGE if large_print else PrintSize.STANDARD,
        accept=Losses.DROP if drop else Losses.REFUSE,
    )
    originals = open_path(path, stdin=sys.stdin.buffer)
    first, second = next(originals, None), next(originals, None)
    if first is None:
        raise NotFound("There is no determination in it.", where=path)
    if second is not None:
        _write_many(path, chain((first, second), originals), settings, output)
        return
    original = _opened(first)
    data = settings.letter(_determination(original), original.name)
    if output is not None:
        refuse_to_overwrite(output, [path])
        with whole_file(output) as file:
            file.write(data)
        return
    _to_stdout(data, form)


def _chosen(layout: str) -> Layout | None:
    if not layout:
        return None
    if layout.lower() not in _LAYOUTS:
        raise UnusableArguments(
            f"Letters are not written in layout {layout!r}.", where="--layout", remedy=f"Give {', '.join(LAYOUTS)}."
        )
    return _LAYOUTS[layout.lower()]


def _to_stdout(data: bytes, form: Form) -> None:
    if form in {Form.PDF, Form.DOCX} and sys.stdout.isatty():
        raise UnusableArguments(
            f"{form.upper()} is not for a terminal.", where="standard output", remedy=f"Give -o LETTER.{form}."
        )
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _opened(original: Original | Unopened) -> Original:
    if isinstance(original, Unopened):
        raise original.error()
    return original


def _determination(original: Original) -> Determination:
    if original.media_type is MediaType.JSON:
        return _from_json(original)
    determination = read_original(original)
    if determination.layout is Layout.UNKNOWN:
        why = " ".join(problem.message for problem in determination.problems)
        raise UnusableInput("It was not read as a determination.", where=original.name, why=why)
    return determination


class _Sample(msgspec.Struct):
    """What `openimr sample determinations` writes beside a letter: the true values, and the errors planted in it."""

    truth: msgspec.Raw
    planted: msgspec.Raw


def _sample(text: str) -> _Sample | None:
    """An invented sample with its truth; ``None`` where the JSON is none."""
    try:
        return msgspec.json.decode(text, type=_Sample)
    except msgspec.DecodeError:
        return None


def _from_json(original: Original) -> Determination:
    """The determination in JSON: by itself, or as the truth of an invented sample."""
    sample = _sample(original.text)
    if sample is None:
        return read_json(original.text, name=original.name)
    return read_json(bytes(sample.truth).decode(), name=f"{original.name}, truth")


def _write_many(path: str, originals: Iterable[Original | Unopened], settings: _Settings, folder: Path | None) -> None:
    """One letter for each; one that cannot be written is told of, and the others are written.

    Raises:
        NotFound: none of the files in the folder is a determination.
    """
    if folder is None or folder.is_file():
        raise UnusableArguments("There are several determinations in it.", where="--output", remedy="Give -o FOLDER.")
    folder.mkdir(parents=True, exist_ok=True)
    is_unusable = False
    number = 0
    for number, found in enumerate(_determinations_of(path, originals), start=1):
        try:
            original = _opened(found)
            determination = _determination(original)
            with whole_file(folder / f"{number:04}{_suffix(determination)}.{settings.form}") as file:
                file.write(settings.letter(determination, original.name))
        except OpenIMRError as error:
            is_unusable = True
            say(f"determination {number}: {error.explain()}")
    if not number:
        raise NotFound("There is no determination in it.", where=path)
    if is_unusable:
        raise typer.Exit(_UNUSABLE)


def _determinations_of(path: str, originals: Iterable[Original | Unopened]) -> Iterator[Original | Unopened]:
    """All of them but the JSON that lies in a folder and is of something else, as the notes beside samples are."""
    is_folder = Path(path).is_dir()
    for found in originals:
        if is_folder and isinstance(found, Original) and _is_another_thing(found):
            say(f"{found.name}: It is no determination and was passed over.")
        else:
            yield found


def _is_another_thing(original: Original) -> bool:
    if original.media_type is not MediaType.JSON or _sample(original.text) is not None:
        return False
    return is_another_thing(original.text)


def _suffix(determination: Determination) -> str:
    """The case number as a part of a file's name."""
    words = _NOT_IN_A_NAME.sub("-", determination.case_number or "").strip("-")
    return f"-{words}" if words else ""
