"""未报与存疑: who owes figures, which were doubtful when the edition was made, and what cannot be judged."""

from briefing.slides.grid import Field, largest
from briefing.slides.master import BOTTOM, TOP
from briefing.slides.page import HEADING, Deck, heading, put_line
from metrics import terms
from store.reads.figures import boards

_FEW = 12  # figures owed that are told one by one
OWING_UNITS = (
    Field("unit_name", 150), Field("missing", 74), Field("cells_text", 106), Field("sent_text", 96),
    Field("codes", 474),
)  # fmt: skip
_ONE_BY_ONE = (
    Field("coded_item", 250), Field("measure", 250), Field("supplier_unit", 140), Field("due_text", 130),
    Field("last_text", 130),
)  # fmt: skip
_DOUBTFUL = (
    Field("coded_item", 250), Field("measure", 250), Field("supplier_unit", 140), Field("target_text", 130),
    Field("actual_text", 130),
)  # fmt: skip
_UNDECIDED = (
    Field("coded_item", 250), Field("measure", 250), Field("unit_label", 140), Field("target_text", 130),
    Field("status_word", 130),
)  # fmt: skip


def unsent_page(deck: Deck) -> None:
    """One slide; it says so where everything is in, nothing in doubt and all can be judged."""
    material = deck.material
    owing, doubtful = material.owing, material.snapshot.doubtful
    measures = material.snapshot.measures
    undecided = measures[measures["status"] == "undecided"]
    units = boards.owing_units(owing, material.snapshot.reporting)
    all_in = "应报数据已全部报送" if material.snapshot.cells_reported[1] else "本月没有应报数据"
    told = [f"{len(units)}家单位的{len(owing)}个子项未报送" if len(owing) else all_in]
    told.append(f"{len(doubtful)}个数据{terms.DOUBTFUL}" if len(doubtful) else f"没有{terms.DOUBTFUL}数据")
    told += [f"{len(undecided)}个子项待认定"] if len(undecided) else []
    slide = deck.page(
        "，".join(told), f"未报送的按未按期计；{terms.DOUBTFUL}数据在审核前照常计入，均已标明；待认定的不计入按期率"
    )
    missing = (owing, _ONE_BY_ONE, "未报送", "个") if len(owing) <= _FEW else (units, OWING_UNITS, "未报送单位", "家")
    parts = [
        part for part in (missing, (doubtful, _DOUBTFUL, terms.DOUBTFUL, "个"), (undecided, _UNDECIDED, "待认定", "个"))
        if len(part[0])
    ]  # fmt: skip
    top, room = TOP, BOTTOM - TOP
    for number, (rows, fields, name, of) in enumerate(parts):
        have = (room if number == len(parts) - 1 else 0.62 * room) - HEADING - 8
        table = largest(rows, fields, have - 20).first(have - 20)
        if table is None:
            continue
        rest = len(rows) - len(table.rows)
        below = heading(slide, f"{name}（列{len(table.rows)}{of}，另有{rest}{of}见通报附件）" if rest else name, top)
        place = table.put(slide, f"{name}情况", f"{name}情况。", below)
        room -= place.bottom + 10 - top
        top = place.bottom + 10
    if not parts:
        put_line(slide, "没有", "没有需要说明的。")
