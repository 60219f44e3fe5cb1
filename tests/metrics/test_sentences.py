"""Why a measure has its status and what it takes, word for word, from rows of the real status query."""

import datetime as dt
from functools import cache
from typing import Any

import pytest

from metrics.sentences.rest_of_year import rest_of_year_growth, speed_up, what_it_takes
from metrics.sentences.status import target_text, why
from store.engine.records import records, with_words
from store.engine.store import Store
from store.reads.figures.status import status_rows
from tests.store.builder import World
from tests.store.cases import one_measure

LAST_YEAR = "last_year 10 20 30 40 50 60 70 80 85 88 90 100"
WORLD = World()  # all measures of this file, so that one store and one query a month tell of them all
Place = tuple[str, int]  # a measure of it, and the month that it is looked at


def told(
    kind: str, month: int, target: str = "", figures: str = "", *, condition: str | None = None, **case: str
) -> Place:
    """A measure written as in the golden files, in an item of its own."""
    unit = "家" if kind == "stock" else ""
    written = {"calendar": "monthly", "reference": "", "unit": unit, "target": target, "figures": figures, **case}
    return one_measure(WORLD.item(condition=condition), kind, written).measure_id, month


def quarterly(month: int, figures: str) -> Place:
    """Growth that is published by the quarter, of 6 to 7 percent."""
    return told("growth", month, "6..7", figures, calendar="quarterly")


def of(kind: str, month: int, *written: str, **case: Any) -> pytest.MarkDecorator:
    """Gives a test the `row` of one such measure."""
    return pytest.mark.parametrize("row", [told(kind, month, *written, **case)], indirect=True, ids=[kind])


@cache
def _rows(month: int) -> dict[str, dict[str, Any]]:
    rows = with_words(status_rows(_store(), WORLD.view(month)))
    return {row["measure_id"]: row for row in records(rows)}


@cache
def _store() -> Store:
    return WORLD.store()


@pytest.fixture
def row(request: pytest.FixtureRequest) -> dict[str, Any]:
    """The row of status.sql of a place, with its words."""
    measure_id, month = request.param
    return _rows(month)[measure_id]


@pytest.mark.parametrize(
    ("row", "word", "sentence"),
    [
        (
            told("quantity", 9, "2200", "9=1320"),
            "严重滞后",
            "截至9月累计1,320个,完成率60.0%,序时进度75.0%,慢15.0个百分点",
        ),
        (told("quantity", 6, "1200", "6=720"), "超序时", "截至6月累计720个,完成率60.0%,序时进度50.0%,快10.0个百分点"),
        (told("quantity", 6, "1200", "6=600"), "达序时", "截至6月累计600个,完成率50.0%,序时进度50.0%,与序时进度持平"),
        (
            told("quantity", 6, "1200", "6=599.9"),
            "慢序时",
            "截至6月累计599.9个,完成率50.0%,序时进度50.0%,慢不足0.1个百分点",
        ),
        (
            told("quantity", 12, "1200", "12=1140"),
            "未完成",
            "截至12月累计1,140个,完成率95.0%,序时进度100.0%,慢5.0个百分点",
        ),
        (told("quantity", 9, "1200", "5=1200"), "已完成", "截至5月累计1,200个,完成率100.0%,已达到全年目标1,200个"),
        (told("quantity", 9, ">30", "9=31"), "已完成", "截至9月累计31个,完成率103.3%,已达到全年目标突破30个"),
        (told("quantity", 9, "1200", ""), "未报送", "9月数据应报未报"),
        (told("quantity", 9, "1200", "7=700"), "未报送", "9月数据应报未报,最近一次为7月的700个"),
        (told("quantity", 9, "1200", "9=「已启动」"), "待认定: 文字数据", "截至9月只有文字表述“已启动”,没有数字"),
        (
            told("quantity", 9, "1200 basis:同口径", "9=1300 basis:自然口径"),
            "待认定: 口径不同",
            "截至9月为1,300个(自然口径),目标按同口径,口径不同,不能比较",
        ),
        (told("quantity", 9, "words 应装尽装", "9=10"), "待认定: 缺目标值", "截至9月为10个,缺可比较的目标值"),
        (
            told("stock", 9, "400 base:340", "9=379"),
            "慢序时",
            "截至9月达379家,完成全年增量的65.0%,序时进度75.0%,慢10.0个百分点",
        ),
        (told("stock", 9, "400", "9=379"), "待认定: 缺基数", "截至9月达379家,缺上年末基数,增量无法计算"),
        (told("stock", 9, "400", "9=401"), "已完成", "截至9月达401家,已达到全年目标400家"),
        (told("milestone", 9, "100", "9=65"), "慢序时", "截至9月形象进度65.0%,序时进度75.0%,慢10.0个百分点"),
        (told("milestone", 9, "100", "9=100"), "已完成", "截至9月形象进度100.0%"),
        (told("rate", 9, ">=98", "9=97.5"), "低于目标", "截至9月为97.5%,目标不低于98%,低0.5个百分点"),
        (told("rate", 9, ">=98", "9=98"), "达目标", "截至9月为98%,目标不低于98%,正好持平"),
    ],
    indirect=["row"],
)
def test_a_status_is_explained_from_the_numbers_it_was_made_of(row, word, sentence):
    assert (row["status_word"], row["why"]) == (word, sentence)


