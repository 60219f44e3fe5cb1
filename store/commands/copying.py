"""The command that moves a store: from a file into a database, back, or from one file into another."""

import argparse
import shutil
from contextlib import closing
from pathlib import Path

from metrics.errors import UserError
from store.commands.command_line import CommandLine, arg, say
from store.engine import backups, disk
from store.engine.engines.places import Place, is_url, place
from store.engine.receipt_book import book_path
from store.engine.store import Store


def add_to(line: CommandLine) -> None:
    line.command(
        "copy", _copy, "把全部数据复制到新的数据文件或空数据库",
        arg("source", "数据文件,或 postgresql://…", type=place, metavar="FROM"),
        arg("target", "新的数据文件,或空数据库 postgresql://…", type=place, metavar="TO"), while_running=False,
    )  # fmt: skip


def _copy(options: argparse.Namespace) -> int:
    source, target = options.source, options.target
    count = copy(source, target)
    to = "数据库" if is_url(target) else str(target)
    say(options, {"rows": count}, f"已复制{count}行到 {to},各表逐一核对相符。")
    return 0


def copy(source: Place, target: Place) -> int:
    """All rows of a store, its originals and its book of receipts to a new place; returns how many rows.

    Raises UserError where something stands there already: nothing is changed then. A file that was begun is taken away.
    """
    if isinstance(source, Path) and not source.exists():
        raise UserError(f"没有找到数据文件 {source}。", title="没有复制")
    if isinstance(target, Path) and target.exists():
        raise UserError(f"{target} 已存在,请换一个文件名。", title="没有复制")
    with closing(Store(source, keeps_backups=False)) as old, closing(Store(target)) as new:
        try:
            count = old.copy_to(new)
            _copy_files(old, new)
        except BaseException:
            if isinstance(target, Path):
                target.unlink(missing_ok=True)
            raise
    return count


def _copy_files(old: Store, new: Store) -> None:
    assert old.path and new.path  # both have a place
    try:
        backups.copy_originals(old.path.parent / "uploads", new.path.parent / "uploads")
        book = book_path(old.path)
        if book.exists() and not book_path(new.path).exists():
            shutil.copyfile(book, book_path(new.path))
            disk.make_private(book_path(new.path))
    except OSError as error:
        raise UserError(f"原表没有复制完({disk.reason(error)})。", title="没有复制") from error
