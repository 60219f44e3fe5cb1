"""`python -m loaders …`: check, actuals, targets, template, report, units, demo. One sentence and 2 if refused."""

import argparse
import json
import sys
from pathlib import Path

from loaders.accept.approval import own_reasons
from loaders.accept.commit import Receipt, commit
from loaders.accept.standing import month_register
from loaders.accept.trial import is_future, judged
from loaders.check.actuals import Checked, check_files, unit_or_sentence
from loaders.check.result import NOT_OURS
from loaders.commands import targets as year
from loaders.commands.words import print_check, print_json, receipt_json, receipt_sentence
from loaders.demo.demo import load_demo
from loaders.demo.sample import sample
from loaders.marking.marked_copy import marked
from loaders.register import Register
from loaders.report.units import rows_of_file
from loaders.table.layout import IGNORE
from loaders.table.questions import Answers, field_named
from loaders.targets.commit import DEFAULT_REASON
from loaders.template.template import file_name, template
from metrics.errors import UserError
from metrics.periods import month_name, parse_month
from store.acts.rights import at_the_machine
from store.commands.command_line import CommandLine, say
from store.engine.lending import user_name
from store.engine.opening import opened
from store.engine.store import Store
from store.reads.submissions import has_demo
from store.years.unit_list import units_of_rows

