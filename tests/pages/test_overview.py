"""总览: the news since last month, in order and by name, and what stands there before anything is reported."""

import datetime as dt
import itertools

import lxml.html
import pytest

from metrics import terms
from store.acts import deadlines
from store.acts.rights import at_the_machine
from store.engine.seed import home_region
from store.engine.store import Store
from store.reads.figures import snapshot
from store.reads.view import View
from tests.pages.stores import autumn
from tests.pages.stores.autumn import SEPTEMBER, drawings, labels, screen, words
from tests.store.builder import World, day, first
from ui.cache import current
from ui.components import overview
from ui.components.drawing import parts
from ui.frame import choices

JANUARY = View(dt.date(2023, 1, 1))


def test_where_there_are_several_places_one_is_chosen_and_the_address_says_which() -> None:
    found = autumn.targets_alone()
    county = World("990121", ("县甲局", "县乙局"), name="示例县", level="county")
    county.submission_numbers = itertools.count(1000)
    county.item().measure(lower=100).figure(8, 60)
    county.write(found)
    current.use(found, region=choices.region_drawn)
    try:
        app = screen("overview", region=county.region)
        assert "2023年示例县目标进度" in words(app) and "数据截至**2023年8月**" in words(app)
        assert app.selectbox(key="region chosen").value == county.region
        app.selectbox(key="region chosen").set_value(home_region()).run()
        assert not app.exception and app.query_params["region"] == home_region()
        assert "示例县" not in words(app)
        assert "990121 示例县" in "".join(one.value for one in screen("overview", region="990199").error)
    finally:
        current.use(None)
        found.close()


def test_what_changed_is_named_with_a_space_between_code_and_name(store: Store) -> None:
    app = screen("overview", month="2023-09")
    assert not app.exception
    assert "新增滞后1项 民生33 独居老人烟感报警(区消防救援大队)" in words(app)


def test_of_many_that_changed_the_first_stand_there_and_the_others_open() -> None:
    items = [{"to": "", "told": "", "coded_item": f"民生{number}", "lead_unit": "甲局"} for number in range(20)]
    drawing = lxml.html.fragment_fromstring(str(parts().news("新增滞后", items)), create_parent=True)
    first, others = drawing.iter("p")
    assert first.text_content().startswith("新增滞后20项 民生0(甲局)、民生1") and len(list(first.iter("a"))) == 12
    [opening] = drawing.iter("details")
    assert (
        opening.find("summary").text == "其余8项" and opening.find("p") is others and len(list(others.iter("a"))) == 8
    )
    assert "details" not in str(parts().news("新增滞后", items[:12]))


def test_what_changed_stands_in_the_order_of_the_numbers(store: Store) -> None:
    changed = snapshot.take(store, SEPTEMBER).changes
    for rows in changed.values():
        places = list(zip(rows["series"], rows["item_no"], strict=True))
        assert places == sorted(places)


def test_the_worst_items_are_behind_for_as_long_as_their_own_list_says(store: Store) -> None:
    taken = snapshot.take(store, SEPTEMBER)
    own = taken.items.set_index("item_id")["months_behind"]
    worst = taken.worst_items
    assert worst["months_behind"].tolist() == [own[item] for item in worst["item_id"]]
    assert taken.tally.behind == len(worst)


def test_the_month_is_told_in_one_sentence_before_anything_else(store: Store) -> None:
    [drawing] = drawings(screen("overview", month="2023-09"))
    assert drawing[0].text_content() == ("按期率—(已报4/250个);滞后事项3项(滞后子项3个);年底预计尚难判断。")


def test_the_worst_items_say_whose_how_far_how_long_and_what_it_takes(store: Store) -> None:
    [drawing] = drawings(screen("overview", month="2023-09"))
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in drawing.iter("tr")]
    assert rows == [
        ["状态", "事项与单位承诺", "牵头单位", "进度差(百分点)", "已滞后(最差子项)", "怎样才能完成"],
        [
            "滞 严重滞后",
            "民生33 独居老人烟感报警单位未报下一步措施",
            "区消防救援大队",
            "进度差−25.0个百分点",
            "已滞后1个月",
            "需提速至3.0倍",
        ],
        [
            "滞 严重滞后",
            "民生10 道路井盖病害治理下一步:分三班施工",
            "区综合执法局",
            "进度差−15.0个百分点",
            "已滞后2个月",
            "需提速至2.0倍",
        ],
        [
            "慢 慢序时",
            "民生40 青年志愿服务单位未报下一步措施",
            "团区委",
            "进度差−5.0个百分点",
            "已滞后2个月",
            "需提速至1.3倍",
        ],
    ]


def test_everything_that_looks_like_a_thing_leads_to_it_in_the_same_month(store: Store) -> None:
    [drawing] = drawings(screen("overview", month="2023-09"))
    tiles = labels(drawing, "tile")
    assert len(tiles) == 134
    assert tiles["民生33 独居老人烟感报警,区消防救援大队 · 严重滞后"] == "/livelihood?month=2023-09&item=民生33"
    assert len(labels(drawing, "card")) == len(drawing.find_class("card")) > 0
    assert set(labels(drawing, "card").values()) >= {"/indicators?month=2023-09&item=经济1"}
    assert labels(drawing, "bar")["慢序时 1项"] == "/?month=2023-09&status=慢序时"
    groups = labels(drawing, "groups")
    assert groups["交通出行 严重滞后 1项"] == "/livelihood?month=2023-09&category=交通出行&status=严重滞后"
    assert {to for label, to in groups.items() if label.startswith("区住建局 ")} == {
        "/units?month=2023-09&unit=区住建局"
    }
    assert labels(drawing, "months")["看8月"] == "/?month=2023-08"
    assert [link for link in drawing.iter("a") if not link.get("href")] == []


