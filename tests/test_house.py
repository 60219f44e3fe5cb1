"""Rules of the house that neither the linter nor the import contracts can hold."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from ui.menu import MENU

ROOT = Path(__file__).resolve().parents[1]
CODE = ("pages", "ui", "briefing", "loaders", "store", "metrics", "benchmarks")
SCREENS = [ROOT / "app.py", *sorted((ROOT / "ui").rglob("*.py")), *sorted((ROOT / "pages").rglob("*.py"))]
SOURCES = [ROOT / "app.py", *(file for folder in CODE for file in sorted((ROOT / folder).rglob("*.py")))]
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def imported(file: Path) -> set[str]:
    """The dotted names that a file imports."""
    nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}


def top(names: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in names}


def relative(files: list[Path]) -> list[str]:
    return [str(file.relative_to(ROOT)) for file in files]


def test_no_module_of_ui_bears_the_name_of_a_top_level_or_standard_module() -> None:
    # ui/shell.py is the main script, so ui/ is first on the import path and would win.
    taken = set(sys.stdlib_module_names) | set(packages_distributions()) | set(CODE) | {"app", "tests"}
    names = {entry.stem for entry in (ROOT / "ui").iterdir() if entry.suffix == ".py" or entry.is_dir()}
    assert names & taken - {"__init__", "__pycache__"} == set()


def test_a_folder_shows_at_most_sixteen_names() -> None:
    # More than that and nobody sees what a folder is about; a file per query, migration or screen is meant, every one.
    tops = [ROOT / name for name in (*CODE, "tests", "docs", "data")]
    folders = [folder for top in tops for folder in (top, *top.rglob("*")) if folder.is_dir()]
    meant = {ROOT / "store" / "queries", ROOT / "store" / "schema", ROOT / "pages"}
    listed = {
        str(folder.relative_to(ROOT)): len([entry for entry in folder.iterdir() if entry.name != "__pycache__"])
        for folder in folders
        if folder not in meant and "local" not in folder.parts and folder.name != "__pycache__"
    }
    assert {folder: count for folder, count in listed.items() if count > 16} == {}


def test_the_lock_has_every_pin_of_the_two_files_with_its_hashes_and_no_other() -> None:
    pinned = dict(re.findall(r"^([\w.-]+)==([\w.]+)", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.M))
    direct = re.findall(
        r"^([\w.-]+)(?:\[\w+\])?==([\w.]+)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.M
    )
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = dict(re.findall(r"^([\w.-]+)(?:\[\w+\])?==([\w.]+)", text, re.M))
    pins = {_plain(name): version for name, version in [*pinned.items(), *direct]}
    assert {name: version for name, version in locked.items() if pins.get(_plain(name)) != version} == {}
    assert {_plain(name) for name, _ in direct} <= {_plain(name) for name in locked}
    assert all("--hash=sha256:" in block for block in re.split(r"\n(?=[a-z])", text) if "==" in block)


def _plain(name: str) -> str:
    return name.lower().replace("_", "-")


def test_every_screen_of_the_menu_is_a_file_and_every_file_is_in_the_menu() -> None:
    files = {file.stem for file in (ROOT / "pages").glob("*.py")} - {"__init__"}
    assert files == {name for name, _ in MENU}


def test_the_front_door_keeps_to_the_layers_like_everything_else() -> None:
    assert top(imported(ROOT / "app.py")) & {"duckdb", "openpyxl", "pandas", "pages"} == set()
    assert [file for file in relative(SOURCES) if file != "app.py" and "app" in top(imported(ROOT / file))] == []


@pytest.mark.parametrize("mark", ["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Error", "unsafe_allow" + "_html"])
def test_no_leftover_and_no_html_of_our_own(mark: str) -> None:
    files = [*SOURCES, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "store").rglob("*.sql"))]
    assert [file for file in relative(files) if mark in (ROOT / file).read_text(encoding="utf-8")] == []


def test_screens_hand_no_function_of_their_own_to_a_widget() -> None:
    # It refers to all that its screen has read, and a session keeps it: 4 MB of each who looked, and of each version.
    handed = [
        (file.name, node.lineno)
        for file in sorted((ROOT / "pages").glob("*.py"))
        for node in _functions_not_called(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert handed == []


def _functions_not_called(page: ast.Module) -> Iterator[ast.expr]:
    own = {node.name for node in ast.walk(page) if isinstance(node, ast.FunctionDef)}
    called = {id(node.func) for node in ast.walk(page) if isinstance(node, ast.Call)}
    for node in ast.walk(page):
        if isinstance(node, ast.Lambda) or (isinstance(node, ast.Name) and node.id in own and id(node) not in called):
            yield node


def test_screens_write_no_sql_and_no_css() -> None:
    pattern = re.compile(r"\bselect\b.+\bfrom\b|\binsert into\b|<style", re.IGNORECASE | re.DOTALL)
    texts = {
        file: [node.value for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
               if isinstance(node, ast.Constant) and isinstance(node.value, str)]
        for file in SCREENS
    }  # fmt: skip
    assert relative([file for file, found in texts.items() if any(pattern.search(text) for text in found)]) == []


def test_one_clock_is_asked_what_time_it_is() -> None:
    # In the store's time zone, whatever the host's is. How long something takes is measured by another.
    asking = re.compile(
        r"\b(?:datetime|date|Timestamp)\.(?:now|today|utcnow|fromtimestamp)\(|\btime\.(?:time|localtime|strftime)\("
        r"|\b(?:localtimestamp|current_timestamp|current_date)\b",
        re.IGNORECASE,
    )
    files = [*SOURCES, *sorted((ROOT / "store").rglob("*.sql"))]
    asked = [file for file in files if asking.search(file.read_text(encoding="utf-8"))]
    assert relative(asked) == ["store/engine/clock.py"]


def test_nothing_is_written_but_through_an_act() -> None:
    # Planting the seed is nobody's act, nor is linking what an act wrote or an older store has, nor a sign-in, which
    # changes no figure, nor keeping what was judged of figures; the districts of a benchmark and of a demo are made up.
    writing = re.compile(r"\.(?:writing|trying)\(|transaction\.append\(")
    found = relative([file for file in SOURCES if writing.search(file.read_text(encoding="utf-8"))])
    assert set(found) == {
        "loaders/demo/city.py",
        "store/above/roll_up.py",
        "store/acts/act.py",
        "store/engine/chain.py",
        "store/engine/seed.py",
        "store/engine/store.py",
        "store/people/sign_ins.py",
        "benchmarks/cases/outlook.py",
        "benchmarks/cases/regions/provinces.py",
        "benchmarks/cases/volumes.py",
    }


def test_what_the_product_asks_of_the_store_has_a_name() -> None:
    asking = [file for file in SOURCES if re.search(r"\bquery_text\(", file.read_text(encoding="utf-8"))]
    product = [file for file in relative(asking) if not file.startswith("benchmarks/")]
    # A backup is looked into without being opened as a store, which would migrate it; many regions are judged by
    # status.sql's own text, over rows that are in no store.
    assert product == ["store/engine/reader.py", "store/engine/restoring.py", "store/many/statement.py"]


def texts(file: Path) -> list[str]:
    """A program's texts and numbers, docstrings apart; of any other file the lines, comments of SQL apart."""
    content = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        return [line.partition("--")[0] if file.suffix == ".sql" else line for line in content.splitlines()]
    nodes = list(ast.walk(ast.parse(content)))
    told = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    return [str(node.value) for node in nodes if isinstance(node, ast.Constant) and id(node) not in told]