_NOT_OURS = (NOT_OURS, "-", IGNORE)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 clean, 1 doubts, 2 errors or a bad request."""
    return _commands().run(arguments)


def _commands() -> CommandLine:
    line = CommandLine("python -m loaders", "报送表的检查、入库与模板")
    for name, run, summary in (("check", _check, "检查月报,不入库"), ("actuals", _actuals, "检查月报并入库")):
        added = line.command(name, run, summary)
        added.add_argument("files", type=Path, nargs="+", metavar="FILE", help="月报文件(.xlsx、.xls、.et、.ods、.csv)")
        added.add_argument("--month", required=True, help="月份,如 2023-09")
        _may_be_future(added)
        added.add_argument("--unit", help="报送单位,默认以文件所写为准")
        added.add_argument("--column", action="append", default=[], metavar="列名=含义", help="指明一列的含义,可多次")
        added.add_argument(
            "--row", action="append", default=[], metavar="表!单元格=编码", help="指明一行对应的指标,可多次"
        )
        if name == "check":
            added.add_argument("--marked", type=Path, metavar="OUT.xlsx", help="把标注了问题的原表写到这里")
        else:
            added.add_argument(
                "--accept-doubts", default="", metavar="REASON", help="疑问核对无误的原因,变动异常的数据除外"
            )
            added.add_argument(
                "--doubt", action="append", default=[], metavar="编码=原因", help="一个疑问数据的原因,可多次"
            )
            added.add_argument("--by", default=user_name(), metavar="NAME", help="经办人")
            added.add_argument("--keep-demo", action="store_true", help="保留演示数据,与正式数据混在一起")
    made = line.command("template", _template, "生成月报模板")
    made.add_argument("--unit", help="单位;不写则每个单位一份,放入 --out 文件夹")
    made.add_argument("--month", required=True, help="月份,如 2023-09")
    _may_be_future(made)
    made.add_argument("--out", type=Path, required=True, help="模板文件,或放模板的文件夹;不写单位时为文件夹")
    goals = line.command("targets", year.targets, "导入年度目标工作簿,或导出现有目标")
    goals.add_argument("file", type=Path, metavar="FILE", help="年度目标工作簿(.xlsx)")
    goals.add_argument("--year", type=int, required=True, help="年度,如 2024")
    instead = goals.add_mutually_exclusive_group()
    instead.add_argument("--check", action="store_true", help="只检查和预览,不导入")
    instead.add_argument("--export", action="store_true", help="不导入,把该年度现有目标写入 FILE")
    instead.add_argument("--blank", action="store_true", help="不导入,把待填的空白工作簿写入 FILE")
    goals.add_argument("--from", dest="valid_from", metavar="MONTH", help=year.FROM)
    goals.add_argument("--reason", default=DEFAULT_REASON, help="原因")
    goals.add_argument("--accept-doubts", default="", metavar="REASON", help="疑问目标核对无误的原因")
    goals.add_argument("--by", default=user_name(), metavar="NAME", help="经办人")
    text = line.command("report", year.report, "政府工作报告、民生实事清单或任务分解表 → 待审核的年度目标工作簿")
    text.add_argument("file", type=Path, metavar="FILE", help="报告文件(.docx、.pdf、.html、.txt、.xlsx)")
    text.add_argument("--year", type=int, required=True, help="年度,如 2023")
    text.add_argument("--out", type=Path, required=True, help="要写的工作簿(.xlsx)")
    text.add_argument("--column", action="append", default=[], metavar="列名=含义", help=year.COLUMNS)
    named = line.command("units", _units, "单位名单读成什么样(.txt、.csv、.xlsx)")
    named.add_argument("file", type=Path, metavar="FILE", help="单位名单")
    named.add_argument("--cells", action="store_true", help="只要各行的单元格,不论是什么名单")
    line.command("demo", _demo, "生成并载入演示数据")
    return line


def _checked(options: argparse.Namespace, store: Store) -> list[Checked]:
    register = month_register(store, parse_month(options.month))
    results = check_files(options.files, register, options.unit, _answers(options))
    return [judged(store, result, store.now(), allow_future=options.allow_future) for result in results]


def _answers(options: argparse.Namespace) -> Answers:
    columns = {key: field_named(words) for key, words in map(_pair, options.column)}
    rows = {key: IGNORE if code in _NOT_OURS else code for key, code in map(_pair, options.row)}
    return Answers(columns, rows)


def _pair(text: str) -> tuple[str, str]:
    key, separator, value = text.rpartition("=")
    if not separator or not key.strip() or not value.strip():
        raise UserError(f"“{text}”应写成“名称=含义”。", title="参数有误")
    return key.strip(), value.strip()


def _pair_first(text: str) -> tuple[str, str]:
    """`_pair` of a code and words, which may hold any sign."""
    key, separator, value = text.partition("=")
    if not separator or not key.strip() or not value.strip():
        raise UserError(f"“{text}”应写成“编码=原因”。", title="参数有误")
    return key.strip(), value.strip()


def _check(options: argparse.Namespace) -> int:
    if options.marked and len(options.files) > 1:
        raise UserError("--marked 一次只能标注一个文件。", title="参数有误")
    with opened(options.db, options.region) as store:
        results = _checked(options, store)
    if options.marked:
        year.write_file(options.marked, marked(results[0]))
    if options.json:
        print_json([result.as_json() for result in results])
    else:
        for result in results:
            print_check(result)
        if options.marked:
            print(f"标注了问题的表:{options.marked}")
    return max(result.exit_code for result in results)


def _ask_for_demo(options: argparse.Namespace, store: Store) -> None:
    """Real figures go over sample data only where somebody said so. Raises UserError where nobody did."""
    year_no = parse_month(options.month).year
    if not options.keep_demo and has_demo(store, year=year_no):
        raise UserError(
            f"系统中还有{year_no}年演示数据,没有入库。请先清除(python -m store drop-demo);"
            "要与正式数据混在一起,加 --keep-demo。",
            title="演示数据",
        )


def _actuals(options: argparse.Namespace) -> int:
    """Each file is one transaction of its own; the exit code is that of the worst."""
    codes, answers = [], []
    with opened(options.db, options.region) as store:
        _ask_for_demo(options, store)
        reasons = own_reasons(store, dict(map(_pair_first, options.doubt)), parse_month(options.month).year)
        for result in _checked(options, store):
            receipt: Receipt | None = None
            refusal, code = "", 0
            try:
                receipt = commit(store, result, at_the_machine(options.by), store.now(), options.accept_doubts, reasons)
            except UserError as error:
                refusal, code = error.message, result.exit_code or 2
            codes.append(code)
            answers.append({**result.as_json(), "receipt": receipt_json(receipt), "refused": refusal or None})
            if not options.json:
                print_check(result)
                print(receipt_sentence(receipt) if receipt else refusal)
    if options.json:
        print_json(answers)
    return max(codes)


def _may_be_future(command: argparse.ArgumentParser) -> None:
    command.add_argument("--allow-future", action="store_true", help="月份还没有到也照办")


def _template(options: argparse.Namespace) -> int:
    month = parse_month(options.month)
    with opened(options.db, options.region) as store:
        if is_future(month, store.now()) and not options.allow_future:
            raise UserError(
                f"{month_name(month)}还没有到,请核对月份;确需提前生成的加 --allow-future。", title="没有模板"
            )
        register = month_register(store, month)
    made = _templates(register, options)
    for path, content in made.items():
        year.write_file(path, content)
    say(options, {"files": [str(path) for path in made]}, f"已生成{len(made)}份模板:{options.out}。")
    return 0


def _templates(register: Register, options: argparse.Namespace) -> dict[Path, bytes]:
    if not options.unit:
        return {options.out / file_name(register, unit): template(register, unit) for unit in register.suppliers()}
    unit = unit_or_sentence(register, options.unit)
    if not register.asked_of(unit.unit_id):
        raise UserError(f"{unit.name}在{month_name(register.month)}没有需要报送的事项。", title="没有模板")
    out: Path = options.out
    is_file = out.suffix.lower() == ".xlsx" and not out.is_dir()
    return {out if is_file else out / file_name(register, unit): template(register, unit)}


def _units(options: argparse.Namespace) -> int:
    try:
        content = options.file.read_bytes()
    except OSError:
        raise UserError(f"没有找到单位名单 {options.file},或不能读取。", title="名单有误") from None
    rows = rows_of_file(content, options.file.name)
    units = [] if options.cells else units_of_rows(rows, options.file.name)
    lines = rows if options.cells else [[unit.name, *unit.aliases] for unit in units]
    if not options.json:
        print(*(",".join(line) for line in lines), sep="\n")
    elif options.cells:
        print(json.dumps(lines, ensure_ascii=False))
    else:
        print_json([{"name": unit.name, "aliases": list(unit.aliases)} for unit in units])
    return 0


def _demo(options: argparse.Namespace) -> int:
    if options.region not in (None, sample().region):
        raise UserError(f"演示数据只属于{sample().region},不属于{options.region},没有载入。", title="没有载入")
    with opened(options.db, options.region) as store:
        summary = load_demo(store)
    say(options, vars(summary), summary.sentence)
    return 0


if __name__ == "__main__":
    sys.exit(main())
