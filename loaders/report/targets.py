"""A read report → flat rows of a targets workbook for a person to review: one per proposal, each 待审核."""

from loaders.report.reports import Item, Report
from loaders.report.sentences.proposals import Proposal
from loaders.targets.rows import PENDING, Record, measure_code
from metrics import terms
from metrics.arithmetic.calendars import published
from metrics.kinds import PACE


def target_rows(report: Report, year: int, region: str = "") -> list[Record]:
    """Every proposal as a flat row of the targets workbook, in the order of the text.

    A part (其中) names its whole by its code, where the region is known; else in words.
    """
    return [
        _row(item, proposal, number, year) | _whole(item, proposal, year, region)
        for item in report.items
        for number, proposal in enumerate(item.proposals, 1)
    ]


def _row(item: Item, proposal: Proposal, number: int, year: int) -> Record:
    source = _source(item, year)
    row: Record = {
        "series": terms.SERIES[item.series],
        "item_no": item.item_no,
        "category": item.category or None,
        "item": item.title,
        "lead_unit": item.roles.lead or None,
        "unit_basis": terms.UNIT_BASES["report" if item.roles.lead else "proposed"],
        "leader": item.roles.leader or None,
        "supplier": item.roles.supplier or None,
        "supporting": "、".join(item.roles.others) or None,
        "due": proposal.due or item.roles.due or None,
        "item_source": source,
        "source": source,
        "measure_no": number,
        "measure": proposal.name,
        "kind": terms.KINDS[proposal.kind],
        "unit": proposal.unit or None,
        "calendar": terms.CALENDARS[published(proposal.name, proposal.unit) or "monthly"],
        "comparator": terms.COMPARATORS[proposal.comparator],
        "lower": proposal.lower,
        "upper": proposal.upper,
        "words": proposal.words,
        "note": proposal.note,
        "review": PENDING,
        "original": proposal.marked_sentence,
        "position": item.place,
        "doubt": ";".join(proposal.doubts) or None,
    }
    if proposal.kind in PACE:
        row["plan_kind"] = terms.PLAN_KINDS["nodes" if proposal.nodes else "linear"]
    return row | {f"month_{month}": share for month, share in proposal.nodes}


def _source(item: Item, year: int) -> str:
    """Where an item stands: the list and its number, or the report's section."""
    if item.is_from_list:
        number = f"第{item.number}项" if item.number is not None else ""
        return f"{item.block or f'{year}年政府工作报告'} {number}".strip()
    return f"{year}年政府工作报告 {item.section or '正文'}"


def _whole(item: Item, proposal: Proposal, year: int, region: str) -> Record:
    """What a row says of the one that it is a part of."""
    if proposal.part_of is None:
        return {}
    if region:
        return {"part_of": measure_code(region, year, item.series, item.item_no, proposal.part_of + 1)}
    words = f"其中项:所属指标为本事项第{proposal.part_of + 1}个子项"
    return {"note": ";".join(filter(None, (words, proposal.note)))}
