"""All regions of a folder in tasks of some, done here one after the other, or by the workers of a cluster."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from metrics.errors import UserError
from store.engine.store import Store
from store.exchange import folder as folders
from store.many.statement import Question, judged

# What one statement judges well (python -m benchmarks regions): fewer pay for more statements, more for larger joins.
REGIONS_A_TASK = 60
CLUSTER = "DASHBOARD_CLUSTER"  # the address of a scheduler of dask.distributed, tcp://…

Count = Callable[[pd.DataFrame], pd.DataFrame]


def judge(
    folder: Path, question: Question, count: Count | None = None, regions_a_task: int = REGIONS_A_TASK
) -> pd.DataFrame:
    """The rows of status.sql of every region in a folder, `region_code` first, in the order of the codes.

    `count`, a function of a module, makes of the rows of some regions what is wanted of them, where they are judged:
    rows of a whole province need not travel. The same wherever it is done. Raises UserError for folders that are not as
    they were given, and for a cluster that does not answer.
    """
    parts = folders.parts(folder)
    _require_sound(parts)
    tasks = [parts[start : start + regions_a_task] for start in range(0, len(parts), regions_a_task)]
    address = os.environ.get(CLUSTER)
    if address:
        # Only here: whoever has no cluster needs no scheduler, and pays for none at the start.
        from store.many.cluster import spread

        found = spread(address, judged_some, tasks, question, count)
    else:
        found = [judged_some(some, question, count) for some in tasks]
    return pd.concat(found, ignore_index=True)


def judged_some(parts: Sequence[Path], question: Question, count: Count | None) -> pd.DataFrame:
    """One task: a part of `judge`."""
    rows = judged(parts, question)
    return rows if count is None else count(rows)


def status_counts(rows: pd.DataFrame) -> pd.DataFrame:
    """How many measures of each region have which status: region_code, status, measures; references are in none."""
    return rows.groupby(["region_code", "status"], sort=True).size().reset_index(name="measures")


def _require_sound(parts: Sequence[Path]) -> None:
    """Raises UserError for folders of another version, of another region than their name says, or twice of one."""
    store = Store()
    schema = str(store.query("latest_migration")["name"].iloc[0])
    store.close()
    regions: set[str] = set()
    for part in parts:
        found, _ = folders.manifest(part)
        if found.schema != schema:
            raise UserError(
                f"{found.name}的数据由另一版本的程序导出(结构{found.schema},本程序{schema}),请重新导出。",
                title="版本不同",
            )
        if found.region in regions:
            raise UserError(
                f"{part} 与另一个文件夹同是{found.name}({found.region})的数据,请只留一份。", title="地区重复"
            )
        if part.resolve().name != folders.part(part, found.region).name:
            raise UserError(f"{part} 是{found.name}({found.region})的数据,与文件夹名不符。", title="地区有误")
        regions.add(found.region)