def test_no_place_and_no_year_stands_in_the_product_but_as_data() -> None:
    # What a place is called, and which years it keeps, is in the store and in data/; a year may show how one is typed.
    place, year, example = (
        re.compile(r"温江|510115"),
        re.compile(r"(?<![\w/.])20[12]\d(?![\d/])"),
        re.compile("如|格式"),
    )
    kinds = ("*.py", "*.sql", "*.j2", "*.typ", "*.js", "*.html", "*.csv")
    files = [file for top in CODE for kind in kinds for file in (ROOT / top).rglob(kind)]
    product = [file for file in [ROOT / "app.py", *files] if "benchmarks" not in file.parts]
    named = {(file, text) for file in [*product, *files] for text in texts(file) if place.search(text)}
    dated = {(file, text) for file in product for text in texts(file) if year.search(text) and not example.search(text)}
    assert named | dated == set()


def test_the_settings_that_must_not_change_have_not() -> None:
    assert CONFIG["runner"] == {"magicEnabled": False, "postScriptGC": False}
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["browser"]["serverAddress"] == "localhost"
    assert CONFIG["client"] == {"showErrorDetails": "none", "showErrorLinks": False, "toolbarMode": "minimal"}
    assert CONFIG["server"]["maxUploadSize"] == 20
    assert CONFIG["server"]["enableAgentApi"] is False
    assert CONFIG["server"]["fileWatcherType"] == "none"
    assert CONFIG["theme"]["base"] == "light"
    assert "dark" not in CONFIG["theme"]
    assert len(CONFIG["theme"]["chartCategoricalColors"]) == 10


def test_every_direct_dependency_is_pinned_exactly_says_why_and_is_explained_in_the_decisions() -> None:
    decisions = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    lines = [
        line
        for file in sorted(ROOT.glob("requirements*.txt"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith(("#", "-"))
    ]
    pinned = dict(
        line.lower().split("==")
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )
    for line in lines:
        found = re.fullmatch(r"([\w-]+)(?:\[[\w,]+\])?==([\w.]+) +# .+", line)
        assert found, f"not 'name==version  # reason': {line}"
        assert pinned[found[1].lower()] == found[2], line
        assert found[1] in decisions, f"{found[1]} is missing in docs/decisions.md"
