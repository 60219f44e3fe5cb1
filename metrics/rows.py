"""The rows that travel through the program, field by field, so that a misspelt one is found before it is run.

StatusRow, ItemRow and StepRow are the select lists of status.sql, item_status.sql and target_course.sql, which a test
compares. The others add what is told beside it. Rows come from `store.engine.records.records`, None for missing.
"""

import datetime as dt
from typing import Annotated, Any, TypedDict

# What may be missing. To mypy it is Any: that a measure judged by pace has a margin is known to status.sql alone.
NumberOrNone = Annotated[Any, float]
CountOrNone = Annotated[Any, int]
TextOrNone = Annotated[Any, str]
MonthOrNone = Annotated[Any, dt.date]
MomentOrNone = Annotated[Any, dt.datetime]


class UnitRow(TypedDict):
    """What says how a figure is printed."""

    kind: str
    unit: str


class FigureRow(UnitRow):
    """A figure, or the source's words in its place."""

    actual: NumberOrNone
    value_words: TextOrNone


class TargetRow(UnitRow):
    """What says how a target is printed."""

    comparator: TextOrNone
    lower: NumberOrNone
    upper: NumberOrNone
    target_words: TextOrNone


class StepRow(TargetRow):
    """The target in force in a month, and why it was changed."""

    measure_id: str
    month_no: int
    month: dt.date
    valid_from: dt.date
    base: NumberOrNone
    basis: TextOrNone
    reason: TextOrNone
    approval: TextOrNone
    source: str
    recorded_at: dt.datetime
    recorded_by: str


class RuledRow(TypedDict):
    """What the word of a status is made of."""

    by_pace: bool
    month_no: int
    status: TextOrNone
    computed_status: TextOrNone
    ruling_status: TextOrNone
    undecided_because: TextOrNone
    not_due_because: TextOrNone


class StatusRow(TargetRow, FigureRow, RuledRow):
    """One measure in one month, judged."""

    measure_id: str
    item_id: str
    measure_no: int
    series: str
    item_no: int
    item: str
    category: str
    lead_unit_id: str
    lead_unit: str
    unit_basis: str
    supplier_unit_id: str
    supplier_unit: TextOrNone
    leader: TextOrNone
    condition: TextOrNone
    measure: str
    calendar: str
    plan_kind: TextOrNone
    part_of_id: TextOrNone
    reference_measure_id: TextOrNone
    reference_name: TextOrNone
    note: TextOrNone
    base: NumberOrNone
    target_basis: TextOrNone
    basis: TextOrNone
    month: dt.date
    actual_month: MonthOrNone
    margin_month: MonthOrNone
    vintage: TextOrNone
    due: MonthOrNone
    submission_id: CountOrNone
    figure_state: str
    plan_pct: NumberOrNone
    last_year_share: NumberOrNone
    done_pct: NumberOrNone
    margin_points: NumberOrNone
    ruling_reason: TextOrNone
    ruled_by: TextOrNone
    ruled_at: MomentOrNone
    ruled_until: MonthOrNone
    previous_status: TextOrNone
    months_behind: int
    required_per_month: NumberOrNone
    is_owed: bool
    ahead_at: NumberOrNone
    on_track_at: NumberOrNone
    far_behind_below: NumberOrNone
    source: TextOrNone
    is_demo: bool
    common_code: TextOrNone  # 指标编码


class OutlookRow(TypedDict):
    """Where the year will end for a measure, computed from its months so far (metrics.arithmetic.outlook).

    All None for a reference, and everywhere while 年底预计 is switched off; the numbers None where it is unclear.
    """

    outlook: TextOrNone  # metrics.arithmetic.verdicts.VERDICTS
    outlook_value: NumberOrNone
    outlook_low: NumberOrNone
    outlook_high: NumberOrNone
    outlook_basis: TextOrNone


class EstimateRow(UnitRow, OutlookRow):
    """What an estimate is printed from."""

    lower: NumberOrNone
    base: NumberOrNone
    actual: NumberOrNone


