"""`data/seed/*.csv` → the store. Ids are for good: a newer seed appends what changed, never over a user's change."""

import datetime as dt
import hashlib
from pathlib import Path

import pandas as pd

from metrics.errors import UserError
from store.engine import chain
from store.engine.engines.places import PROJECT
from store.engine.reader import Reader
from store.engine.store import Store
from store.engine.transaction import Transaction

SEED_FOLDER = PROJECT / "data" / "seed"
RECORDED_BY = "种子数据"

# Each table's key, and which columns of the CSV it takes under which name. Order matters: units before items.
_TABLES: dict[str, tuple[list[str], dict[str, str]]] = {
    "region": (["region_code"], {}),
    "source": (["source_id"], {}),
    "unit": (["unit_id"], {}),
    "unit_alias": (["alias"], {}),
    "item": (["item_id"], {"lead_unit": "lead_unit_id"}),
    "measure": (["measure_id"], {"supplier_unit": "supplier_unit_id"}),
    "target": (["measure_id", "valid_from"], {}),
    "same_as": (["measure_id", "same_as_id"], {}),
    "measure_code": (["measure_id"], {}),
    "plan": (["measure_id", "month_no"], {}),
    "threshold": (["preset", "kind", "unit_group"], {}),
}
_MAY_BE_EMPTY = {"unit_alias", "plan", "same_as", "measure_code", "actual"}
_NUMBERS = {
    "first_year", "year", "item_no", "measure_no", "lower", "upper", "base", "month_no", "share", "value",
    "ahead_at", "on_track_at", "far_behind_below",
}  # fmt: skip
_FILES = ("", "files")  # the row of seed_row that tells which files a store was last brought up to


def plant(store: Store, now: dt.datetime, folder: Path = SEED_FOLDER) -> int:
    """Bring the store up to the seed; returns how many rows were added (0 when nothing in the seed is new).

    Rows of a first planting count as known since the report was given (`baseline`); rows of a newer seed since `now`.
    A store that knows these very files is left alone. Raises UserError, and plants nothing, where a file of the seed is
    not there, empty or broken.
    """
    try:
        return _plant(store, now, folder)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise broken(str(folder), error) from error


def broken(what: str, error: Exception) -> UserError:
    """A file of the seed, or the whole of it, that is not there, without rows or damaged, in one sentence."""
    said = " ".join(str(error).split())[:80] or type(error).__name__
    return UserError(
        f"种子数据 {what} 缺失、没有数据行或已损坏({said}),没有载入。请恢复原文件,或从空白开始(make run EMPTY=1)。",
        title="种子数据有误",
    )


def begin_empty(store: Store, now: dt.datetime) -> None:
    """Remember that the store began with nothing, so that it is never planted."""
    with store.writing() as transaction:
        transaction.append("began_empty", pd.DataFrame([{"recorded_at": now}]))


def _plant(store: Store, now: dt.datetime, folder: Path) -> int:
    added, files = 0, _files_digest(folder)
    if planted_files(store) == files:
        return 0
    with store.of(home_region(folder)).writing() as transaction:
        known_digests = _known_digests(transaction)
        if known_digests.get(_FILES) == files:  # another process has just been quicker
            return 0
        recorded_at = now if known_digests else baseline(folder)
        for table, (key, renames) in _TABLES.items():
            rows = _read(folder / f"{table}.csv", renames)
            if table == "item":
                rows["is_cancelled"] = False
            if table == "same_as":
                rows["is_linked"] = True
            if "month_no" in rows and table == "plan":
                rows["is_node"] = rows["is_node"].isin(["1", "true", "True", True])
            rows = _with_unit_ids(rows, folder)
            if "valid_from" in rows:
                rows["valid_from"] = pd.to_datetime(rows["valid_from"] + "-01")
            keys = ["/".join(row) for row in rows[key].astype(str).itertuples(index=False)]
            fresh = _fresh(rows, table, keys, known_digests)
            if known_digests:  # what a user changed of a thing is left alone whole: a measure's targets of all months
                fresh = fresh[~fresh[key[0]].isin(transaction.recorded_by_others(table, key[0], RECORDED_BY))]
            new = _remember(transaction, table, fresh, recorded_at)
            transaction.append(table, new.assign(recorded_at=recorded_at, recorded_by=RECORDED_BY))
            added += len(new)
        added += _plant_published(transaction, _read(folder / "actual.csv", {}), known_digests, recorded_at)
        last = {"table_name": _FILES[0], "row_key": _FILES[1], "digest": files, "recorded_at": recorded_at}
        transaction.append("seed_row", pd.DataFrame([last]))
    return added


def planted_files(reader: Reader) -> str | None:
    """The digest of the seed's files as the store last took them in; None where it never took any."""
    digests = reader.query("seed_files")["digest"]
    return None if digests.empty else str(digests.iloc[0])


