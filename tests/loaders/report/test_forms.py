"""Every form of a report's text that once lost rows, and the forms of published lists, read whole."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from loaders.report.reading.kinds import lines_of
from loaders.report.reports import read_report
from tests.loaders.report.forms import FORMS
from tests.loaders.report.sayings import in_keys, in_words, read_text

FOLDER = Path(__file__).with_name("texts")
TEXTS = {path.stem: path for path in sorted(FOLDER.glob("*/*.txt"))}


@pytest.mark.parametrize("name", FORMS)
def test_each_form_gives_its_rows_and_accounts_for_every_number(name):
    year, text, expected, account = FORMS[name]
    report = read_report(lines_of(text.encode(), f"{name}.txt"), year)
    assert in_words(report) == expected
    assert report.account.sentence == account
    assert report.account.is_clean is (name != "z_gap")


def test_texts_in_forms_of_published_ones_are_read_to_more_than_nine_in_ten():
    wanted: dict[str, Counter[Any]] = {}
    with (FOLDER / "keys.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            is_milestone = row["unit"] == "milestone"
            value = float(row["value"]) if row["value"] and not is_milestone else None
            wanted.setdefault(row["text"], Counter())[value, row["unit"], row["comparator"], row["lead"]] += 1
    hits = found = 0
    for name, keys in wanted.items():
        proposed = in_keys(read_text(TEXTS[name].read_text(encoding="utf-8")))
        hits += (keys & proposed).total()
        found += proposed.total()
    assert hits >= 0.92 * sum(keys.total() for keys in wanted.values())
    assert hits >= 0.92 * found


@pytest.mark.parametrize("name", TEXTS)
def test_every_number_of_a_text_is_taken_or_has_its_reason(name):
    report = read_text(TEXTS[name].read_text(encoding="utf-8"))
    assert report.account.not_understood == []
    assert report.account.total == report.account.taken + len(report.account.skipped)