def test_a_segment_of_the_bar_lists_its_own_items(store: Store) -> None:
    app = screen("overview", month="2023-09", status="严重滞后")
    [drawing] = drawings(app)
    [listed] = drawing.find_class("listed")
    assert [" ".join(item.text_content().split()) for item in listed.iter("li")] == [
        "民生10 道路井盖病害治理 区综合执法局", "民生33 独居老人烟感报警 区消防救援大队",
    ]  # fmt: skip
    assert "严重滞后2项" in words(app)
    assert labels(drawing, "bar")["严重滞后 2项"] == "/?month=2023-09"  # a second click closes the list


@pytest.mark.parametrize("asked", ["没有的状态", "", '"><script>alert(1)</script>'])
def test_a_status_in_the_address_that_there_is_not_lists_nothing(store: Store, asked: str) -> None:
    [drawing] = drawings(screen("overview", month="2023-09", status=asked))
    assert drawing.find_class("listed") == []


def test_the_long_tables_come_when_they_are_asked_for(store: Store) -> None:
    app = screen("overview", month="2023-09")
    assert list(app.dataframe) == []
    app.session_state["categories_open"] = True
    assert app.run().dataframe[0].value["category"].iloc[0] == "交通出行"


def test_nothing_that_is_called_like_markup_becomes_markup(own_bare: Store) -> None:
    evil = "\"'><script>alert(1)</script><b onclick=x>&amp;"
    with own_bare.writing() as transaction:
        for table in ("item", "measure", "unit"):
            rows = own_bare.query_text(f"select * from {table}")
            name = {"item": "title", "measure": "name", "unit": "name"}[table]
            later = rows.assign(**{name: evil + rows[name]}, recorded_at=dt.datetime(2023, 6, 1))
            transaction.append(table, later.assign(category=evil) if table == "item" else later)
    autumn.report(own_bare, autumn.COVERS, "zongzhi", 1, 30)
    [drawing] = drawings(screen("overview", month="2023-01", status="严重滞后"))
    assert list(drawing.iter("script", "iframe", "object")) == []
    assert {name for element in drawing.iter() for name in element.attrib} <= {
        "aria-current", "aria-hidden", "aria-label", "aria-sort", "class", "d", "data-value", "height", "href",
        "id", "points", "preserveaspectratio", "role", "style", "title", "type", "viewbox", "width", "x", "y",
    }  # fmt: skip
    assert all(link.get("href").startswith("/") for link in drawing.iter("a"))
    assert evil in drawing.text_content()


def test_in_january_there_is_no_month_to_compare_with(own_bare: Store) -> None:
    autumn.report(own_bare, autumn.COVERS, "zongzhi", 1, 30)
    text = words(screen("overview", month="2023-01"))
    assert "滞后事项共1项" in text
    assert "较上月新增" not in text
    assert "1月没有可比的上月。" in text


def test_a_month_after_one_without_any_report_is_compared_with_none(own_bare: Store) -> None:
    autumn.report(own_bare, autumn.COVERS, "zongzhi", 6, 30)
    text = words(screen("overview", month="2023-06"))
    assert "滞后事项共1项" in text and "不与上月比较" in text
    assert "较上月新增" not in text and "新增滞后" not in text


def test_before_anything_is_reported_nobody_is_told_that_nothing_is_behind(bare: Store) -> None:
    said = words(screen("overview", month="2023-09"))
    assert "本月尚未报送数据,暂不能判定是否滞后。" in said and "不与上月比较" in said
    assert "共0项" not in said and "新增滞后" not in said


def test_every_category_is_counted_once_under_its_series(store: Store) -> None:
    taken = snapshot.take(store, SEPTEMBER)
    counted = taken.by_category.groupby("series_name")["total"].sum().to_dict()
    assert counted == {terms.SERIES[series]: len(taken.items_of(series)) for series in ("livelihood", "task")}


def test_what_is_due_next_is_named_with_how_far_it_stands(store: Store) -> None:
    app = screen("overview", month="2023-09")
    [listed] = drawings(app)[0].find_class("coming")
    rows = [" ".join(row.text_content().split()) for row in listed.iter("li")]
    assert len(rows) == overview.WORST and rows[0].startswith("12月 ")
    app.session_state["due_open"] = True
    due = app.run().dataframe[0].value
    named = [row.xpath(".//a")[0].text_content() for row in listed.iter("li")]
    assert [coded for coded in due["coded_item"].head(overview.WORST) if coded in named]  # and its measure
    assert f"12月到期{len(due)}个(子项),列出5个" in words(app)
    assert rows[0].endswith(
        f"{due['unit_label'][0]},{due['wanted'][0]},现{due['actual_text'][0]},{due['short_text'][0]}"
    )
    assert drawings(screen("overview", month="2023-12"))[0].find_class("coming") == []


def test_of_what_cannot_be_estimated_the_list_says_why(store: Store) -> None:
    [listed] = drawings(screen("overview", month="2023-09", outlook="尚难判断"))[0].find_class("listed")
    assert "地区生产总值增速 区发改局(拟定),尚无数据" in listed.text_content()


def test_an_edition_says_until_when_reports_were_due_as_it_was_then() -> None:
    world = World()
    world.measure(lower=100).figure(9, 50)
    store = world.store()
    deadlines.set_deadline(store, 12, first(10), "顺延", at_the_machine("王芳"), day(11, 1))
    current.use(store)
    try:
        assert "2023年10月数据11月5日前报送" in overview.body(world.view(9, as_of=day(10, 20)), {}, None)
        assert "2023年10月数据11月12日前报送" in overview.body(world.view(9, as_of=day(11, 2)), {}, None)
    finally:
        current.use(None)
