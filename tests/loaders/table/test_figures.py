"""What a cell says: every way to write a number, to leave it out, and to get it wrong."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.files.workbook import Cell
from loaders.table.figures import Figure, parse
from metrics import wording


def cell(value: object, number_format: str = "General") -> Cell:
    kind = "number" if isinstance(value, int | float) else "text"
    return Cell(1, 1, value, kind, number_format)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "unit", "value"),
    [
        (1200, "个", "1200"),
        (37.5, "亿元", "37.5"),
        ("1320", "个", "1320"),
        ("１３２０", "个", "1320"),
        ("1,320", "个", "1320"),
        ("1，320", "个", "1320"),
        ("1\u00a0320", "个", "1320"),
        (" 12 ", "个", "12"),
        ("-5", "%", "-5"),
        ("－5", "%", "-5"),
        ("−5", "%", "-5"),
        ("0", "个", "0"),
        (0, "个", "0"),
        ("1200个", "个", "1200"),
        ("1200家", "个", "1200"),
        ("75套(间)", "套(间)", "75"),
        ("75套（间）", "套(间)", "75"),
        ("3.6万户", "户", "36000"),
        ("3.6万", "户", "36000"),
        ("1.2亿", "人次", "120000000"),
        ("4000万", "万元", "4000"),
        ("4000万元", "万元", "4000"),
        ("0.4亿元", "万元", "4000"),
        ("4000000元", "万元", "400"),
        ("1830万元", "亿元", "0.183"),
        ("18.3亿", "亿元", "18.3"),
        ("11.4万平方米", "万平方米", "11.4"),
        ("11.4万", "万平方米", "11.4"),
        ("114000平方米", "万平方米", "11.4"),
        ("2500米", "公里", "2.5"),
        ("38.2微克/立方米", "微克/立方米", "38.2"),
    ],
)
def test_a_number_is_read_exactly_in_the_measures_unit(written, unit, value):
    assert parse(cell(written), unit, "quantity") == Figure(Decimal(value))


@pytest.mark.parametrize(
    ("written", "number_format", "value"),
    [
        (5.3, "General", "5.3"),
        ("5.3%", "General", "5.3"),
        ("5.3％", "General", "5.3"),
        (0.053, "0.0%", "5.3"),
        (0.856, "0.00%", "85.6"),
        (1, "0%", "100"),
        ("增长5.3%", "General", "5.3"),
        ("同比增长5.3%", "General", "5.3"),
        ("下降2.1%", "General", "-2.1"),
        ("同比下降2.1", "General", "-2.1"),
        ("负增长2.1%", "General", "-2.1"),
        ("增长-2.8%", "General", "-2.8"),
        ("下降-2.1%", "General", "-2.1"),
        ("同比下降-2.1", "General", "-2.1"),
        ("负增长-2.1%", "General", "-2.1"),
        ("同比5.2", "General", "5.2"),
        ("较上年-1.5%", "General", "-1.5"),
        ("持平", "General", "0"),
        ("与上年同期持平", "General", "0"),
    ],
)
def test_a_growth_rate_is_read_in_all_its_forms(written, number_format, value):
    assert parse(cell(written, number_format), "%", "growth") == Figure(Decimal(value))


MARKS = ["", " ", "-", "--", "—", "——", "/", "无", "暂无", "…", "……", "待统计", "　", "－", "暂 无", "N/A", None]


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("kind", ["quantity", "growth"])
def test_a_missing_mark_is_missing_and_never_zero(mark, kind):
    figure = parse(cell(mark), "个" if kind == "quantity" else "%", kind)
    assert figure.is_missing and figure.value is None


@pytest.mark.parametrize(
    ("written", "unit", "problem"),
    [
        ("约12", "个", "cell_approximate"),
        ("12个左右", "个", "cell_approximate"),
        ("1500余名", "名", "cell_approximate"),
        ("已完成12个", "个", "cell_wrapped"),
    ],
)
def test_a_number_that_is_vague_or_wrapped_in_words_is_read_with_a_doubt(written, unit, problem):
    figure = parse(cell(written), unit, "quantity")
    assert (figure.value, figure.problem) == (Decimal(1500 if "1500" in written else 12), problem)


@pytest.mark.parametrize("written", ["提高0.3个百分点", "回落0.3个百分点", "同比下降0.3个百分点"])
def test_a_change_in_points_is_never_taken_for_the_growth_itself(written):
    assert parse(cell(written), "%", "growth") == Figure(words=written, problem="cell_words_level")


@pytest.mark.parametrize("written", ["1850①", "②1850", "1850¹", "8.4²", "1850⑴", "1850个③"])
def test_a_footnotes_mark_is_never_a_digit_of_the_figure(written):
    assert parse(cell(written), "个", "quantity") == Figure(problem="cell_words")


def test_a_square_metre_is_no_footnote():
    assert parse(cell("1200m²"), "平方米", "quantity").value == Decimal(1200)


@pytest.mark.parametrize(
    "written", ["正在推进", "已开工", "12月底前完成", "3个,另有2个在建", "下降2", "持平", "1-5", "第3"]
)
def test_words_in_place_of_an_amount_are_an_error(written):
    assert parse(cell(written), "个", "quantity") == Figure(problem="cell_words")


CHANGES = ["同比5.2", "同比5.2%", "较上年1200", "比去年同期增加12", "增长5.2%", "下降-2.1%", "提高0.3个百分点", "持平"]


@pytest.mark.parametrize("written", CHANGES)
@pytest.mark.parametrize(
    ("kind", "unit"), [("quantity", "个"), ("quantity", "万元"), ("stock", "户"), ("milestone", "%")]
)
def test_a_change_is_never_taken_for_an_amount(written, kind, unit):
    assert parse(cell(written), unit, kind) == Figure(problem="cell_words")


@pytest.mark.parametrize("written", CHANGES)
@pytest.mark.parametrize(
    ("kind", "unit"), [("rate", "%"), ("ceiling", "%"), ("ceiling", "微克"), ("reference", "亿元")]
)
def test_a_change_is_never_taken_for_a_level_but_kept_in_its_words(written, kind, unit):
    assert parse(cell(written), unit, kind) == Figure(words=written, problem="cell_words_level")


@pytest.mark.parametrize("kind", ["growth", "rate", "ceiling", "relative"])
def test_words_in_place_of_a_level_are_kept_with_a_doubt(kind):
    assert parse(cell("控制在5.5%以内,保持稳定"), "%", kind) == Figure(
        words="控制在5.5%以内,保持稳定", problem="cell_words_level"
    )


@pytest.mark.parametrize(
    ("written", "number_format", "unit", "found"),
    [
        ("12公里", "General", "个", "公里"),
        ("5%", "General", "个", "%"),
        (0.6, "0%", "公里", "%"),
        ("3万元", "General", "户", "万元"),
    ],
)
def test_a_unit_of_another_kind_is_an_error_that_names_it(written, number_format, unit, found):
    assert parse(cell(written, number_format), unit, "quantity") == Figure(problem="cell_unit", slots={"found": found})


def test_the_unit_written_beside_the_figure_converts_a_bare_number():
    assert parse(cell(37500), "亿元", "quantity", "万元") == Figure(Decimal("3.75"))
    assert parse(cell("3.6"), "户", "quantity", "个") == Figure(Decimal("3.6"))


@pytest.mark.parametrize(
    ("made", "problem"),
    [
        (Cell(1, 1, "#DIV/0!", "error"), "cell_error"),
        (Cell(1, 1, "=A1+B1", "formula"), "cell_not_calculated"),
        (Cell(1, 1, dt.datetime(2023, 1, 5), "date"), "cell_date"),
    ],
)
def test_what_is_no_figure_at_all_says_which_kind_of_thing_it_is(made, problem):
    assert parse(made, "个", "quantity") == Figure(problem=problem)


figures = st.floats(min_value=-1e9, max_value=1e9, allow_nan=False).map(lambda number: round(number, 4))


@given(
    figures.map(abs), st.sampled_from(["个", "户", "亿元", "万元", "万平方米", "公里", "套(间)", "名(个)", "课时/两周"])
)
def test_what_is_printed_with_its_unit_is_read_back(value, unit):
    assert parse(cell(wording.figure(value, unit)), unit, "quantity") == Figure(Decimal(repr(value)))


@given(figures)
def test_a_growth_in_words_is_read_back(value):
    assert parse(cell(wording.growth(value)), "%", "growth") == Figure(Decimal(repr(value)))


@given(st.text(max_size=30), st.sampled_from(["个", "%", "亿元"]), st.sampled_from(["quantity", "growth", "ceiling"]))
def test_no_text_makes_the_reading_raise(text, unit, kind):
    figure = parse(cell(text), unit, kind)
    assert figure.value is None or figure.value.is_finite()


@pytest.mark.parametrize("written", [1e15, 1e27, -1e300, 10**40, float("inf"), "9" * 400, "1000万亿", "1亿亿"])
def test_a_number_that_no_store_takes_is_too_large(written):
    assert parse(cell(written), "个", "quantity").problem == "number_too_large"


@pytest.mark.parametrize(
    ("written", "unit"), [(0.3333333, "个"), ("0.1234567", "个"), ("0.01元", "亿元"), (1e-300, "%")]
)
def test_a_number_of_more_than_six_decimals_in_the_measures_unit_is_too_fine(written, unit):
    assert parse(cell(written), unit, "growth").problem == "number_too_fine"


def test_what_a_formula_reckons_in_doubles_is_read_as_excel_shows_it():
    assert parse(cell(0.1 + 0.2), "个", "quantity") == Figure(Decimal("0.3"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (100 * 53 / 75, 70.666667),
        (1 / 3, 0.333333),
        (70.6666, 70.6666),
        (70.6666667, None),
        (1234567.1234567, 1234567.123457),
    ],
)
def test_what_a_formula_left_is_held_to_six_decimals_and_a_number_typed_finer_is_an_error(value, expected):
    figure = parse(Cell(1, 1, value, "number", "General"), "%", "rate")
    assert (figure.value if figure.value is None else float(figure.value)) == expected
    assert figure.problem == (None if expected is not None else "number_too_fine")


@pytest.mark.parametrize(
    ("written", "unit", "kind"),
    [
        ("↓2.1", "亿元", "quantity"),
        ("▲2.1", "%", "ratio"),
        ("6.4(+0.3%)", "%", "growth"),
        ("20亿元,同比增长8.9%,累计201亿元", "亿元", "quantity"),
        ("200(10月底累计1850)", "个", "quantity"),
        ("200(本月累计1850)", "个", "quantity"),
        ("200(9月1650)", "个", "quantity"),
        ("200个(本月1650个)", "个", "quantity"),
        ("1850(增长到2000)", "个", "quantity"),
    ],
)
def test_a_change_or_a_months_own_is_never_taken_for_the_figure_beside_it(written, unit, kind):
    found = parse(cell(written), unit, kind)
    assert found.value is None
    assert found.problem