@pytest.mark.parametrize(
    ("row", "word", "sentence"),
    [
        (quarterly(9, "9=5.2"), "低于目标", "前三季度增长5.2%,目标6.0%–7.0%,低于下限0.8个百分点"),
        (quarterly(3, "3=7.5"), "超目标", "一季度增长7.5%,目标6.0%–7.0%,高于下限1.5个百分点"),
        (quarterly(6, "6=6"), "达目标", "上半年增长6.0%,目标6.0%–7.0%,与下限持平"),
        (quarterly(5, "3=-2.8"), "明显低于目标", "一季度下降2.8%,目标6.0%–7.0%,低于下限8.8个百分点"),
        (quarterly(3, "3=0"), "明显低于目标", "一季度持平,目标6.0%–7.0%,低于下限6.0个百分点"),
        (quarterly(12, "12=6.5"), "全年达标", "全年增长6.5%,目标6.0%–7.0%,高于下限0.5个百分点"),
        (quarterly(12, "12=5.9"), "未完成", "全年增长5.9%,目标6.0%–7.0%,低于下限0.1个百分点"),
        (quarterly(2, ""), "本月不发布", "2月不发布该指标数据"),
    ],
    indirect=["row"],
)
def test_growth_is_told_by_the_quarter_and_never_divided_by_its_target(row, word, sentence):
    assert (row["status_word"], row["why"]) == (word, sentence)
    assert "完成率" not in row["why"]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (told("ceiling", 9, "<=5.5", "9=5.7", unit="%"), "截至9月为5.7%,控制目标不超过5.5%,超0.2个百分点"),
        (told("ceiling", 9, "<=5.5", "9=5.2", unit="%"), "截至9月为5.2%,控制目标不超过5.5%,低0.3个百分点"),
        (told("ceiling", 9, "<=-2.5", "9=-2", unit="%"), "截至9月累计下降2.0%,目标下降2.5%,与目标相差0.5个百分点"),
        (told("ceiling", 9, "<=-2.5", "9=-2.8", unit="%"), "截至9月累计下降2.8%,目标下降2.5%,比目标多降0.3个百分点"),
        (told("ceiling", 9, "<=-2.5", "9=-2.5", unit="%"), "截至9月累计下降2.5%,目标下降2.5%,与目标持平"),
        (told("ceiling", 9, "<=-2.5", "9=1", unit="%"), "截至9月累计增长1.0%,目标下降2.5%,与目标相差3.5个百分点"),
        (
            told("ceiling", 9, "<40", "9=37.5", unit="微克/立方米"),
            "截至9月为37.5微克/立方米,控制目标低于40微克/立方米,低2.5微克/立方米",
        ),
        (
            told("ceiling", 9, "<40", "9=41", unit="微克/立方米"),
            "截至9月为41微克/立方米,控制目标低于40微克/立方米,超1微克/立方米",
        ),
    ],
    indirect=["row"],
)
def test_a_ceiling_is_told_in_its_own_unit(row, sentence):
    assert row["why"] == sentence


@of("relative", 3, calendar="quarterly", target="~", figures="3=5.4", reference="3=6")
def test_a_relative_target_is_told_beside_what_it_is_compared_with(row):
    assert row["why"] == "一季度增长5.4%,同期子项增长6.0%,低0.6个百分点"


@of("relative", 6, calendar="quarterly", target="~", figures="3=5.4; 6=6.2", reference="3=6")
def test_a_comparison_of_an_earlier_period_says_which(row):
    assert row["why"] == "上半年增长6.2%;按两者都有数的一季度比较,比子项低0.6个百分点"


@of("quantity", 8, calendar="quarterly", target="1200", figures="6=540")
def test_a_carried_figure_says_that_nothing_newer_was_due(row):
    assert row["why"] == "截至6月(此后尚未到下次报送)累计540个,完成率45.0%,序时进度50.0%,慢5.0个百分点"


