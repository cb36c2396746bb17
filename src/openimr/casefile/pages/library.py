"""Reads a picture with the library that the tesseract command is made of, kept loaded from page to page.

The command loads its language anew for each picture, which takes as long as reading a tenth of it. The library is used
only where it says that it is of the same version as the command, for then it reads the same. A process that is lost
over it is replaced as any other is, and its page is told as not read.

Source: the C interface of tesseract 5 (``capi.h``), as its documentation describes it.
"""

from __future__ import annotations

import atexit
import ctypes
import os
import subprocess
from ctypes.util import find_library
from functools import cache

from PIL import Image

__all__ = ["Engine", "engine_of"]

_NAME = "tesseract"
_AUTOMATIC = 3  # page segmentation as the command does it when nothing is said
_GREY_BYTES = 1
# What gives an address, which is longer than the int that is taken for granted.
_ADDRESSES = ("TessBaseAPICreate", "TessMonitorCreate", "TessBaseAPIGetTsvText")


class Engine:
    """One loaded language, for one picture after the other."""

    def __init__(self, library: ctypes.CDLL, language: str) -> None:
        """Load ``language``.

        Raises:
            ValueError: the library cannot load it.
        """
        self._library = library
        self._api = ctypes.c_void_p(library.TessBaseAPICreate())
        atexit.register(self._close)
        if library.TessBaseAPIInit3(self._api, None, language.encode()) != 0:
            raise ValueError(language)
        # What it says while it reads is of no use to anybody.
        library.TessBaseAPISetVariable(self._api, b"debug_file", os.devnull.encode())
        library.TessBaseAPISetPageSegMode(self._api, _AUTOMATIC)

    def table_of(self, picture: Image.Image, dpi: int, limit_seconds: float) -> str | None:
        """The words of ``picture``, in greys, as TSV without its heading; ``None`` where it fails or takes too long."""
        library, api = self._library, self._api
        width, height = picture.size
        greys = picture.convert("L").tobytes()  # it reads so many bytes, whatever it is given
        library.TessBaseAPISetImage(api, greys, width, height, _GREY_BYTES, width)
        library.TessBaseAPISetSourceResolution(api, dpi)
        monitor = ctypes.c_void_p(library.TessMonitorCreate())
        try:
            library.TessMonitorSetDeadlineMSecs(monitor, max(1, round(limit_seconds * 1000)))
            return self._told() if library.TessBaseAPIRecognize(api, monitor) == 0 else None
        finally:
            library.TessMonitorDelete(monitor)
            library.TessBaseAPIClear(api)

    def _told(self) -> str:
        address = ctypes.c_void_p(self._library.TessBaseAPIGetTsvText(self._api, 0))
        try:
            return ctypes.string_at(address).decode("utf-8", "replace") if address.value else ""
        finally:
            self._library.TessDeleteText(address)

    def _close(self) -> None:
        # Otherwise it complains at the end of the process.
        self._library.TessBaseAPIDelete(self._api)


def engine_of(command: str, language: str, limit_seconds: float) -> Engine | None:
    """The library of ``command`` with ``language`` loaded, once for each process; ``None`` where it is not here.

    ``limit_seconds`` is how long the command may take to say of which version it is.
    """
    library = _library()
    if library is None or library.TessVersion().decode() != _version(command, limit_seconds):
        return None
    return _loaded(language)


@cache
def _library() -> ctypes.CDLL | None:
    name = find_library(_NAME)
    if name is None:
        return None
    try:
        library = ctypes.CDLL(name)
        for function in _ADDRESSES:
            getattr(library, function).restype = ctypes.c_void_p
        library.TessVersion.restype = ctypes.c_char_p
    except (OSError, AttributeError):
        return None  # it is broken or too old, and the command reads all the same
    return library


@cache
def _loaded(language: str) -> Engine | None:
    library = _library()
    try:
        return Engine(library, language) if library is not None else None
    except ValueError:
        return None


@cache
def _version(command: str, limit_seconds: float) -> str:
    """What the command says that it is, in its first line: ``tesseract 5.3.0``; empty where it does not say it so."""
    try:
        told = subprocess.run(  # noqa: S603 - the command is a setting
            [command, "--version"], stdin=subprocess.DEVNULL, capture_output=True, timeout=limit_seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return ""
    first = told.stdout.decode("utf-8", "replace").partition("\n")[0].split()
    return first[1] if first[:1] == [_NAME] and len(first) > 1 else ""
