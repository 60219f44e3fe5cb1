"""A region's rows into a store above: what is new of them, once, and never an older state over a newer one.

Facts are only added to: a newer state of a region has all rows of an older one. So what the store has and the folder
lacks says that the folder is older, or that one of the two is not what it should be.
"""

import datetime as dt
import logging
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from metrics.errors import UserError
from store.acts.act import Act, acting
from store.acts.rights import Actor
from store.engine.engines.copying import Rows
from store.engine.engines.engine import NotTaken
from store.engine.store import Store
from store.exchange import folder as folders
from store.exchange.leaving import NOT_SENT, facts
from store.reads.places import places

_LOG = logging.getLogger("dashboard.store")
_REFUSED = "没有接收"
_NOWHERE = "-"
_OF_BOTH = {"region", "measure_code"}  # what the store above may have said itself
_LAST = "edition"  # with it, nothing of before its moment can be added any more


@dataclass(frozen=True)
class Taken:
    """`rows`: how many are new; 0 where the folder was taken before."""

    region: str
    name: str
    made_at: dt.datetime
    rows: int


def take(store: Store, folder: Path, by: Actor, at: dt.datetime, *, code: str = "", is_new: bool = False) -> Taken:
    """Add what is new in a region's folder, as an act of that region.

    `code`: the check code that the folder has to have; `is_new`: also a region that the store does not know. Raises
    UserError for a folder that is damaged, altered, older, of another version or of an unknown region.
    """
    manifest, own_code = folders.manifest(folder)
    if code and code != own_code:
        raise UserError(f"{folder} 的核对码是{own_code},不是{code}。请重新取得。", title=_REFUSED)
    _require_same(store, manifest)
    # Read before anybody has to wait for it; of a region that is none there are the columns alone.
    columns = {name: rows.columns for name, rows in store.of(_NOWHERE).own_tables().items() if name not in NOT_SENT}
    tables = folders.read(folder, manifest, columns)
    with acting(store.of(manifest.region), by, "receive", at) as act:
        if not is_new and manifest.region not in places(act.transaction):
            raise UserError(
                f"本库没有登记{manifest.name}({manifest.region})。确是本级所辖的,请加 --add-region 再接收。",
                title=_REFUSED,
            )
        own = {table: rows for table, rows in act.transaction.own_tables().items() if table not in NOT_SENT}
        added = {table: _new_rows(found, own[table]) for table, found in tables.items()}
        count = sum(map(len, added.values()))
        _require_newer(manifest.name, own, tables, count)
        if count:
            _add(act, added)
            _require_all(act, tables)
            made_at = manifest.made_at.replace("T", " ")
            told = f"截至{made_at},新增{count:,}行;校验链第{manifest.link_no}节{manifest.head[:16]}"
            act.record("接收数据", f"{manifest.name}的数据", None, told)
    return Taken(manifest.region, manifest.name, folders.moment(manifest.made_at), count)


def _require_same(store: Store, manifest: folders.Manifest) -> None:
    schema = str(store.query("latest_migration")["name"].iloc[0])
    if manifest.schema != schema:
        raise UserError(
            f"{manifest.name}的数据由另一版本的程序导出(结构{manifest.schema},本库{schema})。"
            "请两边升级到同一版本,重新导出。",
            title="版本不同",
        )
    if manifest.time_zone != store.time_zone:
        raise UserError(
            f"{manifest.name}的时区是{manifest.time_zone},本库是{store.time_zone},时刻不能对照。", title=_REFUSED
        )


def _new_rows(found: Rows, own: Rows) -> pd.DataFrame:
    known = facts(own)
    rows = [found.rows[place] for row, place in facts(found).items() if row not in known]
    return pd.DataFrame(rows, columns=list(found.columns), dtype=object)


def _require_newer(name: str, own: dict[str, Rows], tables: dict[str, Rows], count: int) -> None:
    # what the place is called may have been known before its first figures came; whoever compares gives codes
    lacking = {
        table: len(facts(found).keys() - facts(tables[table]).keys())
        for table, found in own.items() if table not in _OF_BOTH
    }  # fmt: skip
    if not any(lacking.values()):
        return
    if not count:
        raise UserError(f"{name}的这份数据早于已接收的,没有接收。", title=_REFUSED)
    listed = "、".join(f"{table} {number}行" for table, number in lacking.items() if number)
    raise UserError(
        f"{name}的这份数据与本库已有的不符:本库另有 {listed},其中没有。"
        "该地区恢复过备份的,请先在当地用 replay 补齐;本库自行登记过该地区的,请换一个库接收。",
        title=_REFUSED,
    )


def _add(act: Act, added: dict[str, pd.DataFrame]) -> None:
    for table in sorted(added, key=lambda table: table == _LAST):
        try:
            act.add(table, added[table])
        except (NotTaken, ValueError, OverflowError) as error:  # of values, which a folder can have of any kind
            _LOG.warning("%s 没有接收:%s", table, error)
            raise UserError(
                f"{table}.parquet 中有本库不能接收的数据(与已有的冲突,或超出范围),没有接收。"
                "请核对来源,由该地区检查数据文件(store check)后重新导出。",
                title=_REFUSED,
            ) from error


def _require_all(act: Act, tables: dict[str, Rows]) -> None:
    own = act.transaction.own_tables()
    for table, found in tables.items():
        if facts(found).keys() - facts(own[table]).keys():
            raise UserError(f"接收后核对不符({table}),没有接收。", title=_REFUSED)
