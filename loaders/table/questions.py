"""What has to be asked about a workbook, and the answers: what a column means, and which measure a row speaks of."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from loaders.table.headings.plain import plain_heading
from loaders.table.layout import IGNORE, layout
from loaders.table.units_of_measure import is_known
from metrics.errors import UserError

LAYOUT = "actuals"  # of the form that questions are about
UNIT_KEY = "单位:"  # what an answer about a unit of measure is given under: 单位:打
_COLUMN_WORDS = {"month_only": "当月数", IGNORE: "不是报送数据"}


@dataclass(frozen=True)
class Answers:
    """What somebody has said of one workbook.

    `columns`: a heading's key (`Question.key`) → the field it means, or IGNORE. `rows`: a row's key (`RowQuestion.key`,
    `表一!B5`) → the id of its measure, or IGNORE where the row is none of ours.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)

    def with_column(self, key: str, answer: str) -> "Answers":
        """The same with one more column answered."""
        return replace(self, columns={**self.columns, key: answer})

    def with_row(self, key: str, answer: str) -> "Answers":
        """The same with one more row answered."""
        return replace(self, rows={**self.rows, key: answer})


NO_ANSWERS = Answers()


@dataclass(frozen=True)
class Question:
    """A column whose heading does not say for certain what it means.

    `candidates` are the fields it may mean, the likeliest first, IGNORE last. `answer` is what was said of it, this
    time or for an earlier month (`is_remembered`). `is_required`: without an answer the workbook cannot be taken in.
    """

    sheet: str
    first_row: int  # of the header
    last_row: int
    column: str  # its letters
    key: str
    heading: str
    samples: tuple[str, ...]
    candidates: tuple[str, ...]
    is_required: bool
    answer: str | None = None
    is_remembered: bool = False
    excerpt: tuple[tuple[str, ...], ...] = ()  # the header and the first rows, as texts, from column A on
    form: str = ""  # of the table (see header.Header)
    names: tuple[str, ...] = ()  # what an answer may call it, plain
    place: str = ""  # the cell in the file, where the table is laid across

    @property
    def address(self) -> str:
        """What an answer to it, and to no other column of the workbook, is given under: 表一!H4."""
        return f"{self.sheet}!{self.cell}"

    def is_called(self, name: str) -> bool:
        """Whether an answer given under a name may be its answer."""
        return plain_heading(name) in self.names

    @property
    def cell(self) -> str:
        """The lowest cell of the heading."""
        return self.place or f"{self.column}{self.last_row}"

    @property
    def shown(self) -> str:
        """What a message calls the column."""
        return self.place or self.column

    def may_be_answered(self, name: str, answer: str) -> bool:
        """Whether an answer given under a name can be meant for it, while it has none."""
        return self.answer is None and answer in self.candidates and self.is_called(name)

    def words(self) -> dict[str, str]:
        """The candidates with what each is called on screen."""
        return {name: field_words(name) for name in self.candidates}


@dataclass(frozen=True)
class Proposal:
    """A measure that a row may speak of, and how close its name is (0–100)."""

    measure_id: str
    name: str
    score: float


@dataclass(frozen=True)
class RowQuestion:
    """A row that fits no measure for certain. `proposals` are the closest, best first; IGNORE is always an answer.

    `is_near`: a proposal is so close that the row has to be answered; `is_clear`: the first is the one that can be
    meant, and a confirmation will do. `is_shared`: what is asked is whose the figure of a merged cell is; `read` is
    then that figure. `is_sentence`: which number of the words `read` it is. `unit`: the row's own unit of measure.
    """

    key: str  # 表一!B5
    sheet: str
    cell: str
    read: str
    value: str
    proposals: tuple[Proposal, ...]
    is_near: bool = False
    answer: str | None = None
    is_shared: bool = False
    is_sentence: bool = False
    is_clear: bool = False
    unit: str = ""


@dataclass(frozen=True)
class UnitQuestion:
    """A unit of measure that is not understood, once for all cells of figures under it.

    The answer is a unit that is (`12个` where one of it is twelve); `offers` are the likely ones. What was said of it,
    now or for an earlier month (`is_remembered`), is its `answer`.
    """

    key: str  # 单位:打
    sheet: str
    unit: str
    cells: tuple[str, ...]
    offers: tuple[str, ...]
    answer: str | None = None
    is_remembered: bool = False


@dataclass(frozen=True)
class Learned:
    """What was said now of a form's column or row (`kind`), to be kept for the months to come."""

    form: str
    form_name: str
    kind: str
    key: str
    answer: str


def field_words(name: str) -> str:
    """What a field is called where somebody is asked."""
    return _COLUMN_WORDS.get(name) or layout(LAYOUT)[name].words


def answer_words(answer: str) -> str:
    """An answer as it is shown: what the field is called; a measure or a unit as it is."""
    return field_words(answer) if answer in _COLUMN_WORDS or answer in layout(LAYOUT) else answer


def refuse_unknown(answers: Answers) -> None:
    """Raises UserError for an answer about a column that is no field, or about a unit of measure that is none."""
    for key, name in answers.columns.items():
        if key.startswith(UNIT_KEY):
            if not _is_unit(name):
                raise UserError(f"“{name}”不是能换算的计量单位,请写如 个、万户、公里。", title="单位有误")
        elif name != IGNORE and name not in layout(LAYOUT):
            raise UserError(f"“{key}”一列的含义“{name}”不在可选范围内,可为:{_offers()}。", title="列的含义有误")


def field_named(words: str) -> str:
    """The field that a word on screen, or our own name for it, means; a unit as it is. Raises UserError for others."""
    for name in (*layout(LAYOUT), IGNORE):
        if words in (name, field_words(name)):
            return name
    if _is_unit(words):
        return words
    raise UserError(f"没有名为“{words}”的栏目,可写:{_offers()}。", title="列的含义有误")


def _offers() -> str:
    shown = [found.heading for found in layout(LAYOUT).values() if found.heading]
    return "、".join([*shown, *_COLUMN_WORDS.values()])


def _is_unit(said: str) -> bool:
    """Whether an answer is a unit of measure, or so many of one: 12个."""
    return is_known(re.sub(r"^[\d.]+", "", said))
