"""Turns the bytes of a text file into characters: UTF-8 first, then UTF-16, then the encodings of older computers."""

from __future__ import annotations

import codecs
import re

from openimr.determinations.opening.original import unreadable

__all__ = ["decode"]

_MARKED = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLDER = ["cp1252", "mac_roman", "cp437", "latin_1"]
_SAMPLE_BYTES = 64 * 1024
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROLS_PER_THOUSAND = 2
_UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_ASK_AGAIN = "Save it as text in UTF-8, or give the original PDF."


def decode(data: bytes, *, name: str) -> str:
    """The characters of a text file, every one kept, without the byte order mark.

    Raises:
        UnreadableFile: the bytes are not text in any encoding that we know.
    """
    text = _decoded(data, name)
    controls = len(_CONTROL.findall(text))
    if controls * 1000 > len(text) * _CONTROLS_PER_THOUSAND:
        raise unreadable(
            name,
            "It is not text.",
            why=f"{controls} of its {len(text)} characters are control codes.",
            remedy=_ASK_AGAIN,
        )
    return text


def _decoded(data: bytes, name: str) -> str:
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return _strictly(data, "utf-8-sig" if encoding == "utf-8" else encoding, name)
    if b"\x00" in data:
        return _strictly(data, _utf16_without_mark(data, name), name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _from_older(data)


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise unreadable(
            name,
            f"Byte {error.start + 1} is not {encoding.removesuffix('-sig').upper()}, which the file begins as.",
            why="The file is cut off or was changed by a program that took it for something else.",
            remedy=_ASK_AGAIN,
        ) from error


def _utf16_without_mark(data: bytes, name: str) -> str:
    """UTF-16 of western text has a zero in every second byte; zeros anywhere else mean that it is no text."""
    pairs = len(data) // 2
    first, second = data[0 : 2 * pairs : 2].count(0), data[1 : 2 * pairs : 2].count(0)
    if second > pairs * 0.7 and first < pairs * 0.05:
        return "utf-16-le"
    if first > pairs * 0.7 and second < pairs * 0.05:
        return "utf-16-be"
    raise unreadable(
        name,
        "It is not text.",
        why=f"Byte {data.index(0) + 1} is zero, as in a program or a picture.",
        remedy=_ASK_AGAIN,
    )


def _from_older(data: bytes) -> str:
    letters = len(_UTF8_LETTER.findall(data))
    strays = len(_HIGH.findall(_UTF8_LETTER.sub(b"", data)))
    if letters > strays:
        # UTF-8 into which a few characters of another encoding were pasted: all others must not suffer for these.
        return data.decode("utf-8", "openimr-western")
    import charset_normalizer  # noqa: PLC0415 - 30 ms that text in UTF-8 does not need

    best = charset_normalizer.from_bytes(data[:_SAMPLE_BYTES], cp_isolation=_OLDER).best()
    # Every byte is a character of latin-1, so the last resort never fails; control codes in it are refused later.
    for encoding in (best.encoding if best else "cp1252", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _as_western(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are not UTF-8 as the encoding of western Windows."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    return stray.decode("cp1252", "replace"), error.end


codecs.register_error("openimr-western", _as_western)
