"""A work report's text → rows of a targets workbook for a person to review: one per figure, nothing left out.

What a figure counts, whether it is a target and whose it is, is guessed here and decided there: every row says 待审核.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from loaders.report.text import AnnexItem, Figure, PlanParagraph, annex_items, figures, plan_paragraphs
from loaders.targets.rows import PENDING, Record, workbook
from metrics import kinds, terms
from metrics.errors import UserError
from metrics.periods import month_code, parse_month

TITLE_LENGTH = 18
_CLAUSE_ENDS = ",，。;；、:：!！\n"
_IN_STEP = re.compile(r"(?:^|[,，。;；])([^,，。;；]*?)(?:增长)?与([^,，。;；]{2,10}?)(?:基本)?同步")
_GROWTH = re.compile(r"(?:增长|增速|增幅|提高|提升)\S{0,6}$")
_REACHED = re.compile(r"(?:达|达到|总数|总量|保有量)$")
_SECTION_NUMBER = re.compile(r"^[一二三四五六七八九十]+、|^[(（][一二三四五六七八九十]+[)）]")


def report_text(path: Path) -> str:
    """The text of a report's file. Raises UserError for one that is missing, or no text."""
    try:
        content = path.read_bytes()
    except OSError:
        raise UserError(f"没有找到文件 {path},或没有读取权限。", title="文件打不开") from None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UserError(f"{path.name} 不是纯文本,请把报告另存为 .txt 后再试。", title="文件打不开")


def target_rows(text: str, year: int) -> list[Record]:
    """Every figure of the annex and of the plan as a flat row of the targets workbook; items without one as milestones.

    Raises UserError where the text has neither an annex nor a plan.
    """
    rows = [*_body_rows(plan_paragraphs(text), year), *_annex_rows(annex_items(text), year)]
    if not rows:
        raise UserError("没有找到年度工作安排和民生实事附件,请确认是完整的政府工作报告。", title="没有目标")
    return rows


def report_workbook(rows: list[Record], year: int) -> bytes:
    """The targets workbook with the rows of a report, to be reviewed and then taken in."""
    return workbook(rows, f"{terms.DISTRICT}{year}年度目标(由报告文本整理,待审核)")


def _annex_rows(items: list[AnnexItem], year: int) -> Iterator[Record]:
    for item in items:
        shared: Record = {
            "series": terms.SERIES["livelihood"],
            "item_no": item.number,
            "category": item.category,
            "item": _title(item.text),
            "lead_unit": item.lead_unit or None,
            "unit_basis": terms.UNIT_BASES["report" if item.lead_unit else "proposed"],
            "item_source": f"{year}年政府工作报告 附件第{item.number}项",
            "original": item.text,
        }
        yield from _figure_rows(item.text, item.offset, shared, year)


def _body_rows(paragraphs: list[PlanParagraph], year: int) -> Iterator[Record]:
    """A paragraph with figures is one task; that of the main targets is the indicators, an item for each figure."""
    task_no = indicator_no = 0
    for paragraph in paragraphs:
        if not figures(paragraph.text):
            continue
        heading = _SECTION_NUMBER.sub("", paragraph.section)
        place = "".join(part for part in (paragraph.section, paragraph.subsection) if part)
        is_indicator = "地区生产总值" in paragraph.text and "增长" in paragraph.text
        shared: Record = {
            "category": "主要目标" if is_indicator else heading or None,
            "unit_basis": terms.UNIT_BASES["proposed"],
            "item_source": f"{year}年政府工作报告 {place or '正文'}",
            "original": paragraph.text,
        }
        if is_indicator:
            for row in _figure_rows(paragraph.text, paragraph.offset, shared, year):
                indicator_no += 1
                series = terms.SERIES["indicator"]
                yield row | {"series": series, "item_no": indicator_no, "item": row["measure"], "measure_no": 1}
            for row in _in_step_rows(paragraph, shared, year):
                indicator_no += 1
                yield row | {"item_no": indicator_no}
        else:
            task_no += 1
            shared |= {"series": terms.SERIES["task"], "item_no": task_no, "item": _title(paragraph.text)}
            yield from _figure_rows(paragraph.text, paragraph.offset, shared, year)


