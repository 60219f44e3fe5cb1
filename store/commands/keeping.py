"""The commands that keep a store safe: backup, restore, replay, check."""

import argparse
import re
from contextlib import closing
from pathlib import Path
from typing import Any

from metrics.errors import UserError
from metrics.periods import month_code, month_name
from store.acts.submissions import sent_again
from store.commands.command_line import CommandLine, arg, lines, say
from store.engine import restoring
from store.engine.engines.places import default_place, files_folder
from store.engine.opening import back_up, opened, restore
from store.engine.records import Record
from store.engine.store import Store
from store.reads.safety import lacking as losses
from store.reads.safety.condition import check_store
from store.reads.safety.lacking import Lost
from store.reads.submissions import receipt_head

_STATES = {
    "sound": "校验链完好",
    "broken": "校验链不符,数据曾被直接改动或损坏",
    "unchained": "能打开,由没有校验链的旧版本所备",
    "unreadable": "打不开或有损坏",
}
_OTHER_ACTS = "备份之后办理的撤回、调整、认定、账号等不在其中,须重新办理。"


def add_to(line: CommandLine) -> None:
    line.command("backup", _backup, "备份到新的数据文件", arg("path", type=Path))
    line.command(
        "restore", _restore, "从备份恢复,现有数据文件另存",
        arg("path", "备份文件;与 --list 一起写的是备份文件夹", type=Path, nargs="?"),
        arg("--force", "现有数据文件打不开或被占用也恢复:先结束占用它的程序,现有文件原样另存", action="store_true"),
        arg("--list", "不恢复,列出备份", action="store_true"), while_running=False,
    )  # fmt: skip
    line.command("replay", _replay, "把备份中没有的报送,用保存的原表重新入库")
    line.command("check", _check, "检查数据文件是否完好:校验链、对应关系、保存的原表、回执",
                 arg("--receipt", "回执上的回执码,可多次", action="append", default=[], metavar="N:HEAD"))  # fmt: skip


def _backup(options: argparse.Namespace) -> int:
    with opened(options.db, options.region, backup_folder=options.path.parent) as store:
        back_up(store, options.path)
    say(options, {"backup": str(options.path)}, f"已备份到 {options.path}。")
    return 0


def _restore(options: argparse.Namespace) -> int:
    if options.list:
        return _list(options)
    if options.path is None:
        raise UserError("缺少备份文件;有哪些备份,见 python -m store restore --list。", title="恢复未进行")
    kept = restore(options.path, options.db, is_forced=options.force)
    with closing(Store(options.db or default_place())) as store:
        lacking = [one.words for one in losses.lacking(store)]
    facts: dict[str, Any] = {"restored": str(options.path), "previous": str(kept) if kept else None}
    told = f"已从 {options.path} 恢复。" + (f"原数据文件另存为 {kept}。" if kept else "")
    if lacking:
        facts["lacking"] = lacking
        told += f"\n备份中没有的报送{len(lacking)}份,可用 python -m store replay 重新入库:"
        told = "\n".join([told, *(f"  {words}" for words in lacking)])
    say(options, facts, f"{told}\n{_OTHER_ACTS}")
    return 0


def _list(options: argparse.Namespace) -> int:
    place = options.db or default_place()
    folder = options.path or (place.parent if isinstance(place, Path) else files_folder()) / "backups"
    found = restoring.backups(folder)
    told = [
        {"path": str(one.path), "month": month_code(one.month) if one.month else None, "size_bytes": one.size_bytes,
         "made_at": one.made_at.isoformat(), "verified": one.state == "sound", "state": one.state}
        for one in found
    ]  # fmt: skip
    shown = lines(
        (one.path, f"数据到{month_name(one.month)}" if one.month else "没有数据", f"{one.size_bytes / 2**20:.1f} MB",
         f"{one.made_at:%Y-%m-%d %H:%M}", _STATES[one.state])
        for one in found
    )  # fmt: skip
    say(options, told, shown or f"{folder} 中没有备份。")
    return 0


def _replay(options: argparse.Namespace) -> int:
    """Each submission is a transaction of its own: one that cannot be sent again holds up no other."""
    with opened(options.db, is_planted=False) as store:
        results = [_sent_again(store, one) for one in losses.lacking(store)]
    sent = (
        f"{row['lacking']}:" + (f"没有入库,{row['refused']}" if row["refused"] else f"已入库为第{row['number']}号")
        for row in results
    )
    say(options, results, "\n".join(sent) or "没有需要重新入库的报送。")
    return 1 if any(row["refused"] for row in results) else 0


def _sent_again(store: Store, lost: Lost) -> Record:
    number: int | None = None
    refused: str | None = None
    try:
        if lost.entry is None:
            raise UserError("没有入库记录,请在“数据报送”重新报送")
        number = sent_again(store, lost.entry)
    except UserError as error:
        refused = error.message
    return {"lacking": lost.words, "number": number, "refused": refused}


def _check(options: argparse.Namespace) -> int:
    with opened(options.db, options.region) as store:
        problems = [*check_store(store), *(one for code in options.receipt if (one := _receipt_problem(store, code)))]
    say(options, {"problems": problems}, "\n".join(problems) or "数据文件完好。")
    return 1 if problems else 0


def _receipt_problem(store: Store, code: str) -> str | None:
    """What is wrong with a receipt that somebody has, by its code. Raises UserError for what is no code."""
    number, _, head = code.strip().lower().partition(":")
    if not re.fullmatch("[0-9]{1,9}", number) or not re.fullmatch("[0-9a-f]{8,64}", head):
        raise UserError(f"“{code}”不是回执码,应如 12:0a1b2c3d4e5f6a7b,至少写8位。", title="参数有误")
    own = receipt_head(store, int(number))
    if not own:
        return f"第{number}号报送有回执,数据文件中没有:此后入库的数据可能已丢失"
    return None if own.startswith(head) else f"第{number}号报送与回执不符:数据文件中的回执码为{own[:16]}"
