"""The house stays liveable: sizes, names, suppressions, and nothing that belongs to one machine."""

from __future__ import annotations

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

CORE_LINES = 500
SHELL_LINES = 400
FUNCTION_LINES = 60
SHORT_FUNCTION_LINES = 30
SHELLS = {"cli", "office"}
VAGUE = {"utils", "helpers", "common", "misc", "manager", "base"}


def tracked(root: Path, *patterns: str) -> list[Path]:
    """The files of the project, as git knows them, new ones included."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    names = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout.splitlines()
    return [path for name in sorted(set(names)) if (path := root / name).is_file()]


def sources(root: Path) -> list[Path]:
    return tracked(root, "src/*.py")


@cache
def functions(root: Path) -> tuple[tuple[str, int], ...]:
    """Every function of the package with its length in lines; read once for all tests."""
    found: list[tuple[str, int]] = []
    for path in sources(root):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno is not None
                found.append((f"{path.relative_to(root)}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1))
    return tuple(found)


def test_no_module_is_longer_than_its_cap(root: Path) -> None:
    too_long = []
    for path in sources(root):
        lines = path.read_text("utf-8").count("\n")
        cap = SHELL_LINES if SHELLS & set(path.parts) else CORE_LINES
        if lines > cap:
            too_long.append(f"{path.relative_to(root)}: {lines} lines, at most {cap}; make it a folder of its name")
    assert not too_long, "\n".join(too_long)


def test_no_function_is_too_long_to_see_whole(root: Path) -> None:
    too_long = [f"{name}: {lines} lines" for name, lines in functions(root) if lines >= FUNCTION_LINES]
    assert not too_long, "\n".join(too_long)


def test_nine_functions_in_ten_are_short(root: Path) -> None:
    lengths = [lines for _, lines in functions(root)]
    short = sum(lines < SHORT_FUNCTION_LINES for lines in lengths)
    assert short >= 0.9 * len(lengths), (
        f"{short} of {len(lengths)} functions have fewer than {SHORT_FUNCTION_LINES} lines"
    )


def test_no_module_has_a_name_that_says_nothing(root: Path) -> None:
    vague = [str(path.relative_to(root)) for path in sources(root) if VAGUE & {*path.parts, path.stem}]
    assert not vague, vague


def test_each_suppression_names_its_code_and_gives_its_reason(root: Path) -> None:
    bare = re.compile(r"#\s*(?:noqa|type:\s*ignore|pragma:\s*no (?:cover|branch)).*$", re.MULTILINE)
    good = re.compile(r"#\s*(?:noqa: [A-Z]+\d+(?:, ?[A-Z]+\d+)*|type: ignore\[[\w-]+(?:, ?[\w-]+)*\])\s+[#-] +\w.{5,}")
    faults = [
        f"{path.relative_to(root)}: {match[0]}"
        for path in tracked(root, "src/*.py", "tests/*.py", "bench/*.py")
        if path.name != Path(__file__).name
        for match in bare.finditer(path.read_text("utf-8"))
        if not good.match(match[0])
    ]
    assert not faults, "\n".join(faults)


def test_nothing_names_a_registry_or_a_path_of_a_machine(root: Path) -> None:
    # The names are put together here so that this file does not hold them.
    hosts = "|".join(["py" + "pi", "python" + "hosted", "npm" + "js", "debian"])
    forbidden = re.compile(rf"://[\w.-]*(?:{hosts})\.|(?<![\w.])/(?:wo" + r"rk|ro" + r"ot|ho" + r"me)/")
    faults = []
    for path in tracked(root):
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        if match := forbidden.search(text):
            faults.append(f"{path.relative_to(root)}: {match[0]}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", ["run", "dev", "bench"])
def test_requirements_are_hashed(root: Path, name: str) -> None:
    text = (root / "requirements" / f"{name}.txt").read_text("utf-8")
    pinned = re.findall(r"^[\w.\[\]-]+==\S+", text, re.MULTILINE)
    assert pinned
    assert len(re.findall(r"--hash=sha256:", text)) >= len(pinned)


def test_no_day_is_worded_by_the_locale_of_the_machine(root: Path) -> None:
    found = [
        f"{path.relative_to(root)}:{node.lineno}: {spec}; word it by openimr.calendars.words"
        for path in sources(root)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.expr)
        for spec in _formats(node)
        if re.search(r"%[-#]?[aAbBchpxX]", spec)
    ]
    assert not found, "\n".join(found)


def _formats(node: ast.expr) -> list[str]:
    """What a day may be formatted by there: an f-string, ``strftime`` or ``format``, or a text to be filled."""
    match node:
        case ast.FormattedValue(format_spec=ast.JoinedStr(values=parts)):
            specs: list[ast.expr] = parts
        case ast.Call(func=ast.Attribute(attr="strftime" | "strptime") | ast.Name(id="format"), args=specs):
            pass
        case ast.Constant(value=str() as text):
            return re.findall(r"\{\w*:[^{}]*\}", text)
        case _:
            return []
    return [spec.value for spec in specs if isinstance(spec, ast.Constant) and isinstance(spec.value, str)]
