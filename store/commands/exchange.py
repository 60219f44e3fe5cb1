"""The commands between the stores of regions: export and import, and judge, which looks at many regions at once."""

import argparse
import sys
from pathlib import Path

from metrics import terms
from metrics.errors import UserError
from metrics.periods import parse_month
from store.acts.rights import at_the_machine
from store.commands.command_line import AS_OF, MONTH, Answer, CommandLine, arg, lines, moment_of, say, signed
from store.engine import disk
from store.engine.opening import opened
from store.engine.records import Record
from store.engine.store import Store
from store.exchange import folder as folders
from store.exchange.giving import give
from store.exchange.taking import take
from store.many.judging import judge, status_counts
from store.many.statement import Question
from store.reads.view import PRESET


def add_to(line: CommandLine) -> None:
    line.read(
        "export", _export,
        "导出一个地区的目标和数据,供上级接收:不含账号、密码和原表,经办人换成地区名称;分管领导和文字说明照带",
        arg("--out", "文件夹;其中为每个地区建一个", type=Path, required=True, metavar="FOLDER"),
    )  # fmt: skip
    line.command(
        "import", _import, "接收下级地区导出的数据",
        arg("folder", "导出的文件夹,一个地区的或多个地区的", type=Path, metavar="FOLDER"),
        arg("--code", "导出时显示的核对码;写了以后,不符的不接收", default=""),
        arg("--add-region", "本库没有登记的地区也接收", action="store_true"), signed(),
    )  # fmt: skip
    line.command(
        "judge", _judge, "由导出的文件夹判定各地区某月的状态,不需要数据文件",
        arg("folder", "各地区导出到的文件夹", type=Path, metavar="FOLDER"), MONTH,
        arg("--preset", "判定标准:standard 或 lights", default=PRESET), AS_OF,
        arg("--out", "各地区各子项的状态另存为 Parquet 文件", type=Path, metavar="FILE"), while_running=False,
    )  # fmt: skip


def _export(store: Store, options: argparse.Namespace) -> Answer:
    given = give(store, options.out)
    facts = {"region": given.region, "folder": str(given.folder), "rows": given.rows, "code": given.code}
    return facts, f"已导出{given.name}的{given.rows:,}行到 {given.folder},核对码 {given.code}。"


def _import(options: argparse.Namespace) -> int:
    parts = folders.parts(options.folder)
    if options.code and len(parts) > 1:
        raise UserError("写核对码的,一次接收一个地区。", title="参数有误")
    with opened(options.db, is_planted=False) as store:
        told = [_taken(store, part, options) for part in parts]
    refused = [row["refused"] for row in told if row["refused"]]
    say(options, told, "\n".join(map(_taken_words, (row for row in told if not row["refused"]))))
    if refused and not options.json:
        print(*refused, sep="\n", file=sys.stderr)
    return 2 if refused else 0


def _taken(store: Store, part: Path, options: argparse.Namespace) -> Record:
    """Each region is an act of its own: one that is refused holds up no other."""
    try:
        by = at_the_machine(options.by)
        taken = take(store, part, by, store.now(), code=options.code, is_new=options.add_region)
    except UserError as error:
        return {"folder": str(part), "rows": 0, "refused": error.message}
    return {
        "folder": str(part), "region": taken.region, "name": taken.name, "made_at": taken.made_at.isoformat(),
        "rows": taken.rows, "refused": None,
    }  # fmt: skip


def _taken_words(row: Record) -> str:
    added = f"已接收,新增{row['rows']:,}行。" if row["rows"] else "此前已接收,没有新的。"
    return f"{row['name']}截至{row['made_at'].replace('T', ' ')}:{added}"


def _judge(options: argparse.Namespace) -> int:
    month = parse_month(options.month)
    question = Question(month, month, options.preset, moment_of(options))
    rows = judge(options.folder, question, None if options.out else status_counts)
    if options.out:
        try:
            rows.to_parquet(options.out, index=False)
        except OSError as error:
            raise UserError(f"文件 {options.out} 无法写入({disk.reason(error)})。", title="没有另存") from error
        rows = status_counts(rows)
    counts: dict[str, dict[str, int]] = {}
    for region, status, number in rows.itertuples(index=False):
        counts.setdefault(region, dict.fromkeys(terms.STATUS_CODES, 0))[status] = int(number)
    told = lines(
        (region, *(f"{terms.STATUSES[status].word}{number}" for status, number in own.items()))
        for region, own in counts.items()
    )
    say(options, [{"region": region, "counts": own} for region, own in counts.items()], told)
    return 0