def _in_step_rows(paragraph: PlanParagraph, shared: Record, year: int) -> Iterator[Record]:
    """Targets without a figure of their own: income to grow in step with the economy."""
    for found in _IN_STEP.finditer(paragraph.text):
        name = found[1].strip()[-TITLE_LENGTH:]
        yield _fixed(shared, year) | {
            "series": terms.SERIES["indicator"], "item": name, "measure_no": 1, "measure": name,
            "kind": terms.KINDS["relative"], "unit": "%", "comparator": terms.COMPARATORS["~"],
            "words": found[0].lstrip(",，。;；"), "note": f"须填写参照指标:{found[2]}",
            "position": paragraph.offset + found.start(1),
        }  # fmt: skip


def _figure_rows(text: str, offset: int, shared: Record, year: int) -> Iterator[Record]:
    found = figures(text)
    fixed = _fixed(shared, year)
    if not found:
        yield fixed | {
            "measure_no": 1, "measure": _title(text), "kind": terms.KINDS["milestone"], "unit": "%", "lower": 100.0,
            "comparator": terms.COMPARATORS["="], "plan_kind": terms.PLAN_KINDS["linear"], "words": _title(text),
            "position": offset,
        }  # fmt: skip
    for number, figure in enumerate(found, 1):
        kind = _kind(figure, text[: figure.offset])
        is_ceiling = kind == "ceiling"
        yield fixed | {
            "measure_no": number,
            "measure": _before(text, figure.offset) or figure.text,
            "kind": terms.KINDS[kind],
            "unit": figure.unit or "个",
            "plan_kind": None if kind in kinds.LEVEL else terms.PLAN_KINDS["linear"],
            "comparator": terms.COMPARATORS[figure.comparator],
            "lower": None if is_ceiling else figure.value,
            "upper": figure.value if is_ceiling else figure.upper,
            "note": "疑为名称的一部分,不是目标" if figure.is_name_part else None,
            "position": offset + figure.offset,
        }


def _fixed(shared: Record, year: int) -> Record:
    return {
        **shared,
        "calendar": terms.CALENDARS["monthly"],
        "valid_from": month_code(parse_month(f"{year}-01")),
        "source": shared["item_source"],
        "review": PENDING,
    }


def _kind(figure: Figure, before: str) -> str:
    """A guess from the unit, the comparator and the words before: for the reviewer to correct."""
    if figure.unit == "%" and _GROWTH.search(before):
        return "growth"
    if figure.comparator in ("<", "<="):
        return "ceiling"
    if figure.unit == "%":
        return "rate"
    return "stock" if _REACHED.search(before) and "新增" not in _clause(before) else "quantity"


def _clause(before: str) -> str:
    """The last clause of a text; what stands in brackets divides nothing."""
    return before[max((end for end in _ends(before)), default=-1) + 1 :]


def _first_clause(text: str) -> str:
    return text[: next(_ends(text), len(text))]


def _ends(text: str) -> Iterator[int]:
    depth = 0
    for place, character in enumerate(text):
        depth += (character in "((") - (character in "))" and depth > 0)
        if depth == 0 and character in _CLAUSE_ENDS:
            yield place


def _before(text: str, offset: int) -> str:
    """The words of the clause that lead up to a figure, at most so many; those after it where none do."""
    words = re.sub(r"\d[\d.,%]*\S?", "", _clause(text[:offset]))
    if len(words) < 2:
        words += _first_clause(re.sub(r"^[\d.,%—–~-]+", "", text[offset:]))
    return re.sub(r"^[“”'\"]+|[“”'\"]+$", "", words)[-TITLE_LENGTH:]


def _title(text: str) -> str:
    """The first clause, at most so many characters: a working title for the reviewer to replace by own words."""
    return _first_clause(text.strip())[:TITLE_LENGTH]
