"""Figures out of the sentences of a table: whose each is, what has to be asked, and what was answered."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice, product

from loaders.check.rows.sharing import named_parts
from loaders.check.rows.written_unit import of_something_else, written_unit
from loaders.files.workbook import Cell
from loaders.issues import Issue, issue
from loaders.prose.readings import NOTHING, Told, told
from loaders.register import Measure, Register
from loaders.table.figures import is_missing_mark, is_number_like, parse
from loaders.table.item_rows import ItemRow
from loaders.table.layout import IGNORE
from loaders.table.questions import Proposal, RowQuestion
from loaders.table.recognise import Table
from metrics.wording import figure as figure_words

_WORDS = ("cell_words", "cell_words_level")
_MOST_TRIED, _MOST_OFFERED = 200, 12
_WORDED = re.compile("[一-鿿]{2}")


@dataclass(frozen=True)
class Sentence:
    """A cell of words, and what it says of each measure that its rows name."""

    cell: Cell
    of: Mapping[str, Told]
    question: RowQuestion | None = None

    @property
    def says_something(self) -> bool:
        """Whether a figure of any of the measures was found, or may be in it."""
        return any(one.value is not None or not one.is_sure for one in self.of.values())


def is_sentence(item: ItemRow, measures: Sequence[Measure], table: Table) -> bool:
    """Whether a row's figure has to be looked for in words: where the column tells, or no figure stands in the cell."""
    cell = item.cells.get("value")
    if cell is None or cell.kind != "text" or is_missing_mark(cell.text) or is_number_like(cell) or item.others:
        return False
    if table.is_told or table.is_confirmed:
        return True
    return bool(_WORDED.search(cell.text)) and any(
        parse(cell, one.unit, one.kind).problem in _WORDS for one in measures
    )


def in_words(item: ItemRow, measures: Sequence[Measure], table: Table) -> ItemRow:
    """The row with the words that tell its progress in the figure's place, where that column holds something else.

    | 项目       | 1-10月完成投资 | 形象进度           |   1850, and where the words have no number, none
    | 新建充电桩 | 4380           | 已新建充电桩1850个 |
    """
    cell, words = item.cells.get("value"), item.cells.get("progress")
    if cell is None or words is None or is_missing_mark(words.text) or not is_number_like(cell) or item.is_beside:
        return item
    if not measures or any(of_something_else(table, "value", one) in (None, "%") for one in measures):
        return item
    cells = {name: one for name, one in item.cells.items() if name != "value"}
    has_number = bool(re.search(r"\d", words.text))
    return replace(item, cells={**cells, "value": words} if has_number else cells, shared="", others=())


def sentence(
    item: ItemRow, measures: Sequence[Measure], table: Table, register: Register, decided: Mapping[str, str]
) -> Sentence:
    """What the words in a row's place of a figure say. Raises UserError for an answer that names none of `measures`.

    `decided`: what was said of rows and cells.
    """
    cell = item.cells["value"]
    key = f"{item.sheet}!{cell.address}"
    written = {one.measure_id: written_unit(item, one, table).text for one in measures}
    items = {one.item_id for one in measures}
    around = [one for one in register.measures if one.item_id in items and one.kind != "reference"]
    found = told(cell.text, measures, around, register.month, written)
    open_ones = {one.measure_id: one for one in measures if not found[one.measure_id].is_sure}
    answer = decided.get(key)
    if answer is not None:
        found = {**found, **_answered(answer, measures, key)}
    proposals = _proposals(open_ones, found)
    question = RowQuestion(key, item.sheet, cell.address, cell.text, "", proposals, answer=answer, is_sentence=True)
    return Sentence(cell, found, question if open_ones else None)


def _proposals(open_ones: Mapping[str, Measure], found: Mapping[str, Told]) -> tuple[Proposal, ...]:
    """What may be answered: a number for each measure that is not certain, no number for two of them."""
    each = [[(code, one, offer) for offer in found[code].offers] for code, one in open_ones.items()]
    made = []
    for chosen in islice(product(*each), _MOST_TRIED):
        numbers = [offer.value for _, _, offer in chosen]
        if len(set(numbers)) == len(numbers):
            answer = ",".join(f"{code}:{offer.value:f}" for code, _, offer in chosen)
            made.append(Proposal(answer, ";".join(f"{one.name}:{offer.text}" for _, one, offer in chosen), 100.0))
    return tuple(made[:_MOST_OFFERED])


def _answered(answer: str, measures: Sequence[Measure], key: str) -> dict[str, Told]:
    """`CODE:60,CODE:8.4`, or that the words hold no figure."""
    if answer == IGNORE:
        return dict.fromkeys((one.measure_id for one in measures), NOTHING)
    units = {one.measure_id: one.unit for one in measures}
    parts = named_parts(answer, units, key, needs_number=True)
    return {code: Told(Decimal(number), unit=units[code]) for code, number in parts}


def doubts(said: Told, measure: Measure, item: ItemRow, cell: Cell) -> list[Issue]:
    """The error where the words do not say for certain which number is meant, the doubt where only 约 is said."""
    found = []
    if not said.is_sure:
        slots = {"measure": measure.full_name, "offers": "、".join(offer.text for offer in said.offers)}
        found.append(issue("sentence_unclear", item.sheet, cell.address, cell.text, **slots))
    if said.value is not None and said.is_about:
        value = figure_words(float(said.value), measure.unit)
        found.append(issue("cell_approximate", item.sheet, cell.address, cell.text, value=value))
    return found
