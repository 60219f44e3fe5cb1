"""A list of units: a text or CSV with a unit on each line, aliases behind commas, or the rows of a workbook."""

import json
import re
import subprocess
import sys
from pathlib import Path

from metrics.errors import UserError
from store.acts.units import NewUnit
from store.engine.store import PROJECT

_MOST = 500
_WORKBOOKS = (b"PK", b"\xd0\xcf\x11\xe0")  # .xlsx, .ods; .xls, .et
_COLUMNS = re.compile(r"[,,;;\t]")
_APART = re.compile(r"[,,、;;]")  # several aliases in one cell
_NAME = {"单位", "单位名称", "单位全称", "名称", "部门", "部门名称", "牵头单位", "责任单位"}
_ALIAS = re.compile(r"别名|简称|曾用名|其他|又称")


def units_in(file: Path) -> list[NewUnit]:
    """The units of a file, in their order. Raises UserError for a file that is none, or has no unit."""
    return units_of_rows(rows_in(file), file.name)


def rows_in(file: Path) -> list[list[str]]:
    """The cells of a list: a text, a CSV or a workbook. Raises UserError for a file that cannot be read.

    A workbook is opened by the loaders, in their own process and its limits: `python -m loaders units FILE --cells`,
    which answers with the cells as JSON. Nothing here opens one.
    """
    try:
        content = file.read_bytes()
    except OSError:
        raise UserError(f"没有找到名单 {file},或不能读取。", title="名单有误") from None
    if not content.startswith(_WORKBOOKS):
        return rows_of_lines(content, file.name)
    command = [sys.executable, "-m", "loaders", "units", str(file.resolve()), "--cells", "--json"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=PROJECT, check=False)
    if done.returncode:
        raise UserError(_told(done.stderr) or f"{file.name} 打不开。", title="名单有误")
    rows: list[list[str]] = json.loads(done.stdout)
    return rows


def _told(error: str) -> str:
    """The sentence of a command that was refused."""
    try:
        return str(json.loads(error)["error"])
    except (ValueError, KeyError, TypeError):
        return ""


def units_of_rows(rows: list[list[str]], where: str) -> list[NewUnit]:
    """The units of a list. A row of headings says which columns count; else the first column has the name.

    Raises UserError, which names `where` the list stands, for one without a unit or with too many.
    """
    found = [unit for row in _below_headings(rows) if (unit := _unit(row)) is not None]
    if not found:
        raise UserError(f"{where} 里没有单位:每行写一个单位,别名写在逗号后面。", title="名单有误")
    if len(found) > _MOST:
        raise UserError(f"{where} 有{len(found)}行,最多{_MOST}个单位。", title="名单有误")
    return found


def rows_of_lines(content: bytes | str, where: str) -> list[list[str]]:
    """The lines of a text, or of a text file, cut into cells. Raises UserError for a file that is no text."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content if isinstance(content, str) else content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return [[cell.strip(" 　\"'“”") for cell in _COLUMNS.split(line)] for line in text.splitlines()]
    raise UserError(f"{where} 不是文本文件,请另存为 .txt、.csv 或 .xlsx。", title="名单有误")


def _below_headings(rows: list[list[str]]) -> list[list[str]]:
    """The rows below the headings, with the name first and the aliases behind it; all of them where there are none."""
    for number, row in enumerate(rows[:10]):
        heads = [re.sub(r"\s", "", cell) for cell in row]
        named = [place for place, head in enumerate(heads) if head in _NAME]
        if named:
            columns = [named[0], *(place for place, head in enumerate(heads) if _ALIAS.search(head))]
            return [[one[column] for column in columns if column < len(one)] for one in rows[number + 1 :]]
    return rows


def _unit(cells: list[str]) -> NewUnit | None:
    """The unit of a row, without a number in front; None for an empty one."""
    words = [word.strip() for cell in cells for word in _APART.split(cell) if word.strip()]
    words = words[1:] if words and re.fullmatch(r"\d+[.、]?", words[0]) else words
    return NewUnit(words[0], tuple(words[1:])) if words else None
