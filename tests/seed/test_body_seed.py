"""The seed's indicators and tasks against the report's plan, figure by figure, and against the known real figures.

Where the report or the list of real figures is not at hand, the test says SKIPPED aloud; the committed fixture of
figures (paragraph, offset, figure) is checked against the seed everywhere.
"""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from loaders.prose.figures import Figure, figures
from tests.seed.report import PlanParagraph, plan_paragraphs

REPO = Path(__file__).resolve().parents[2]
SEED = REPO / "data" / "seed"
FIXTURE = Path(__file__).with_name("fixtures") / "body_figures.csv"
SHARED = REPO.parent / "shared"

Row = dict[str, str]

# Where each known real figure belongs: (region, indicator, period, kind) of the list → measure and month of the seed.
PLACE = {
    ("510115", "地区生产总值", "2022", "level"): ("I01-2", "2022-12"),
    ("510115", "地区生产总值", "2022", "growth"): ("I01-1", "2022-12"),
    ("510115", "一般公共预算收入", "2022", "growth"): ("I05-1", "2022-12"),
    ("510115", "固定资产投资", "2022", "growth"): ("I02-1", "2022-12"),
    ("510115", "社会消费品零售总额", "2022", "growth"): ("I03-1", "2022-12"),
    ("510115", "外贸进出口总额", "2022", "level"): ("I04-2", "2022-12"),
    ("510115", "外商投资实际到位", "2022", "level"): ("T29-3", "2022-12"),
    ("510115", "城镇居民人均可支配收入", "2022", "growth"): ("I06-1", "2022-12"),
    ("510115", "农村居民人均可支配收入", "2022", "growth"): ("I06-2", "2022-12"),
    ("510115", "新增就业", "2022", "level"): ("T45-4", "2022-12"),
    ("510115", "国家级专精特新“小巨人”企业(新增)", "2023-11", "level"): ("T09-1", "2023-11"),
    ("510100", "地区生产总值", "2023-03", "level"): ("I01-4", "2023-03"),
    ("510100", "地区生产总值", "2023-03", "growth"): ("I01-3", "2023-03"),
    ("510100", "地区生产总值", "2023-06", "growth"): ("I01-3", "2023-06"),
    ("510100", "地区生产总值", "2023-12", "level"): ("I01-4", "2023-12"),
    ("510100", "地区生产总值", "2023-12", "growth"): ("I01-3", "2023-12"),
    ("510100", "社会消费品零售总额", "2023-12", "growth"): ("I03-2", "2023-12"),
    ("510100", "固定资产投资", "2023-12", "growth"): ("I02-2", "2023-12"),
}