def _known_digests(reader: Reader) -> dict[tuple[str, str], str]:
    """By table and key, the digest of every row of the seed that the store has taken in."""
    rows = reader.query("seed_rows")
    return dict(zip(zip(rows["table_name"], rows["row_key"], strict=True), rows["digest"], strict=True))


def _files_digest(folder: Path) -> str:
    """Of all files of a seed, and of how they are read."""
    digest = hashlib.sha256(repr(_TABLES).encode())
    for file in sorted(folder.glob("*.csv")):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def baseline(folder: Path = SEED_FOLDER) -> dt.datetime:
    """From when on the figures of the seed are known: the day of its first source, the report that sets the targets."""
    published = pd.to_datetime(_read(folder / "source.csv", {})["published_on"])
    return dt.datetime.combine(published.min().date(), dt.time())


def shipped_thresholds(folder: Path = SEED_FOLDER) -> pd.DataFrame:
    """The numbers of the status rule under every preset, as a region begins with them."""
    return _read(folder / "threshold.csv", {})


def home_region(folder: Path = SEED_FOLDER) -> str:
    """The region whose units and targets the seed has."""
    rows = _read(folder / "region.csv", {})
    try:
        return str(rows.loc[rows["first_year"].notna(), "region_code"].iloc[0])
    except (KeyError, IndexError) as error:
        raise broken("region.csv", error) from error


def _read(file: Path, renames: dict[str, str]) -> pd.DataFrame:
    """Raises UserError for a file that is not there, no table, or without a row where there has to be one."""
    try:
        rows = pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8").rename(columns=renames)
        if rows.empty and file.stem not in _MAY_BE_EMPTY:
            raise ValueError("只有表头")
        rows = rows.mask(rows == "")
        for column in _NUMBERS & set(rows):
            rows[column] = pd.to_numeric(rows[column])
    except (OSError, ValueError) as error:
        raise broken(file.name, error) from error
    return rows


def _with_unit_ids(rows: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """Seeds name units as people do; the store keeps their ids. Raises ValueError for a name that is no unit."""
    ids = _read(folder / "unit.csv", {}).set_index("name")["unit_id"]
    for column in {"lead_unit_id", "supplier_unit_id"} & set(rows):
        named = rows[column].dropna()
        if strangers := set(named) - set(ids.index):
            raise ValueError(f"unknown units in the seed: {sorted(strangers)}")
        rows[column] = rows[column].map(ids)
    return rows


def _fresh(rows: pd.DataFrame, table: str, keys: list[str], known: dict[tuple[str, str], str]) -> pd.DataFrame:
    """The rows of a table that are new in the seed or changed, each with its key and its digest."""
    told = rows.assign(row_key=keys, digest=_digests(rows))
    is_new = [known.get((table, str(row.row_key))) != row.digest for row in told.itertuples()]
    return told.loc[is_new]  # of none too, all columns


def _remember(transaction: Transaction, table: str, fresh: pd.DataFrame, recorded_at: dt.datetime) -> pd.DataFrame:
    """That the store has taken these rows of `_fresh` in; returns them without key and digest."""
    taken = fresh[["row_key", "digest"]].assign(table_name=table, recorded_at=recorded_at)
    transaction.append("seed_row", taken)
    return fresh.drop(columns=["row_key", "digest"])


def _digests(rows: pd.DataFrame) -> pd.Series:
    """What a row says, as a hash: tells a changed row of a newer seed."""
    texts = ["\x1f".join(map(str, row)) for row in rows.itertuples(index=False)]
    return pd.Series([hashlib.sha256(text.encode()).hexdigest() for text in texts], index=rows.index)


def _plant_published(
    transaction: Transaction, rows: pd.DataFrame, known: dict[tuple[str, str], str], recorded_at: dt.datetime
) -> int:
    """Published figures, one submission per publication; returns how many are new.

    They are known from the day they were published; where a source gives no day, from the end of their period.
    """
    rows["month"] = pd.to_datetime(rows["month"] + "-01")
    rows["published_on"] = pd.to_datetime(rows["published_on"]).fillna(rows["month"] + pd.offsets.MonthEnd(0))
    keys = rows["measure_id"] + "/" + rows["month"].dt.strftime("%Y-%m") + "/" + rows["vintage"].fillna("")
    fresh, numbers = _fresh(rows, "actual", keys.tolist(), known), []
    for (source, published_on), group in fresh.groupby(["source", "published_on"], sort=True):
        number = transaction.next_number("submission", "submission_id")
        transaction.append(
            "submission",
            pd.DataFrame([{
                "submission_id": number, "channel": "published", "file_name": "data/seed/actual.csv",
                "sha256": hashlib.sha256("".join(group["digest"]).encode()).hexdigest(),
                "submitted_by": str(source), "submitted_at": published_on, "is_demo": False,
            }]),
        )  # fmt: skip
        figures = group.drop(columns=["published_on", "row_key", "digest"])
        transaction.append("actual", figures.assign(submission_id=number))
        numbers.append(number)
    chain.extend(transaction, numbers, [])
    return len(_remember(transaction, "actual", fresh, recorded_at))
