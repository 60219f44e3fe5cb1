"""The deck's numbers are the store's: charts are native, and every measure, item and unit stands where it should."""

import datetime as dt
import io
from collections import Counter

import pytest
from pptx import Presentation

from briefing import material
from briefing.slides.charts import count_charts
from briefing.slides.deck import slides
from briefing.slides.pages import bridge_page
from metrics import terms
from metrics.arithmetic.counting import tally
from store.engine.records import records
from tests.briefing import deck as read
from tests.briefing.filled import filled
from tests.pages.stores.autumn import COVERS, report, targets_alone
from tests.store.acts.test_editions import OCTOBER_12, publish

SEPTEMBER = dt.date(2023, 9, 1)


@pytest.fixture(scope="module")
def found():
    store = filled(8, 9)
    yield read.taken(store, SEPTEMBER)
    store.close()


@pytest.fixture(scope="module")
def deck(found):
    return read.opened(found)


def exactly(*values):
    """As Excel holds numbers: sixteen digits; what is missing is missing."""
    return [None if value is None else float(f"{value:.16G}") for value in values]


def counts_of(shape):
    """By category, a count per series, from a chart's workbook."""
    head, *rows = read.sheet(shape)
    return {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in rows}


def expected(counts):
    return {terms.marked(code, status.word): counts.counts[code] for code, status in terms.STATUSES.items()}


def assert_counts(shape, groups):
    for name, shown in counts_of(shape).items():
        full = dict.fromkeys(expected(tally([])), 0) | shown
        assert full == expected(groups[name]), name
    assert set(counts_of(shape)) == set(groups)


def test_the_overview_counts_what_the_store_counts(found, deck):
    first = deck.slides[1]
    facts = found.snapshot
    rate = f"{100 * facts.tally.good / facts.tally.judged:.1f}%"
    assert read.title(first).startswith(f"按期率{rate},比8月")
    assert read.title(first).endswith(f"滞后{facts.tally.behind}项")
    [chart] = read.charts([first])
    assert_counts(chart, {"全区目标": facts.tally})
    assert len(read.named([first], "决定事项 3")) == 1
    [worst] = read.named([first], "差距最大的事项")
    assert [row[1] for row in read.cells(worst)[1:]] == list(facts.worst_items["coded_item"].head(5))


def test_the_short_form_has_ten_slides_and_the_bridge_adds_up(found):
    short = Presentation(io.BytesIO(slides(found)))
    assert len(short.slides) == 10
    [bridge] = [shape for shape in read.charts(short.slides) if shape.name == "按期事项的变化"]
    rows = read.sheet(bridge)[1:]
    levels = [under + total for _, under, total, *_ in rows]
    assert (levels[0], levels[-1]) == (found.snapshot.tally_before.good, found.snapshot.tally.good)
    assert levels[0] + sum(more - less for *_, more, less in rows) == levels[-1]


def test_the_course_counts_every_month(found, deck):
    months = found.snapshot.item_course.groupby(found.snapshot.item_course["month"].dt.month)
    [chart] = read.charts(read.titled(deck, "各月进展"))
    assert_counts(chart, {f"{number}月": tally(rows["status"]) for number, rows in months})


def test_the_bullets_hold_figures_and_bounds_as_the_store_has_them(found, deck):
    measures = records(found.indicators.measures)
    shapes = read.charts(read.titled(deck, "经济指标"))
    points = {name: list(values[0].values()) for shape in shapes for name, values in read.drawn(shape).items()}
    ends = {"growth": "目标区间", "ceiling": "上限", "relative": "参照"}
    for row in measures:
        aim = {"growth": [row["lower"], row["upper"]], "ceiling": [row["upper"]], "relative": [row["against"]]}
        assert points.pop(f"{row['measure']} {ends[row['kind']]}") == aim[row["kind"]]
        assert points.pop(row["measure"], [None]) == [row["actual"]], row["measure"]
    assert points == {}


def test_the_bullets_stand_in_the_order_of_the_table_beside_them(found, deck):
    [slide] = read.titled(deck, "经济指标")
    [table] = read.named([slide], "经济指标")
    [chart] = read.charts([slide])
    heights = {name: values[1][0] for name, values in read.drawn(chart).items() if " " not in name}
    assert sorted(heights, key=lambda name: -heights[name]) == [
        row[1] for row in read.cells(table)[1:] if row[1] in heights
    ]
    rows = [row.height for row in table.table.rows]
    assert (chart.left, chart.top) == (table.left + sum(c.width for c in list(table.table.columns)[:-1]),
                                       table.top + rows[0])  # fmt: skip
    assert len(set(rows[1:])) == 1


def test_every_item_is_in_its_category_once_with_its_shares(found, deck):
    for series in ("livelihood", "task"):
        items = {row["coded_item"]: row for row in records(found.series_items[series])}
        shown = [row for shape in read.named(read.titled(deck, terms.SERIES[series] + "·"), "完成率与序时进度")
                 for row in read.sheet(shape)[1:]]  # fmt: skip
        assert Counter(row[0] for row in shown) == Counter(items.keys())
        for name, *shares in shown:
            assert shares == exactly(items[name]["done_pct"], items[name]["plan_pct"]), name


def test_every_category_has_a_slide_that_says_its_rate_in_the_order_of_the_report(found, deck):
    titles = [read.title(slide) for slide in deck.slides]
    order = [min(number for number, one in enumerate(titles) if f"·{category}" in one)
             for category in found.snapshot.by_category["category"]]  # fmt: skip
    assert order == sorted(order)
    for row in records(found.snapshot.by_category):
        [first, *_] = read.titled(deck, f"{row['series_name']}·{row['category']}{row['total']}项:")
        assert f"按期率{row['rate_pct']:.1f}%" in read.title(first)