class EstimatedRow(StatusRow, OutlookRow):
    """A measure in one month, judged, with its year's end: `store.reads.figures.outlook.month_rows`."""

    outlook_word: str
    outlook_text: str


class HistoryRow(UnitRow):
    """One figure ever accepted, beside its measure: figure_history.sql, as far as it is read of an indicator."""

    month: dt.date
    calendar: str
    value: NumberOrNone
    value_words: TextOrNone
    submitted_at: dt.datetime
    odd_reason: TextOrNone
    is_demo: bool
    is_withdrawn: bool
    withdrawn_by: TextOrNone
    withdrawal_reason: TextOrNone


class ToldRow(EstimatedRow):
    """A measure with its words: `store.reads.figures.snapshot.Snapshot.all_measures`."""

    code: str
    coded_item: str
    status_word: str
    target_text: str
    actual_text: str
    why: str
    what_it_takes: str
    unit_label: str


class MeasureRow(ToldRow):
    """A measure of one item's own table: `store.reads.figures.dossiers.Dossier.measures`."""

    measure_label: str
    computed_word: str


class ReportedRow(TypedDict):
    """What was last reported of a measure in words: `store.reads.figures.snapshot.latest_texts`."""

    measure_id: str
    month: dt.date
    progress: TextOrNone
    problem: TextOrNone
    next_step: TextOrNone
    expected: TextOrNone


class WholeRow(StatusRow):
    """A measure beside where its figure came from: `store.reads.figures.whole_table`."""

    publication: TextOrNone
    file_name: TextOrNone
    sheet: TextOrNone
    cell: TextOrNone
    submitted_at: MomentOrNone


class BehindRow(ToldRow):
    """A measure that is behind, with what was reported of it: `store.reads.figures.boards.behind_rows`."""

    series_name: str
    previous_word: str
    change_word: str
    progress: TextOrNone
    problem: TextOrNone
    next_step: TextOrNone
    expected: TextOrNone


class IndicatorRow(ToldRow):
    """A main target with what stands beside it: `store.reads.figures.indicators.Indicators.measures`."""

    against: NumberOrNone
    against_name: TextOrNone
    period: TextOrNone
    figure_source: TextOrNone
    growth_text: TextOrNone
    rest_of_year: str
    is_city: bool
    last_year: NumberOrNone
    last_year_words: TextOrNone
    last_year_text: TextOrNone
    last_year_basis: TextOrNone
    last_year_source: TextOrNone


class ItemRow(TypedDict):
    """One item in one month, made of its measures."""

    series: str
    item_id: str
    item_no: int
    item: str
    category: str
    lead_unit_id: str
    lead_unit: str
    unit_basis: str
    leader: TextOrNone
    month: dt.date
    status: str
    done_pct: NumberOrNone
    measures: int
    measures_done: int
    months_behind: int
    margin_points: NumberOrNone
    is_demo: bool
    month_cells_in: int
    month_cells_due: int


class ToldItemRow(ItemRow):
    """An item with its words: `store.reads.figures.snapshot.Snapshot.items`."""

    code: str
    coded_item: str
    unit_label: str
    status_word: str
    doubt_word: str
    previous_status: TextOrNone


class SeriesItemRow(ToldItemRow):
    """An item beside its worst measure: `store.reads.figures.dossiers.series_items`."""

    mean_done_pct: NumberOrNone
    item_months: int
    plan_pct: NumberOrNone
    measures_text: str
    measure: str
    unit: str
    by_pace: bool
    target_text: str
    actual_text: str
    what_it_takes: str


class CourseRow(TypedDict):
    """One of the twelve months of a measure: what is planned for it, and what was reported."""

    month_no: int
    planned: NumberOrNone
    start_value: NumberOrNone
    lower: NumberOrNone
    upper: NumberOrNone
    actual: NumberOrNone
    is_missing: bool
