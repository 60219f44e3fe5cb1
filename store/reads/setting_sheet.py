"""Everything that people can change of one measure, as it stands, and every target that it ever had."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from metrics import origin, terms, wording
from metrics.kinds import KINDS
from metrics.periods import month_name
from metrics.rows import StepRow, ToldRow
from metrics.sentences import plan_words
from metrics.sentences.status import target_text
from metrics.sentences.target_steps import Step, steps
from store.engine.reader import Reader
from store.engine.records import records
from store.engine.seed import RECORDED_BY
from store.reads.rulings import ruling_rows, words
from store.reads.view import LATEST


@dataclass(frozen=True)
class Sheet:
    """`standing`: name and value of each setting; `targets`: every recorded target, the latest first, with words;
    `steps`: the changes within the year; `rulings`: official words and triggered conditions of the measure."""

    standing: list[tuple[str, str]]
    targets: pd.DataFrame
    steps: list[Step]
    rulings: pd.DataFrame


def sheet(reader: Reader, measure: ToldRow, year: int, as_of: dt.datetime = LATEST) -> Sheet:
    """The sheet of a measure, a record of status rows with words (see store.reads.figures.snapshot)."""
    measure_id = measure["measure_id"]
    course = records(reader.query("target_course", measure_ids=[measure_id], year=year, as_of=as_of), StepRow)
    versions = reader.query("target_versions", measure_ids=[measure_id], as_of=as_of)
    changes = steps(course)
    return Sheet(
        _standing(reader, measure, course, changes), _told(versions), changes, _rulings(reader, measure, as_of)
    )


def _standing(reader: Reader, measure: ToldRow, course: list[StepRow], changes: list[Step]) -> list[tuple[str, str]]:
    shares = records(reader.query("plan_version", measure_id=measure["measure_id"]))
    declared = [(row["month_no"], 100 * row["share"]) for row in shares if row["is_node"]]
    plan = plan_words.plan_text(measure["plan_kind"], declared) if measure["by_pace"] else "按水平判定,没有序时进度"
    base = course[-1]["base"] if course else None
    told = [
        ("年度目标", changes[-1].words if changes else measure["target_text"]),
        *([("上年末基数", wording.figure(base, measure["unit"]))] if KINDS[measure["kind"]].has_base else []),
        ("目标出处", measure["source"] or terms.NO_VALUE),
        ("序时进度", plan),
        *([("指标编码", measure["common_code"])] if measure["common_code"] else []),
        ("牵头单位", measure["unit_label"]),
        ("数据提供单位", measure["supplier_unit"]),
        ("分管领导", measure["leader"] or terms.NO_VALUE),
        *([("适用条件", measure["condition"])] if measure["condition"] else []),
    ]
    return [(name, str(value)) for name, value in told]


def _told(versions: pd.DataFrame) -> pd.DataFrame:
    plain = records(versions, StepRow)
    return versions.assign(
        from_text=[month_name(row["valid_from"]) for row in plain],
        target_text=[target_text(row) for row in plain],
        reason=[
            f"{row['reason'] or ''}(载入已收回)" if gone else row["reason"]
            for row, gone in zip(plain, versions["is_taken_back"], strict=True)
        ],
        base_text=[wording.figure(row["base"], row["unit"]) for row in plain],
        done_by=versions["recorded_by"].replace(RECORDED_BY, "随系统提供"),
        done_text=[origin.sent_at(row["recorded_at"]) for row in plain],
    )


def _rulings(reader: Reader, measure: ToldRow, as_of: dt.datetime) -> pd.DataFrame:
    rows = ruling_rows(reader, measure["month"].year, as_of=as_of)
    own: pd.DataFrame = rows[rows["measure_id"] == measure["measure_id"]].reset_index(drop=True)
    plain = records(own)
    return own.assign(
        ruling_text=[words(row) for row in plain],
        done_by=own["ruled_by"],
        done_text=[origin.sent_at(row["recorded_at"]) for row in plain],
    )
