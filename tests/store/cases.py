"""Golden cases as a person writes them → the tiny district.

target    `1200`, `>=98`, `>30`, `6..7`, `~`, `words 应装尽装`, each with `base:` `basis:` `at:`; later ones `7: 1500`
plan      empty: linear; `nodes 4:0.2 12:1`, `by_month` and twelve shares, `last_year` and twelve amounts; `at:`
figures   `9=1320 at:10-05 withdrawn:10-08 basis:同口径 vintage:最终`; words in 「」; nothing after `=`: neither
rulings   `on_track 6-8 at:07-10 ended:08-20`, `triggered 6-`
Several of a kind are parted by `;`. Moments are `10-05` (nine o'clock) or `10-05T10`.
"""

import csv
import datetime as dt
import re
from pathlib import Path
from typing import Any

from tests.store.builder import Item, MeasureBuilder, World, day

GOLDEN = Path(__file__).parent / "golden"
_OPTION = re.compile(r"\s*\b(base|basis|at|withdrawn|vintage|ended|part_of):(\S+)")
_CALENDARS = {"monthly", "monthly_from_feb", "quarterly", "half_yearly", "yearly"}


def golden_rows(name: str) -> list[dict[str, str]]:
    """The lines of one golden file. Raises ValueError for a line that has more or fewer fields than the heading."""
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        heading, *lines = csv.reader(file)
    for line in lines:
        if len(line) != len(heading):
            raise ValueError(f"{name}: {len(line)} fields instead of {len(heading)}: {line[0]}")
    return [dict(zip(heading, line, strict=True)) for line in lines]


def moment(text: str) -> dt.datetime:
    month, number, hour = re.fullmatch(r"(\d+)-(\d+)(?:T(\d+))?", text).groups(default="9")  # type: ignore[union-attr]
    return day(int(month), int(number), int(hour))


def one_measure(item: Item, kind: str, case: dict[str, str]) -> MeasureBuilder:
    """The measure that one line of a golden file describes."""
    reference = None
    if kind == "relative" and case["reference"] != "none":
        reference = item.measure("reference", unit="%", calendar=case["calendar"])
        add_figures(reference, case["reference"])
    unit = case.get("unit") or ("%" if kind in ("growth", "rate", "relative", "milestone") else "个")
    measure = item.measure(kind, unit=unit, calendar=case["calendar"], reference=reference)
    add_targets(measure, case["target"])
    add_plans(measure, case.get("plan", ""))
    add_figures(measure, case["figures"])
    add_rulings(measure, case.get("rulings", ""))
    return measure


def several_measures(item: Item, text: str) -> None:
    """The measures of a line of items.csv: `kind target [figures] (rulings) | …`."""
    for part in text.split("|"):
        found = re.fullmatch(r"\s*(\w+)([^\[]*)\[(.*?)\]\s*(?:\((.*)\))?\s*", part)
        assert found, part
        kind, target, figures, rulings = found.groups(default="")
        target, options = _options(target)
        calendar = next((word for word in target.split() if word in _CALENDARS), "monthly")
        place = int(options.pop("part_of", 0))
        whole = MeasureBuilder(item.measures[place - 1], item.world) if place else None
        measure = item.measure(kind, calendar=calendar, part_of=whole)
        kept = "".join(f" {name}:{value}" for name, value in options.items())
        add_targets(measure, target.replace(calendar, "").strip() + kept)
        add_figures(measure, figures)
        add_rulings(measure, rulings)


def add_targets(measure: MeasureBuilder, text: str) -> None:
    for part in _parts(text):
        body, options = _options(part)
        since, _, goal = body.rpartition(": ")
        target: dict[str, Any] = {"valid_from": int(since) if since else 1}
        if found := re.fullmatch(r"(-?[\d.]+?)\.\.(-?[\d.]+)", goal):
            target |= {"lower": float(found[1]), "upper": float(found[2]), "comparator": "range"}
        elif goal.startswith("words"):
            target |= {"words": goal.removeprefix("words ")}
        elif goal == "~":
            target |= {"comparator": "~"}
        else:
            comparator, number = re.fullmatch(r"([<>]=?|)(-?[\d.]+)", goal).groups()  # type: ignore[union-attr]
            bound = "upper" if measure.facts.kind == "ceiling" else "lower"
            target |= {bound: float(number), "comparator": comparator or "="}
        if "base" in options:
            target["base"] = float(options["base"])
        if "at" in options:
            target["recorded_at"] = moment(options["at"])
        measure.target(basis=options.get("basis"), **target)


def add_plans(measure: MeasureBuilder, text: str) -> None:
    for part in _parts(text):
        body, options = _options(part)
        plan_kind, *numbers = body.split()
        more = {"at": moment(options["at"])} if "at" in options else {}
        if plan_kind == "nodes":
            nodes = [number.split(":") for number in numbers]
            measure.nodes(*((int(month), float(share)) for month, share in nodes), **more)
        else:
            assert len(numbers) == 12, text
            {"by_month": measure.by_month, "last_year": measure.last_year}[plan_kind](*map(float, numbers), **more)


def add_figures(measure: MeasureBuilder, text: str) -> None:
    for part in _parts(text):
        body, options = _options(part)
        month, value = body.split("=")
        words = value.strip("「」") if value.startswith("「") else None
        measure.figure(
            int(month), float(value) if value and not words else None, words=words,
            basis=options.get("basis"), vintage=options.get("vintage"),
            at=moment(options["at"]) if "at" in options else None,
            withdrawn_at=moment(options["withdrawn"]) if "withdrawn" in options else None,
        )  # fmt: skip


def add_rulings(measure: MeasureBuilder, text: str) -> None:
    for part in _parts(text):
        body, options = _options(part)
        status, span = body.split()
        since, until = span.split("-")
        more: dict[str, Any] = {
            "since": int(since), "until": int(until) if until else None,
            "at": moment(options["at"]) if "at" in options else None,
            "ended_at": moment(options["ended"]) if "ended" in options else None,
        }  # fmt: skip
        if status == "triggered":
            measure.triggered(**more)
        else:
            measure.ruled(status, **more)


def fill(world: World, kind: str, case: dict[str, str]) -> str:
    """Put a line into an item of its own; returns its measure's id."""
    return one_measure(world.item(condition=case.get("condition") or None), kind, case).measure_id


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _options(text: str) -> tuple[str, dict[str, str]]:
    return _OPTION.sub("", text).strip(), dict(_OPTION.findall(text))
