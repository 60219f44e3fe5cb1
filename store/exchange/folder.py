"""The folder that a region's rows are carried in: a Parquet file for each table, and a manifest of them.

It is called `region_code=…`, so that many beside one another are a dataset of partitions.
"""

import datetime as dt
import hashlib
import json
import re
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from metrics.errors import UserError
from store.engine import disk
from store.engine.engines.copying import Rows

_FORMAT = 1
_MANIFEST = "manifest.json"
_KEY = "region_code="
_CODE = re.compile(r"\d{6}(\d{3})?", re.ASCII)
# A district adds some ten thousand rows a year: what is far beyond was not exported by us, and would fill the memory.
MOST_BYTES = 64 * 2**20  # of a file
MOST_ROWS = 1_000_000  # of a table
MOST_INFLATED = 4 * MOST_BYTES  # of a table, read: a text that is repeated takes no room in a file
_SQUEEZED = {"SNAPPY", "UNCOMPRESSED"}  # as we write; others can hold a thousand times their size
_TYPES = {
    "text": pa.string(), "integer": pa.int32(), "bigint": pa.int64(), "double": pa.float64(), "boolean": pa.bool_(),
    "date": pa.date32(), "timestamp": pa.timestamp("us"),
}  # fmt: skip


@dataclass(frozen=True)
class Manifest:
    """What a folder has in it, and of when. `head` and `link_no` are the last link's of the region's chain."""

    region: str
    name: str
    schema: str  # the latest migration
    time_zone: str
    made_at: str
    link_no: int
    head: str
    rows: dict[str, int]
    sha256: dict[str, str]
    format: int = _FORMAT


def part(folder: Path, region: str) -> Path:
    """Where a region lies in a folder of many."""
    return folder / f"{_KEY}{region}"


def parts(folder: Path) -> list[Path]:
    """The regions' folders in one, or the one itself; in the order of their codes. Raises UserError where none is."""
    found = [folder] if (folder / _MANIFEST).is_file() else sorted(folder.glob(f"{_KEY}*"))
    if not found:
        raise UserError(f"{folder} 中没有导出的数据(应有 {_KEY}行政区划代码 的文件夹)。", title="没有数据")
    return found


def write(folder: Path, tables: dict[str, Rows], told: dict[str, Any]) -> str:
    """Write tables and `told`, the manifest's words; a folder of before is replaced once all is written.

    Returns the check code of the whole. Raises UserError where the disk takes no more.
    """
    passing = folder.with_name(f".{folder.name}.writing")
    try:
        shutil.rmtree(passing, ignore_errors=True)
        disk.private_folder(passing)
        for table, found in tables.items():
            pq.write_table(_arrow(found), passing / f"{table}.parquet")
        code = seal(passing, {table: len(found.rows) for table, found in tables.items()}, told)
        shutil.rmtree(folder, ignore_errors=True)
        passing.rename(folder)
    except OSError as error:
        raise UserError(f"没有导出到 {folder}({disk.reason(error)})。", title="没有导出") from error
    return code


def seal(folder: Path, rows: dict[str, int], told: dict[str, Any]) -> str:
    """Write the manifest of the files that lie in a folder; returns the check code."""
    digests = {table: _digest(file_of(folder, table).read_bytes()) for table in rows}
    manifest = Manifest(rows=rows, sha256=digests, **told)
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
    (folder / _MANIFEST).write_text(text, encoding="utf-8")
    return _digest(text.encode())[:16]


def manifest(folder: Path) -> tuple[Manifest, str]:
    """What a folder says of itself, and the check code of that. Raises UserError where it is none of ours."""
    try:
        written = _content(folder / _MANIFEST)
        said = json.loads(written)
        if said.get("format") == _FORMAT:
            found = Manifest(**said)
            _require_form(found)
            return found, _digest(written)[:16]
    except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise UserError(f"{folder / _MANIFEST} 不在或已损坏,请重新导出。", title="数据不完整") from error
    raise UserError(f"{folder} 的格式(第{said.get('format')}版)由更新的程序导出,请升级本系统。", title="版本不同")


def _require_form(found: Manifest) -> None:
    """Raises ValueError or TypeError for values that we never write."""
    texts = (found.region, found.name, found.schema, found.time_zone, found.head, found.made_at, *found.sha256.values())
    if not all(isinstance(text, str) for text in texts) or not _CODE.fullmatch(found.region):
        raise ValueError(found.region)
    if moment(found.made_at).tzinfo is not None:
        raise ValueError(found.made_at)
    if found.rows.keys() != found.sha256.keys():
        raise ValueError("rows and digests are of different tables")
    if not all(type(number) is int and number >= 0 for number in (found.link_no, *found.rows.values())):
        raise ValueError("no count")