@pytest.mark.parametrize(("series", "count"), [("livelihood", 80), ("task", 54)])
def test_the_walls_have_a_cell_for_every_item(found, deck, series, count):
    tiles = [cell for shape in read.named(deck.slides, f"{terms.SERIES[series]}各项状态")
             for row in read.cells(shape) for cell in row[1:] if cell]  # fmt: skip
    items = records(found.snapshot.items_of(series))
    assert tiles == [f"{terms.STATUSES[row['status']].mark} {row['item_no']}" for row in items]
    assert len(tiles) == count


def test_every_measure_that_is_behind_is_in_the_list_once(found, deck):
    shapes = read.named(deck.slides, "滞后清单")
    listed = Counter((row[1], row[2]) for shape in shapes for row in read.cells(shape)[1:])
    assert listed == read.counted(found.behind, "coded_item", "measure")
    assert len(shapes) > 1
    assert len({tuple(read.cells(shape)[0]) for shape in shapes}) == 1


def test_every_unit_with_something_behind_has_its_counts_and_reasons(found, deck):
    for unit, rows in found.behind.groupby("lead_unit"):
        own = found.snapshot.items.query("lead_unit == @unit")
        [bar] = [shape for shape in read.charts(deck.slides) if shape.name == f"{unit}各状态项数"]
        assert_counts(bar, {unit: tally(own["status"])})
        shapes = [one for slide in deck.slides for one in slide.shapes if one.name == f"{unit}滞后子项"]
        listed = [row for shape in shapes for row in read.cells(shape)[1:]]
        assert Counter((row[1], row[2]) for row in listed) == read.counted(rows, "code", "measure")
        assert {row[7] for row in listed} == set(map(read.half, rows["problem"]))
        assert {row[8] for row in listed} == set(map(read.half, rows["next_step"]))


def test_each_category_and_unit_has_its_own_counts_in_which_every_item_stands_once(found, deck):
    items = found.snapshot.items
    for name, column in (("各类别各状态项数", "category"), ("各单位各状态项数", "lead_unit")):
        [bar] = [shape for shape in read.charts(deck.slides) if shape.name == name]
        shown = [group for (group, *_) in read.sheet(bar)[1:]]
        assert_counts(bar, {group: tally(items[items[column] == group]["status"]) for group in shown})


def test_what_is_not_reported_is_listed_once(found, deck):
    shapes = read.named(deck.slides, "未报送清单")
    listed = Counter((row[1], row[2]) for shape in shapes for row in read.cells(shape)[1:])
    assert listed == read.counted(found.owing, "coded_item", "measure")


def test_what_a_chart_draws_is_what_its_workbook_holds(deck):
    shapes = read.charts(deck.slides)
    assert len(shapes) > 30
    for shape in shapes:
        numbers = [value for row in read.sheet(shape) for value in row if isinstance(value, int | float)]
        series = [values for found in read.drawn(shape).values() for values in found]
        assert Counter(numbers) == Counter(exactly(*(one for values in series for one in values.values()))), shape.name


def test_what_changed_since_the_edition_before_is_told():
    store = filled(8, 9)
    publish(store, month=8)
    found = read.taken(store, SEPTEMBER)
    slides = read.titled(read.opened(found), "较第1期")
    listed = [row for shape in read.named(slides, "较上期变化") for row in read.cells(shape)[1:]]
    changed = found.comparison
    told = {"新完成": changed.completed, "新增滞后": changed.fell_behind, "恢复正常": changed.recovered}
    assert [(row[0], row[1]) for row in listed] == [
        (word, item) for word, rows in told.items() for item in rows["coded_item"]
    ]
    assert listed
    store.close()


def test_a_restated_figure_is_told_from_the_first_to_the_last():
    store = targets_alone()
    report(store, COVERS, "zongzhi", 8, 910)
    publish(store)
    report(store, COVERS, "zongzhi", 8, 920)
    edition = publish(store, at=OCTOBER_12 + dt.timedelta(hours=1))
    [slide] = read.titled(read.opened(material.take(store, edition)), "较第1期:更正数据")
    [table] = read.named([slide], "更正数据")
    assert [row[3:] for row in read.cells(table)[1:]] == [["2023年8月", "910座", "910座", "920座"]]
    store.close()


def test_a_deck_in_which_nothing_changed_has_no_slide_that_says_so():
    store = filled(8, 9)
    publish(store)
    again = publish(store, at=OCTOBER_12 + dt.timedelta(hours=1))
    assert read.titled(read.opened(material.take(store, again)), "较第1期") == []
    store.close()


def test_a_short_segment_keeps_its_mark_for_one_and_its_number_for_more():
    both = '0"未";;;'
    assert count_charts._fitting(1, "未", both, 40) == both == count_charts._fitting(4, "未", both, 25)
    assert count_charts._fitting(1, "未", both, 20) == '"未";;;'
    assert count_charts._fitting(4, "未", both, 20) == "0;;;"


def test_a_step_too_low_for_its_number_has_it_at_its_name():
    columns = [
        bridge_page.Step("5月按期", 80),
        *(bridge_page.Step("一", one) for one in (1, 14, -2)),
        bridge_page.Step("6月按期", 93),
    ]
    assert bridge_page._thin(columns, 60) == [1]
    assert bridge_page._thin(columns, 79) == []
