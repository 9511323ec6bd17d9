"""The shape of the code: the tour is complete and true, imports point up the tour, modules stay small."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import assist

PACKAGE = Path(assist.__file__).parent
LONGEST = 400
BANNED = {"utils", "util", "helpers", "helper", "common", "misc", "const", "manager"}
TOUR_LINE = re.compile(r"^    ([a-z_]+(?:\.[a-z0-9_]+)*) {2,}(\S.*)$", re.M)


@cache
def modules() -> dict[str, Path]:
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if "migrations" not in parts and parts[-1] != "__init__":
            found[".".join(parts)] = path
    return found


def tour() -> list[str]:
    return [name for name, _ in TOUR_LINE.findall(assist.__doc__ or "")]


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "assist":
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return {name.removeprefix("assist.") for name in names} & modules().keys()


def test_the_tour_names_every_module_once() -> None:
    assert sorted(tour()) == sorted(modules())


def test_a_module_imports_only_what_stands_above_it_in_the_tour() -> None:
    order = {name: place for place, name in enumerate(tour())}
    down = {
        name: sorted(other for other in imported(path) if order[other] >= order[name])
        for name, path in modules().items()
    }
    assert {name: others for name, others in down.items() if others} == {}


def test_modules_stay_small() -> None:
    long = {
        name: lines
        for name, path in modules().items()
        if (lines := len(path.read_text().splitlines())) > LONGEST
    }
    assert long == {}


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    assert [name for name in modules() if BANNED & set(name.split("."))] == []


def test_every_module_says_what_it_is() -> None:
    assert [
        name for name, path in modules().items() if not ast.get_docstring(ast.parse(path.read_text()))
    ] == []


def test_only_settings_reads_the_environment() -> None:
    readers = [name for name, path in modules().items() if "os.environ" in path.read_text(encoding="utf-8")]
    assert readers == ["settings"]
