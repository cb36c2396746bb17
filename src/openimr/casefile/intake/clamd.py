"""Asks a ClamAV daemon (clamd) about a file, by its command INSTREAM: a shell that the core is handed as a value.

Nothing of the core imports this module, since it opens a socket; who has configured a daemon hands in a scanner.
Source: the manual of clamd, section COMMANDS (INSTREAM: pieces with their length before them, 0 at the end).
"""

from __future__ import annotations

import socket
from pathlib import Path

from openimr.casefile.intake.receipt import ScanResult, Verdict
from openimr.errors import Unavailable, UnusableArguments

__all__ = ["ClamdScanner"]

_PIECE_BYTES = 256 * 1024
_MOST_ANSWER_BYTES = 4096
_MOST_PORT = 65_535


class ClamdScanner:
    """Asks the daemon at ``address``: the path of its socket, or its host and port."""

    def __init__(self, address: Path | tuple[str, int], *, seconds: float = 60.0) -> None:
        """Ask at ``address``; each answer is waited for ``seconds`` at most."""
        self._address = address
        self._seconds = seconds

    @classmethod
    def at(cls, address: str) -> ClamdScanner:
        """The scanner at an address as people write it: ``/run/clamav/clamd.ctl`` or ``scanner:3310``.

        Raises:
            UnusableArguments: it is neither the path of a socket nor a host with a port.
        """
        if "/" in address:
            return cls(Path(address))
        host, _, port = address.rpartition(":")
        if not host or not port.isdecimal() or not 0 < int(port) <= _MOST_PORT:
            raise UnusableArguments(
                f"“{address}” is no address of a scanner.",
                remedy="Give the path of its socket (/run/clamav/clamd.ctl), or host and port (localhost:3310).",
            )
        return cls((host.removeprefix("[").removesuffix("]"), int(port)))

    def scan(self, path: Path) -> Verdict:
        """What the daemon says of the file at ``path``; a file that is too large for it is not scanned.

        Raises:
            Unavailable: the daemon cannot be reached, or answers what it never should.
        """
        try:
            answer = self._asked(path)
        except OSError as error:
            raise self._unavailable(f"{error.strerror or type(error).__name__}.") from error
        if answer.endswith(" FOUND"):
            return Verdict(ScanResult.INFECTED, answer.removeprefix("stream: ").removesuffix(" FOUND"))
        if answer.endswith(" OK"):
            return Verdict(ScanResult.CLEAN)
        if "size limit exceeded" in answer:
            return Verdict(ScanResult.NOT_SCANNED, "It is larger than the scanner takes.")
        raise self._unavailable(f"It answers: {answer[:80]!r}.")

    def _asked(self, path: Path) -> str:
        with self._connected() as line, path.open("rb") as file:
            try:
                line.sendall(b"zINSTREAM\0")
                while piece := file.read(_PIECE_BYTES):
                    line.sendall(len(piece).to_bytes(4) + piece)
                line.sendall(bytes(4))
            except (BrokenPipeError, ConnectionResetError):
                pass  # The daemon stops listening where a file is too large; its answer says so.
            return _answer(line)

    def _connected(self) -> socket.socket:
        if isinstance(self._address, Path):
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(self._seconds)
            try:
                line.connect(str(self._address))
            except OSError:
                line.close()
                raise
            return line
        return socket.create_connection(self._address, timeout=self._seconds)

    def _unavailable(self, why: str) -> Unavailable:
        where = str(self._address) if isinstance(self._address, Path) else "{}:{}".format(*self._address)
        return Unavailable(
            "The scanner for harmful programs does not answer.",
            where=where,
            why=why,
            remedy="Start clamd and give the upload again; what was received stays.",
        )


def _answer(line: socket.socket) -> str:
    got = b""
    while b"\0" not in got and len(got) < _MOST_ANSWER_BYTES and (piece := line.recv(_MOST_ANSWER_BYTES)):
        got += piece
    return got.rstrip(b"\0\n").decode("utf-8", "replace")
