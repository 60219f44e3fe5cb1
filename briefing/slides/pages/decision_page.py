"""The page that decides: where the year stands and what changed, the five worst with what it takes, three decisions."""

from briefing.notice.paragraphs import changes
from briefing.slides.charts.count_charts import status_bars
from briefing.slides.grid import MARGIN, Field, largest
from briefing.slides.legend import HEIGHT, put_legend, status_chips
from briefing.slides.master import BOTTOM, LEFT, TOP, WIDTH
from briefing.slides.page import HEADING, Deck, heading, put_line, put_text
from briefing.slides.pages.unsent_page import OWING_UNITS
from briefing.slides.text import LINE, Place, Words, line_count
from briefing.slides.words import TOO_THIN, nothing_behind, stand
from metrics.arithmetic import backlog
from metrics.wording import percent
from store.reads.figures import boards

_WORST = 5
_BAR = 34.0
_SIZE = 14.0
_FIELDS = (
    Field("status_word", 100), Field("coded_item", 168), Field("unit_label", 106), Field("target_text", 96),
    Field("actual_text", 82), Field("margin_points", 76, MARGIN), Field("what_it_takes", 272),
)  # fmt: skip
_REASON = Field("problem", 272)  # of December, after which nothing is left to do


def decision_page(deck: Deck) -> None:
    """One slide; its title is the rate with the change."""
    facts, month_no = deck.material.snapshot, deck.month_no
    slide = deck.page(_title(deck), _lead(deck))
    place = Place(LEFT, TOP, WIDTH, _BAR)
    status_bars(deck, slide, "各状态项数", [(facts.place.targets, facts.tally)], place, gap=8)
    put_legend(slide, status_chips(facts.items["status"], month_no), TOP + _BAR + 4)
    decided = decisions(deck)
    room = sum(_height(text) for text in decided) + HEADING
    _put_worst(deck, slide, TOP + _BAR + HEIGHT + 12, BOTTOM - room - 8)
    top = heading(slide, "请研究决定", BOTTOM - room)
    for number, text in enumerate(decided, start=1):
        put_text(slide, f"决定事项 {number}", Place(LEFT, top, WIDTH, _height(text)), [Words(text, _SIZE)])
        top += _height(text)


def decisions(deck: Deck) -> list[str]:
    """Three things to decide, from what is most behind, what will hardly be reached, and what is not in."""
    material, word = deck.material, deck.behind_word
    behind, snapshot = material.behind, material.snapshot
    asked = []
    worst = snapshot.worst_items.head(3)
    if len(worst):
        units = "、".join(dict.fromkeys(map(str, worst["lead_unit"])))
        asked.append(f"对{word}最重的{'、'.join(map(str, worst['code']))}，请{units}逐项报整改计划和完成时限")
    lasting = behind[behind["months_behind"] >= backlog.LASTING_MONTHS]
    hopeless = 0 if material.is_last or snapshot.tally.is_thin else snapshot.outlook_counts.get("unlikely", 0)
    if hopeless:
        asked.append(f"{hopeless}个子项按目前进度难以完成，是否增加力量或者按程序调整目标")
    if len(lasting):
        least = backlog.LASTING_MONTHS
        asked.append(f"{lasting['item_id'].nunique()}项连续{word}{least}个月及以上，是否由分管领导牵头专题调度")
    if len(material.owing):
        units_owing = material.owing["supplier_unit"].nunique()
        asked.append(f"{units_owing}家单位{len(material.owing)}个子项应报未报，是否限期补报")
    if len(snapshot.doubtful):
        asked.append(f"{len(snapshot.doubtful)}个存疑数据由审核人员核实后使用")
    if snapshot.tally.is_thin:
        asked.append("数据报齐后是否补发本月简报")
    elif not snapshot.tally.total:
        asked.append("本年度目标何时下达")
    elif material.is_last:
        asked += [f"{snapshot.tally.behind}项未完成的是否结转下一年度"] * bool(snapshot.tally.behind)
        asked += ["已完成的事项是否办结销号"] * bool(snapshot.tally.counts["done"])
    else:
        asked += ["已达序时进度的事项继续按计划推进"] * bool(snapshot.tally.good) + ["下月数据请各单位按时报送"]
    return [f"{number}．{text}。" for number, text in enumerate(asked[:3], start=1)]


def _height(text: str) -> float:
    return line_count(text, _SIZE, WIDTH) * _SIZE * LINE + 4


def _title(deck: Deck) -> str:
    tally = deck.material.snapshot.tally
    if tally.is_thin or not tally.judged:
        told = stand(deck.material.snapshot.place.targets, tally, deck.month_no)
        return f"{told}；{TOO_THIN}" if tally.cells_in and tally.is_thin else told
    change = changes.change_sentence(deck.material) if deck.material.snapshot.compared_with else ""
    return f"按期率{percent(tally.rate_pct)}{change}，{deck.behind_word}{tally.behind}项"


def _lead(deck: Deck) -> str:
    material = deck.material
    sent, owing = material.snapshot.units_reported
    found = changes.news(material, is_whole=False)
    told = "、".join(f"{one.word}{one.count}项" for one in found)
    parts = [f"{material.snapshot.place.targets}{material.snapshot.tally.total}项", material.time_elapsed]
    parts.append(f"已报{sent}/{owing}家" if owing else "本月无应报数据")
    news = f"较上月{told}" if told else material.snapshot.not_compared.rstrip("。") if deck.month_no > 1 else ""
    return "；".join([*parts, *([news] if news else [])])


def _put_worst(deck: Deck, slide: object, top: float, bottom: float) -> None:
    worst = deck.material.behind.drop_duplicates("item_id")
    if worst.empty:
        put_line(slide, "无滞后", nothing_behind(deck.material), top)
        units = boards.owing_units(deck.material.owing, deck.material.snapshot.reporting)
        table = largest(units, OWING_UNITS, bottom - top - 30).first(bottom - top - 30) if len(units) else None
        if table is not None:
            table.put(slide, "未报送最多的单位", f"未报送最多的{len(table.rows)}家单位。", top + 30)
        return
    room = bottom - top - HEADING
    fields = (*_FIELDS[:-1], _REASON) if deck.material.is_last else _FIELDS
    table = largest(worst.head(_WORST), fields, room, (13.0, 12.0, 11.0, 10.5)).first(room)
    if table is None:
        return
    top = heading(slide, f"差距最大的{len(table.rows)}项（共{len(worst)}项{deck.behind_word}）", top)
    table.put(slide, "差距最大的事项", f"差距最大的事项：{'、'.join(worst['coded_item'].head(len(table.rows)))}。", top)
