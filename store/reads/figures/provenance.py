"""Where everything comes from: sources, how many measures of which kind, what the targets lack, what was reported."""

from dataclasses import dataclass

import pandas as pd

from metrics import origin, terms
from store.engine.records import records
from store.engine.store import Store
from store.reads.figures import status as status_reads
from store.reads.figures.snapshot import Snapshot
from store.reads.submissions import submission_list


@dataclass(frozen=True)
class Provenance:
    """What the notes say of the store. Frames carry the columns that are printed."""

    sources: pd.DataFrame
    published: pd.DataFrame
    kinds: pd.DataFrame
    gaps: pd.DataFrame
    workbooks: dict[str, int]
    last_submission: str
    version: int
    structure_no: int


def provenance(store: Store, snapshot: Snapshot) -> Provenance:
    """Everything the notes say of where figures come from, as of the snapshot's view."""
    as_of = snapshot.view.as_of
    submissions = submission_list(store, as_of)
    workbooks = submissions[submissions["channel"] == "workbook"]
    published, stands = submissions[submissions["channel"] == "published"], workbooks["withdrawn_at"].isna()
    return Provenance(
        sources=_sources(store.query("sources", as_of=as_of)),
        published=published.sort_values("submission_id", ignore_index=True).assign(
            title=lambda rows: rows["submitted_by"]
        ),
        kinds=kind_counts(snapshot.all_measures),
        gaps=gaps(snapshot),
        workbooks={
            "real": int((stands & ~workbooks["is_demo"]).sum()),
            "demo": int((stands & workbooks["is_demo"]).sum()),
            "withdrawn": int((~stands).sum()),
        },
        last_submission=_last(workbooks[stands]),
        version=store.version,
        structure_no=status_reads.structure_no(store),
    )


def kind_counts(measures: pd.DataFrame) -> pd.DataFrame:
    """One row per kind that occurs: kind_name, a count per series, measure_count; last the sum of all."""
    counts = measures.groupby(["kind", "series"]).size().unstack(fill_value=0)
    present = [kind for kind in terms.KINDS if kind in counts.index]
    counts = counts.reindex(index=present, columns=list(terms.SERIES), fill_value=0)
    counts.loc["all"] = counts.sum()
    names = {**terms.KINDS, "all": "合计"}
    return counts.assign(
        measure_count=counts.sum(axis=1), kind_name=[names[kind] for kind in counts.index]
    ).reset_index(drop=True)


def gaps(snapshot: Snapshot) -> pd.DataFrame:
    """What the targets of the month lack or leave to this system, with how many: gap, gap_count, consequence."""
    rows = snapshot.measures
    bound = rows["lower"].isna() & rows["upper"].isna()
    counted = [
        ("年末数缺上年末基数", (rows["kind"] == "stock") & rows["base"].isna(), "增量无法计算,有数据时列为待认定"),
        ("目标只有文字,没有数值", bound & (rows["comparator"] != "~"), "有数据时列为待认定"),
        ("相对目标,以另一指标为参照", rows["kind"] == "relative", "参照没有同期数据时列为待认定"),
        ("附条件,条件触发后才考核", rows["condition"].notna(), "触发前不计入各项统计"),
        ("“其中”数,包含在另一子项内", rows["part_of_id"].notna(), "单独判定,不重复计入事项完成率"),
        ("序时进度按月均分", rows["plan_kind"] == "linear", f"报告未定进度,按每月1/12计({terms.HOUSE_NUMBER})"),
        ("牵头单位为拟定", rows["unit_basis"] == "proposed", "报告未写明牵头单位,由本系统拟定,可调整"),
        ("未填分管领导", rows["leader"].isna(), "报告未写明,可补填"),
    ]
    return pd.DataFrame(
        [{"gap": name, "gap_count": int(fits.sum()), "consequence": consequence} for name, fits, consequence in counted]
    )


def _sources(rows: pd.DataFrame) -> pd.DataFrame:
    ordered = rows.sort_values(["published_on", "source_id"], na_position="last", ignore_index=True)
    days = [row["published_on"] for row in records(ordered)]
    return ordered.assign(published_text=["" if day is None else f"{day:%Y-%m-%d}" for day in days])


def _last(workbooks: pd.DataFrame) -> str:
    if workbooks.empty:
        return "尚无报送"
    row = records(workbooks.head(1))[0]
    return f"{origin.sent_at(row['submitted_at'])} {row['unit']}"
