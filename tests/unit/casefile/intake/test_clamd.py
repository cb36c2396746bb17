from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from openimr.casefile.intake import ScanResult, Verdict
from openimr.casefile.intake.clamd import ClamdScanner
from openimr.errors import Unavailable, UnusableArguments

Answer = Callable[[bytes], bytes]


@contextmanager
def daemon(listener: socket.socket, answer: Answer, *, most: int = 1 << 30) -> Iterator[None]:
    """A daemon that reads one stream as clamd does, ``most`` bytes at most, and answers."""

    def serve() -> None:
        line, _ = listener.accept()
        with line, line.makefile("rb") as file:
            assert file.read(10) == b"zINSTREAM\0"
            got = b""
            while (length := int.from_bytes(file.read(4))) and len(got) <= most:
                got += file.read(length)
            line.sendall(answer(got))

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield
    finally:
        thread.join(10)
        listener.close()


def on_a_port() -> tuple[socket.socket, tuple[str, int]]:
    listener = socket.create_server(("127.0.0.1", 0))
    return listener, ("127.0.0.1", listener.getsockname()[1])


def judge(data: bytes) -> bytes:
    return b"stream: Test.Signature FOUND\0" if b"harm" in data else b"stream: OK\0"


@pytest.mark.parametrize(("data", "verdict"), [
    (b"x" * 600_000, Verdict(ScanResult.CLEAN)),
    (b"x" * 600_000 + b"harm", Verdict(ScanResult.INFECTED, "Test.Signature")),
])  # fmt: skip
def test_a_file_is_sent_whole_and_the_answer_understood(tmp_path: Path, data: bytes, verdict: Verdict) -> None:
    (tmp_path / "scan").write_bytes(data)
    listener, address = on_a_port()
    with daemon(listener, judge):
        assert ClamdScanner(address, seconds=10).scan(tmp_path / "scan") == verdict


def test_the_daemon_may_listen_at_a_path(tmp_path: Path) -> None:
    (tmp_path / "scan").write_bytes(b"words")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / "s"))
    listener.listen()
    with daemon(listener, judge):
        assert ClamdScanner(tmp_path / "s").scan(tmp_path / "scan").result is ScanResult.CLEAN


def test_a_file_that_is_too_large_for_the_daemon_is_not_scanned(tmp_path: Path) -> None:
    (tmp_path / "scan").write_bytes(b"x" * 600_000)
    listener, address = on_a_port()
    with daemon(listener, lambda _: b"INSTREAM size limit exceeded. ERROR\0"):
        verdict = ClamdScanner(address, seconds=10).scan(tmp_path / "scan")
    assert verdict == Verdict(ScanResult.NOT_SCANNED, "It is larger than the scanner takes.")


def test_a_daemon_that_stops_listening_has_said_why(tmp_path: Path) -> None:
    (tmp_path / "scan").write_bytes(b"x" * 20_000_000)
    listener, address = on_a_port()

    def serve() -> None:
        line, _ = listener.accept()
        line.sendall(b"INSTREAM size limit exceeded. ERROR\0")
        line.shutdown(socket.SHUT_RD)
        line.close()

    thread = threading.Thread(target=serve)
    thread.start()
    verdict = None
    # What was said may be lost when a line is cut: then nobody knows, and nothing passes as clean.
    with suppress(Unavailable):
        verdict = ClamdScanner(address, seconds=10).scan(tmp_path / "scan")
    assert verdict in (None, Verdict(ScanResult.NOT_SCANNED, "It is larger than the scanner takes."))
    thread.join(10)
    listener.close()


def test_an_answer_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "scan").write_bytes(b"x")
    listener, address = on_a_port()
    with daemon(listener, lambda _: b"UNKNOWN COMMAND\0"), pytest.raises(Unavailable) as caught:
        ClamdScanner(address, seconds=10).scan(tmp_path / "scan")
    assert "UNKNOWN COMMAND" in caught.value.why


@pytest.mark.parametrize("address", [Path("/nowhere/clamd.sock"), ("127.0.0.1", 1)])
def test_a_daemon_that_is_not_there_is_told(tmp_path: Path, address: Path | tuple[str, int]) -> None:
    (tmp_path / "scan").write_bytes(b"x")
    with pytest.raises(Unavailable) as caught:
        ClamdScanner(address, seconds=1).scan(tmp_path / "scan")
    assert caught.value.remedy == "Start clamd and give the upload again; what was received stays."


@pytest.mark.parametrize("address", ["127.0.0.1:{port}", "localhost:{port}", "[127.0.0.1]:{port}"])
def test_an_address_is_read_as_people_write_it(tmp_path: Path, address: str) -> None:
    (tmp_path / "scan").write_bytes(b"harm")
    listener, (_, port) = on_a_port()
    with daemon(listener, judge):
        assert ClamdScanner.at(address.format(port=port)).scan(tmp_path / "scan").result is ScanResult.INFECTED


def test_a_path_is_an_address_too(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as refused:
        ClamdScanner.at(str(tmp_path / "clamd.ctl")).scan(tmp_path)
    assert refused.value.where == str(tmp_path / "clamd.ctl")


@pytest.mark.parametrize("address", ["nowhere", "host:", ":3310", "host:port", "host:99999", "host:0"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(UnusableArguments, match="unusable-arguments"):
        ClamdScanner.at(address)