@of("quantity", 2, target="1200", plan="nodes 4:0.2 12:1")
def test_a_plan_that_has_not_begun_says_so(row):
    assert (row["status_word"], row["why"]) == ("未到时点", "按计划2月前尚未开始")


@of("quantity", 9, condition="居民消费价格指数达到启动条件时", target="1200")
def test_an_untriggered_condition_is_named(row):
    assert (row["status_word"], row["why"]) == ("条件未触发", "适用条件“居民消费价格指数达到启动条件时”尚未触发")


@of("quantity", 9, target="1200", figures="9=300", rulings="on_track 9-")
def test_a_ruling_stands_beside_the_computed_reason(row):
    assert row["status_word"] == "达序时"
    assert (
        row["why"] == "截至9月累计300个,完成率25.0%,序时进度75.0%,慢50.0个百分点。人工认定为达序时(测试:区政府常务会议)"
    )


@of("reference", 3, unit="亿元", figures="3=180.5")
def test_a_reference_has_nothing_to_explain(row):
    assert (row["status_word"], row["why"], row["what_it_takes"], row["actual_text"]) == ("—", "", "", "180.5亿元")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (told("quantity", 9, "2200", "9=1320"), "后3个月月均需294个,前9个月月均147个"),
        (told("quantity", 6, "1200", "6=600"), "后6个月月均需100个,前6个月月均100个"),
        (told("quantity", 11, "1200", "11=1100"), "后1个月月均需100个,前11个月月均100个"),
        (told("quantity", 12, "1200", "12=1140"), ""),
        (told("quantity", 9, "1200", "9=1200"), ""),
        (told("quantity", 9, "1200", "7=700"), ""),
        (told("quantity", 9, "1200", "9=「已启动」"), ""),
        (told("quantity", 9, "3", "9=2"), "后3个月还需1个,前9个月月均0.2个"),
        (told("stock", 9, "400 base:340", "9=379"), "后3个月月均需7家,前9个月月均4.3家"),
        (told("milestone", 9, "100", "9=64"), "后3个月月均需12.0个百分点,前9个月月均7.1个百分点"),
        (told("rate", 9, ">=98", "9=97.5"), "还须提高0.5个百分点"),
        (told("rate", 9, ">=98", "9=98.5"), ""),
        (told("growth", 9, "6..7", "9=5.2"), "累计增速须再提高0.8个百分点,方可达到下限"),
        (told("growth", 9, ">=6.5", "9=5.2"), "累计增速须再提高1.3个百分点,方可达到目标"),
        (told("growth", 9, "6..7", "9=6.2"), ""),
        (told("growth", 12, "6..7", "12=5.2"), ""),
    ],
    indirect=["row"],
)
def test_what_it_takes_is_told_where_something_is_left_to_do(row, sentence):
    assert row["what_it_takes"] == sentence


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (told("quantity", 9, "2200", "9=1320"), "需提速至2.0倍"),
        (told("quantity", 9, "2200", "9=1319"), "需提速至2.1倍"),  # 2.003…: at 2.0 times 2,200 is missed
        (told("quantity", 9, "1200", "9=0"), "至今无进展,后3个月月均需400个"),
        (told("quantity", 9, "1200", "9=1"), "需提速至100倍以上"),
        (told("quantity", 9, "1200", "9=1100"), "保持现有进度即可"),
        (told("stock", 9, "400 base:340", "9=379"), "需提速至1.7倍"),
        (told("milestone", 9, "100", "9=65"), "需提速至1.7倍"),
        (told("rate", 9, ">=98", "9=97.5"), "还须提高0.5个百分点"),
        (told("quantity", 12, "1200", "12=1140"), ""),
        (told("quantity", 9, "1200", ""), ""),
    ],
    indirect=["row"],
)
def test_what_it_takes_is_told_in_a_few_words_as_how_many_times_the_pace_so_far(row, words):
    assert speed_up(row) == words


@of("quantity", 9, target="11.4", unit="万平方米", figures="9=5.7")
def test_amounts_that_come_in_fractions_are_asked_for_with_one_decimal(row):
    assert row["what_it_takes"] == "后3个月月均需1.9万平方米,前9个月月均0.6万平方米"


@of("quantity", 8, calendar="quarterly", target="1200", figures="6=540")
def test_a_carried_figure_is_spread_over_the_months_after_its_own(row):
    assert row["what_it_takes"] == "后6个月月均需110个,前6个月月均90个"