def read(folder: Path, found: Manifest, columns: dict[str, dict[str, str]]) -> dict[str, Rows]:
    """The tables of a folder, which have to be those of `columns` (table → column → type), all of the region.

    Raises UserError where a file is not the one that the manifest was written of.
    """
    if set(found.rows) != set(columns):
        raise UserError(f"{folder} 的表与本库不同,请两边用同一版本的程序重新导出。", title="版本不同")
    return {table: _rows(folder, table, found, kinds) for table, kinds in columns.items()}


def _rows(folder: Path, table: str, found: Manifest, kinds: dict[str, str]) -> Rows:
    written = content(folder, table, found)
    try:
        arrow = pq.read_table(pa.BufferReader(written))
        values = [arrow.column(name).cast(_TYPES[kind]).to_pylist() for name, kind in kinds.items()]
    except (pa.ArrowException, KeyError, ValueError, OverflowError) as error:
        raise _altered(file_of(folder, table)) from error
    if any(code != found.region for code in values[list(kinds).index("region_code")]):
        raise _altered(file_of(folder, table))
    return Rows(kinds, list(zip(*values, strict=True)))


def content(folder: Path, table: str, found: Manifest) -> bytes:
    """A table's file. Raises UserError where it is not the one that the manifest was written of, or is too large."""
    file = file_of(folder, table)
    try:
        written = _content(file)
        told = pq.ParquetFile(pa.BufferReader(written)).metadata
        if _digest(written) != found.sha256.get(table) or told.num_rows != found.rows[table]:
            raise _altered(file)
        if told.num_rows > MOST_ROWS:
            raise UserError(
                f"{file} 有{told.num_rows:,}行,超过一个地区可能有的{MOST_ROWS:,}行。请核对来源。", title="数据过大"
            )
        if not _is_bounded(told, written):
            raise UserError(
                f"{file} 展开后超过{MOST_INFLATED // 2**20} MB,不像一个地区的数据。请核对来源。", title="数据过大"
            )
    except (OSError, pa.ArrowException) as error:
        raise _altered(file) from error
    return written


def _is_bounded(told: pq.FileMetaData, written: bytes) -> bool:
    """Whether a file's values, read, are no more than MOST_INFLATED bytes; found out without holding them."""
    groups = [told.row_group(number) for number in range(told.num_row_groups)]
    chunks = [group.column(place) for group in groups for place in range(group.num_columns)]
    inflated = sum(chunk.total_uncompressed_size for chunk in chunks)
    if inflated > MOST_INFLATED or any(one.compression not in _SQUEEZED or "." in one.path_in_schema for one in chunks):
        return False  # a point: a list, of which no table has any
    if any(one.physical_type == "FIXED_LEN_BYTE_ARRAY" for one in chunks):
        return False  # as long as it likes, and no text: no table has any
    # A text stands in a chunk at least once: so many rows of so much would be the most.
    if sum(chunk.num_values * chunk.total_uncompressed_size for chunk in chunks) <= MOST_INFLATED:
        return True
    leaves = [told.schema.column(place) for place in range(told.num_columns)]
    texts = [leaf.path for leaf in leaves if leaf.physical_type == "BYTE_ARRAY"]
    columns = pq.ParquetFile(pa.BufferReader(written), read_dictionary=texts).read(texts).columns
    lengths: int = sum(_length(part) for column in columns for part in column.chunks)
    return bool(8 * told.num_rows * (len(leaves) - len(texts)) + lengths <= MOST_INFLATED)


def _length(texts: pa.DictionaryArray) -> int:
    """How many bytes the values of a column are, each as often as it is there."""
    return int(pc.sum(pc.take(pc.binary_length(texts.dictionary), texts.indices).cast(pa.int64())).as_py() or 0)


def _content(file: Path) -> bytes:
    if not file.is_file():
        raise FileNotFoundError(file)
    if file.stat().st_size > MOST_BYTES:
        raise UserError(f"{file} 超过{MOST_BYTES // 2**20} MB,不像一个地区的数据。请核对来源。", title="数据过大")
    return file.read_bytes()


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def _arrow(found: Rows) -> pa.Table:
    values = zip(*found.rows, strict=True) if found.rows else [()] * len(found.columns)
    columns = [pa.array(own, _TYPES[kind]) for own, kind in zip(values, found.columns.values(), strict=True)]
    return pa.table(dict(zip(found.columns, columns, strict=True)))


def file_of(folder: Path, table: str) -> Path:
    return folder / f"{table}.parquet"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _altered(file: Path) -> UserError:
    return UserError(f"{file} 与导出时不符(缺少、损坏或被改动)。请重新取得。", title="数据不符")