def table(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def of_body(rows: list[Row], key: str = "measure_id") -> list[Row]:
    """The rows of indicators and tasks; the annex's items have a proof of their own."""
    return [row for row in rows if row[key].split("-")[2][0] in "IT"]


@pytest.fixture(scope="module")
def items() -> dict[str, Row]:
    return {row["item_id"]: row for row in of_body(table(SEED / "item.csv"), "item_id")}


@pytest.fixture(scope="module")
def measures() -> dict[str, Row]:
    return {row["measure_id"]: row for row in of_body(table(SEED / "measure.csv"))}


@pytest.fixture(scope="module")
def targets() -> dict[str, Row]:
    return {row["measure_id"]: row for row in of_body(table(SEED / "target.csv"))}


@pytest.fixture(scope="module")
def actuals() -> list[Row]:
    return of_body(table(SEED / "actual.csv"))


@pytest.fixture(scope="module")
def fixture() -> list[Row]:
    return table(FIXTURE)


@pytest.fixture(scope="module")
def paragraphs() -> list[PlanParagraph] | None:
    report = next(iter(sorted((SHARED / "seeds").glob("002_*"))), None)
    return None if report is None else plan_paragraphs(report.read_text(encoding="utf-8"))


def full(short: str) -> str:
    return f"510115-2023-{short}"


def bounds(figure: Figure) -> set[Decimal]:
    return {Decimal(str(value)) for value in (figure.value, figure.upper) if value is not None}


def seeded_bounds(target: Row) -> set[Decimal]:
    return {Decimal(target[side]) for side in ("lower", "upper") if target[side]}


def aloud(capsys: pytest.CaptureFixture[str], words: str) -> None:
    with capsys.disabled():
        print(f"\n{words}")


def test_every_figure_of_the_plan_is_a_measures_or_is_no_target_for_a_reason(
    paragraphs: list[PlanParagraph] | None, fixture: list[Row], capsys: pytest.CaptureFixture[str]
) -> None:
    if paragraphs is None:
        aloud(capsys, "SKIPPED: the work report is not at hand; only the committed fixture of its figures is checked.")
        pytest.skip("SKIPPED: no work report under ../shared/seeds")
    read = [
        (number, figure.offset, figure.text)
        for number, paragraph in enumerate(paragraphs, start=1)
        for figure in figures(paragraph.text)
    ]
    listed = {(int(row["paragraph"]), int(row["offset"]), row["figure"]) for row in fixture}
    assert [figure for figure in read if figure not in listed] == []
    assert listed - set(read) == set()
    bound = {(row["paragraph"], row["offset"]) for row in fixture if row["measure_id"]}
    tasks = {row["measure_id"] for row in fixture if "-T" in row["measure_id"]}
    aloud(
        capsys,
        f"report body: {len(paragraphs)} paragraphs, {len(read)} figures, {len(bound)} of them targets, "
        f"{len(read) - len(bound)} not; {len(tasks)} task measures with a figure",
    )


def test_every_bound_comparator_and_unit_stands_in_its_own_paragraph_of_the_report(
    paragraphs: list[PlanParagraph] | None,
    fixture: list[Row],
    items: dict[str, Row],
    measures: dict[str, Row],
    targets: dict[str, Row],
    capsys: pytest.CaptureFixture[str],
) -> None:
    if paragraphs is None:
        aloud(capsys, "SKIPPED: the work report is not at hand; comparators are not compared with its words.")
        pytest.skip("SKIPPED: no work report under ../shared/seeds")
    for row in fixture:
        if not (measure_id := row["measure_id"]):
            continue
        paragraph = paragraphs[int(row["paragraph"]) - 1]
        figure = next(found for found in figures(paragraph.text) if found.offset == int(row["offset"]))
        measure, target = measures[measure_id], targets[measure_id]
        assert figure.unit in ("", measure["unit"]), measure_id
        assert figure.comparator == target["comparator"], measure_id
        assert seeded_bounds(target) == bounds(figure), measure_id
        item = items[measure["item_id"]]
        if item["series"] == "task":  # 正文一(二)聚力…: the section, the subsection and the paragraph's first words
            place = f"{paragraph.section[0]}{paragraph.subsection[:3]}{paragraph.text.split('。')[0]}"
            assert item["source"] == f"2023年温江区政府工作报告 正文{place}", measure_id
            words = (item["category"][:2], item["category"][-4:])
            assert all(word in paragraph.subsection for word in words), measure_id


def test_each_figure_of_the_fixture_is_either_a_target_or_has_a_reason_and_equals_the_seed(
    fixture: list[Row], targets: dict[str, Row]
) -> None:
    for row in fixture:
        assert bool(row["measure_id"]) != bool(row["not_a_target"]), row
        found = figures(row["figure"])
        assert [figure.text for figure in found] == [row["figure"]], row
        if row["measure_id"]:
            assert seeded_bounds(targets[row["measure_id"]]) == bounds(found[0]), row


def test_every_target_with_a_bound_has_exactly_one_figure_and_items_follow_the_report(
    fixture: list[Row], targets: dict[str, Row]
) -> None:
    bound = [row["measure_id"] for row in fixture if row["measure_id"]]
    assert Counter(bound) == Counter(measure_id for measure_id, target in targets.items() if seeded_bounds(target))
    assert bound == sorted(bound)
    shared = [place for place, n in Counter((row["paragraph"], row["offset"]) for row in fixture).items() if n > 1]
    assert shared == [("9", "107")]  # 资产总额、利润总额均增长7%以上: one figure for two measures
    assert len([measure_id for measure_id in bound if "-T" in measure_id]) == 79


def test_every_known_real_figure_is_an_actual_of_the_seed_to_the_digit(
    actuals: list[Row], measures: dict[str, Row], capsys: pytest.CaptureFixture[str]
) -> None:
    path = SHARED / "figures.csv"
    if not path.exists():
        aloud(capsys, "SKIPPED: the list of real figures is not at hand; only the places of the actuals are checked.")
        pytest.skip("SKIPPED: no ../shared/figures.csv")
    known = table(path)
    seeded = {(row["measure_id"], row["month"]): row for row in actuals}
    for row in known:
        short, month = PLACE[row["region_code"], row["indicator"], row["period"], row["kind"]]
        actual, measure = seeded[full(short), month], measures[full(short)]
        assert (actual["value"], actual["basis"], actual["source"]) == (row["value"], row["basis"], row["source"]), row
        assert measure["unit"] == row["unit"], row
        assert measure["name"].startswith("全市") == (row["region_code"] == "510100"), row
    aloud(capsys, f"real figures: {len(known)} listed, {len(seeded)} actuals in the seed (one is words alone)")


def test_the_actuals_are_the_known_figures_and_the_words_on_unemployment_and_nothing_else(actuals: list[Row]) -> None:
    places = [(row["measure_id"][12:], row["month"]) for row in actuals]
    assert sorted(places) == sorted([*PLACE.values(), ("I07-1", "2022-12")])
    words = [row for row in actuals if not row["value"]]
    assert [(row["measure_id"], row["value_words"]) for row in words] == [(full("I07-1"), "5.5%以内")]
    assert [row for row in actuals if row["value"] and row["value_words"]] == []
    sources = {row["title"]: row["published_on"] for row in table(SEED / "source.csv")}
    assert [row for row in actuals if row["published_on"] != sources[row["source"]]] == []
    firms = next(row for row in actuals if row["measure_id"] == full("T09-1"))
    assert (firms["value"], firms["month"], firms["published_on"]) == ("6", "2023-11", "2023-11-30")


def test_the_seven_main_targets_are_as_the_report_states_them(
    items: dict[str, Row], measures: dict[str, Row], targets: dict[str, Row]
) -> None:
    stated = {}
    for measure_id, target in targets.items():
        if "-I" in measure_id:
            kind, calendar = measures[measure_id]["kind"], measures[measure_id]["calendar"]
            stated[measure_id[12:]] = (kind, target["comparator"], target["lower"], target["upper"], calendar)
    assert stated == {
        "I01-1": ("growth", "range", "6.0", "7.0", "quarterly"),
        "I02-1": ("growth", "range", "6.0", "8.0", "monthly_from_feb"),
        "I03-1": ("growth", "range", "8.5", "9.5", "monthly_from_feb"),
        "I04-1": ("growth", "range", "5.0", "6.0", "monthly_from_feb"),
        "I05-1": ("growth", "range", "6.0", "7.0", "monthly"),
        "I06-1": ("relative", "~", "", "", "quarterly"),
        "I06-2": ("relative", "~", "", "", "quarterly"),
        "I07-1": ("ceiling", "<=", "", "5.5", "yearly"),
    }
    assert {measures[full(f"I06-{n}")]["reference_measure_id"] for n in (1, 2)} == {full("I01-1")}
    assert sorted(item["item_no"] for item in items.values() if item["series"] == "indicator") == list("1234567")


def test_kinds_and_strict_comparators_are_those_that_the_wording_asks_for(
    measures: dict[str, Row], targets: dict[str, Row]
) -> None:
    def tasks_of(kind: str) -> list[str]:
        return sorted(key[12:] for key, row in measures.items() if "-T" in key and row["kind"] == kind)

    assert tasks_of("stock") == ["T06-1", "T25-1", "T26-1", "T27-2"]
    assert tasks_of("growth") == ["T20-1", "T20-2", "T23-1"]
    assert tasks_of("rate") == ["T39-1", "T46-1", "T47-1"]
    assert tasks_of("ceiling") == ["T36-1"]
    assert tasks_of("reference") == ["T29-3", "T45-4"]
    assert len(tasks_of("quantity")) == 68
    strict = {key[12:]: row["comparator"] for key, row in targets.items() if row["comparator"] in ("<", ">")}
    assert strict == {"T06-1": ">", "T08-1": ">", "T18-1": ">", "T25-2": ">", "T27-2": ">", "T36-1": "<"}
    parts = {key: row["part_of_id"] for key, row in measures.items() if row["part_of_id"]}
    assert parts == {full("T28-2"): full("T28-1"), full("T28-3"): full("T28-1")}
    assert [key for key, row in targets.items() if row["base"] or row["basis"]] == []  # the report states neither


def test_measures_targets_and_items_fit_together(
    items: dict[str, Row], measures: dict[str, Row], targets: dict[str, Row]
) -> None:
    assert {key for key, row in measures.items() if row["kind"] != "reference"} == set(targets)
    assert {row["item_id"] for row in measures.values()} == set(items)
    for series, letter in (("indicator", "I"), ("task", "T")):
        numbers = [int(row["item_no"]) for row in items.values() if row["series"] == series]
        assert numbers == list(range(1, len(numbers) + 1))
        assert [key for key, row in items.items() if row["series"] == series and key[12] != letter] == []
    for key, row in measures.items():
        assert key == f"{row['item_id']}-{row['measure_no']}"
        assert row["plan_kind"] == ("linear" if row["kind"] in ("quantity", "stock") else ""), key
        assert row["calendar"] in ("monthly", "monthly_from_feb", "quarterly", "half_yearly", "yearly"), key
    for item_id in items:
        names = [(row["name"], row["unit"]) for row in measures.values() if row["item_id"] == item_id]
        assert len(names) == len(set(names)), item_id


def test_titles_are_short_and_lead_units_are_proposed_and_known(
    items: dict[str, Row], measures: dict[str, Row]
) -> None:
    units = {row["name"] for row in table(SEED / "unit.csv")}
    assert [row["title"] for row in items.values() if not 2 <= len(row["title"]) <= 18] == []
    assert [row["lead_unit"] for row in items.values() if row["lead_unit"] not in units] == []
    assert [row["supplier_unit"] for row in measures.values() if row["supplier_unit"] not in units | {""}] == []
    assert {row["unit_basis"] for row in items.values()} == {"proposed"}
    assert {row["leader"] + row["condition"] for row in items.values()} == {""}
    titles = tuple(row["title"] for row in table(SEED / "source.csv"))
    assert [row["source"] for row in items.values() if not row["source"].startswith(titles)] == []


def test_where_body_and_annex_speak_of_the_same_thing_the_note_says_which_item(measures: dict[str, Row]) -> None:
    same = {
        key[12:]: int(row["note"].split("第")[1].split("项")[0])
        for key, row in measures.items()
        if row["note"].startswith("与民生实事第")
    }
    assert same == {
        "T13-3": 13, "T19-1": 72, "T32-1": 66, "T35-1": 5, "T35-2": 15, "T37-1": 19, "T38-1": 14, "T38-2": 14,
        "T41-1": 3, "T43-1": 7, "T44-3": 8, "T45-1": 21, "T45-3": 21, "T46-1": 51, "T47-1": 49, "T48-1": 42,
        "T49-1": 64, "T49-2": 64, "T50-1": 34, "T51-1": 55, "T53-1": 2,
    }  # fmt: skip
    assert "2610" in measures[full("T50-2")]["note"]  # 新增学位: 1.5万 in the body, 2,610 + 100 in the annex; both kept