@of("growth", 9, target=">=6", figures="9=5", plan=LAST_YEAR)
def test_with_last_years_shares_known_growth_says_what_the_rest_of_the_year_needs(row):
    # (6 − 0.85·5) / 0.15 = 11.67
    assert row["what_it_takes"] == "后3个月须增长11.7%,全年方可达到6.0%"


@pytest.mark.parametrize(
    ("target", "so_far", "share", "needed"), [(6, 5, 0.75, 9), (6, 6, 0.4, 6), (6, 8, 0.75, 0), (6, 10, 0.75, -6)]
)
def test_growth_so_far_and_growth_of_the_rest_make_the_growth_of_the_year(target, so_far, share, needed):
    rest = rest_of_year_growth(target, so_far, share)
    assert rest == pytest.approx(needed)
    assert share * (1 + so_far / 100) + (1 - share) * (1 + rest / 100) == pytest.approx(1 + target / 100)


@pytest.mark.parametrize("share", [0, 1, -0.1, 1.2])
def test_a_share_outside_the_year_has_no_rest(share):
    with pytest.raises(ValueError, match="share"):
        rest_of_year_growth(6, 5, share)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (told("quantity", 9, "2200", unit="个"), "2,200个"),
        (told("quantity", 9, ">=2200", unit="个"), "不低于2,200个"),
        (told("quantity", 9, ">30", unit="家"), "突破30家"),
        (told("growth", 9, "6..7", unit="%"), "6.0%–7.0%"),
        (told("growth", 9, ">=6.5", unit="%"), "不低于6.5%"),
        (told("rate", 9, ">=98", unit="%"), "不低于98%"),
        (told("ceiling", 9, "<=5.5", unit="%"), "不超过5.5%"),
        (told("ceiling", 9, "<=-2.5", unit="%"), "下降2.5%"),
        (told("ceiling", 9, "<-2.5", unit="%"), "降幅超过2.5%"),
        (told("ceiling", 9, "<40", unit="微克"), "低于40微克"),
        (told("relative", 9, "~", unit="%"), "基本同步"),
        (told("milestone", 9, "100", unit="%"), "形象进度100%"),
        (told("quantity", 9, "words 应装尽装", unit="个"), "应装尽装"),
        (told("quantity", 9, "", unit="个"), "—"),
    ],
    indirect=["row"],
)
def test_a_target_is_printed_as_an_official_would_write_it(row, text):
    assert row["target_text"] == text


@pytest.mark.parametrize("missing", [None, float("nan")])
def test_every_kind_of_missing_is_missing(missing):
    row: Any = {
        "kind": "quantity", "by_pace": True, "comparator": "=", "unit": "个", "lower": missing, "upper": missing,
        "target_words": missing, "computed_status": "not_reported", "ruling_status": missing,
        "due": dt.date(2023, 9, 1),
        "actual_month": missing, "actual": missing, "value_words": missing, "month_no": 9, "figure_state": "ok",
    }  # fmt: skip
    assert (target_text(row), why(row), what_it_takes(row)) == ("—", "9月数据应报未报", "")


@pytest.mark.parametrize(
    ("comparator", "actual", "margin", "target", "said"),
    [
        ("<=", -2.1, -0.4, "2.5%", "上半年2.1%,目标2.5%,与目标相差0.4个百分点"),
        ("<", -2.6, 0.1, "超过2.5%", "上半年2.6%,目标超过2.5%,比目标多降0.1个百分点"),
        ("<=", 0.5, -3.0, "2.5%", "上半年−0.5%,目标2.5%,与目标相差3.0个百分点"),
    ],
)
def test_a_measure_that_is_called_a_fall_does_not_fall_once_more_in_words(comparator, actual, margin, target, said):
    row: Any = {
        "kind": "ceiling", "by_pace": False, "measure": "单位GDP能耗降幅", "comparator": comparator, "unit": "%",
        "lower": None, "upper": -2.5, "target_words": None, "computed_status": "behind", "ruling_status": None,
        "actual_month": dt.date(2023, 6, 1), "actual": actual, "value_words": None, "month_no": 6,
        "calendar": "quarterly", "margin_points": margin, "figure_state": "ok",
    }  # fmt: skip
    assert (target_text(row), why(row)) == (target, said)
    rate = row | {"kind": "growth", "lower": 2.5, "upper": None, "comparator": ">=", "actual": 2.1}
    assert why(rate | {"margin_points": -0.4}) == "上半年2.1%,目标不低于2.5%,低于目标0.4个百分点"
