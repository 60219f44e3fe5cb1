"""A table's rows as a list for a narrow window: nothing of a row is lost, missing cells say nothing."""

import re
from pathlib import Path

import lxml.html
import pandas as pd

from metrics.columns import columns
from ui.components import mounting
from ui.components.listing import listed


def rows(count: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "status": ["far_behind"] * count, "status_word": ["严重滞后"] * count,
            "coded_item": [f"民生{number} <b>路口</b>" for number in range(count)], "unit_label": ["区甲局"] * count,
            "margin_points": [-12.5] * count, "by_pace": [True] * count, "unit": ["个"] * count,
            "months_behind": [3] * count, "problem": [None] * count,
        }
    )  # fmt: skip


SHOWN = columns("status_word", "coded_item", "unit_label", "margin_points", "months_behind", "problem")


def test_a_row_says_status_and_name_first_and_leaves_out_what_is_missing() -> None:
    drawing = lxml.html.fragment_fromstring(listed(rows(1), SHOWN, "一行。", chooses=True), create_parent=True)
    [row] = drawing.iter("li")
    assert " ".join(row.text_content().split()) == (
        "滞 严重滞后 民生0 <b>路口</b> 牵头单位 区甲局 进度差(百分点) −12.5 滞后月数 3"
    )
    [button] = row.iter("button")
    assert (button.get("data-row"), button.text) == ("0", "民生0 <b>路口</b>")


def test_a_long_list_folds_its_end_and_counts_it() -> None:
    drawing = lxml.html.fragment_fromstring(listed(rows(25), SHOWN, "25行。", chooses=False), create_parent=True)
    [summary] = drawing.iter("summary")
    assert summary.text == "其余5行"
    assert len([row for row in drawing.iter("li") if row.get("class") is None]) == 25
    assert list(drawing.iter("button")) == []


def test_what_has_recovered_is_listed_in_the_colour_that_it_has_now() -> None:
    recovered = rows(1).assign(
        status="on_track", status_word="达序时", previous_status="behind", previous_word="慢序时"
    )
    shown = columns("coded_item", "previous_word", "status_word")
    drawing = lxml.html.fragment_fromstring(listed(recovered, shown, "一行。", chooses=False), create_parent=True)
    [row] = drawing.iter("li")
    assert " ".join(row.text_content().split()) == "达 达序时 民生0 <b>路口</b> 上月状态 慢 慢序时"


def test_no_line_of_a_hatched_status_runs_through_a_word() -> None:
    """The words lie in an element of their own, which covers the lines (`mounting.CSS`): in every template."""
    opening = re.compile(r'<\w+[^>]*class="[^"]*\bs-\{\{[^"]*"(?:\{\{.*?\}\}|\{%.*?%\}|[^>])*>(.)', re.DOTALL)
    found = [
        (file.name, first)
        for file in (Path(mounting.__file__).parent / "templates").glob("*.html")
        for first in opening.findall(re.sub(r"\{%.*?%\}", "", file.read_text(encoding="utf-8")))
    ]
    assert len(found) > 5 and {first for _, first in found} == {"<"}, found
    drawing = lxml.html.fragment_fromstring(
        listed(rows(1).assign(status="not_reported", status_word="未报送"), SHOWN, "一行。", chooses=True),
        create_parent=True,
    )
    [chip] = drawing.find_class("s-not_reported")
    assert chip.text is None and chip.text_content() == "缺 未报送"
