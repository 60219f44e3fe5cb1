"""`python -m loaders …`: check, actuals, targets, template, report, demo. One sentence and exit 2 for a bad request."""

import argparse
import datetime as dt
import getpass
import json
import sys
from pathlib import Path
from typing import Any

from loaders.actuals import Checked, check_files, file_content, unit_or_sentence
from loaders.commit import Receipt, commit, known
from loaders.commit_targets import commit_targets, read_targets, targets_workbook
from loaders.demo import load_demo
from loaders.report import report_text, report_workbook, target_rows
from loaders.targets import CheckedTargets
from loaders.template import file_name, template
from metrics.errors import UserError
from metrics.periods import month_code, month_name, parse_month
from store.opening import opened

_TABLES = {"item": "事项", "measure": "指标", "target": "目标", "plan": "序时进度"}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 clean, 1 doubts, 2 errors or a bad request."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except UserError as error:
        words = json.dumps({"error": error.message}, ensure_ascii=False) if options.json else error.message
        print(words, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--db", type=Path, help="数据文件,默认 data/local/dashboard.duckdb")
    common.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser = argparse.ArgumentParser(prog="python -m loaders", description="报送表的检查、入库与模板")
    commands = parser.add_subparsers(required=True, metavar="命令")

    def command(name: str, run: Any, summary: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, parents=[common], help=summary, description=summary)
        added.set_defaults(run=run)
        return added

    for name, run, summary in (("check", _check, "检查月报,不入库"), ("actuals", _actuals, "检查月报并入库")):
        added = command(name, run, summary)
        added.add_argument("files", type=Path, nargs="+", metavar="FILE", help="月报文件(.xlsx)")
        added.add_argument("--month", required=True, help="月份,如 2023-09")
        added.add_argument("--unit", help="报送单位,默认以文件所写为准")
        if name == "actuals":
            added.add_argument("--accept-doubts", default="", metavar="REASON", help="疑问数据核对无误的原因")
            added.add_argument("--by", default=getpass.getuser(), metavar="NAME", help="经办人")
    made = command("template", _template, "生成月报模板")
    made.add_argument("--unit", help="单位;不写则每个单位一份,放入 --out 文件夹")
    made.add_argument("--month", required=True, help="月份,如 2023-09")
    made.add_argument("--out", type=Path, required=True, help="模板文件;不写单位时为文件夹")
    goals = command("targets", _targets, "导入年度目标工作簿,或导出现有目标")
    goals.add_argument("file", type=Path, metavar="FILE", help="年度目标工作簿(.xlsx)")
    goals.add_argument("--year", type=int, required=True, help="年度,如 2024")
    goals.add_argument("--export", action="store_true", help="不导入,把该年度现有目标写入 FILE")
    goals.add_argument("--by", default=getpass.getuser(), metavar="NAME", help="经办人")
    text = command("report", _report, "政府工作报告文本 → 待审核的年度目标工作簿")
    text.add_argument("file", type=Path, metavar="FILE", help="报告文本(.txt)")
    text.add_argument("--year", type=int, required=True, help="年度,如 2023")
    text.add_argument("--out", type=Path, required=True, help="要写的工作簿(.xlsx)")
    command("demo", _demo, "生成并载入2023年1–9月演示数据")
    return parser


def _check(options: argparse.Namespace) -> int:
    with opened(options.db) as store:
        results = check_files(options.files, known(store, parse_month(options.month)), options.unit)
    if options.json:
        _print_json([result.as_json() for result in results])
    else:
        for result in results:
            _print_check(result)
    return max(result.exit_code for result in results)


def _actuals(options: argparse.Namespace) -> int:
    """Each file is one transaction of its own; the exit code is that of the worst."""
    codes, answers = [], []
    with opened(options.db) as store:
        known_now = known(store, parse_month(options.month))
        for result in check_files(options.files, known_now, options.unit):
            receipt: Receipt | None = None
            refusal = ""
            code = 0
            try:
                receipt = commit(store, result, options.by, _now(), options.accept_doubts)
            except UserError as error:
                refusal, code = error.message, result.exit_code or 2
            codes.append(code)
            answers.append({**result.as_json(), "receipt": _receipt_json(receipt), "refused": refusal or None})
            if not options.json:
                _print_check(result)
                print(refusal or _receipt_sentence(receipt))
    if options.json:
        _print_json(answers)
    return max(codes)


def _template(options: argparse.Namespace) -> int:
    with opened(options.db) as store:
        known_now = known(store, parse_month(options.month))
    if options.unit:
        unit = unit_or_sentence(known_now, options.unit)
        if not known_now.asked_of(unit.unit_id):
            raise UserError(f"{unit.name}在{month_name(known_now.month)}没有需要报送的事项。", title="没有模板")
        made = {options.out: template(known_now, unit)}
    else:
        made = {options.out / file_name(known_now, unit): template(known_now, unit) for unit in known_now.suppliers()}
    for path, content in made.items():
        _write_file(path, content)
    _say(options, {"files": [str(path) for path in made]}, f"已生成{len(made)}份模板:{options.out}。")
    return 0


def _targets(options: argparse.Namespace) -> int:
    with opened(options.db) as store:
        if options.export:
            _write_file(options.file, targets_workbook(store, options.year))
            _say(options, {"file": str(options.file)}, f"已导出{options.year}年度目标:{options.file}。")
            return 0
        content = file_content(options.file)
        checked = read_targets(store, content, options.file.name, options.year)
        if checked.errors:
            return _say_issues(options, checked)
        counts = commit_targets(store, checked, options.by, _now())
    changed = "、".join(f"{_TABLES[table]}{count}行" for table, count in counts.items() if count)
    sentence = f"已导入{options.year}年度目标:{changed}。" if changed else "与现有目标完全相同,没有改动。"
    _say(options, {"year": options.year, "rows": counts, "issues": []}, sentence)
    return 0


def _say_issues(options: argparse.Namespace, checked: CheckedTargets) -> int:
    if options.json:
        issues = [found.as_json() for found in checked.issues]
        print(json.dumps({"year": options.year, "rows": None, "issues": issues}, ensure_ascii=False, indent=1))
    else:
        print(f"{checked.file_name}:错误{len(checked.errors)}处,没有导入")
        for found in checked.issues:
            print(f"  {'错误' if found.is_error else '疑问'} {found.sentence}")
    return 2


def _report(options: argparse.Namespace) -> int:
    rows = target_rows(report_text(options.file), options.year)
    _write_file(options.out, report_workbook(rows, options.year))
    items = len({(row["series"], row["item_no"]) for row in rows})
    facts = {"file": str(options.out), "items": items, "rows": len(rows)}
    _say(options, facts, f"已整理出{items}个事项、{len(rows)}个数字,待审核:{options.out}。")
    return 0


def _write_file(path: Path, content: bytes) -> None:
    """Write a file and the folders above it. Raises UserError where that is not possible."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise UserError(f"文件 {path} 无法写入({error.strerror})。", title="没有写入") from None


def _demo(options: argparse.Namespace) -> int:
    with opened(options.db) as store:
        summary = load_demo(store)
    _say(options, vars(summary), summary.sentence)
    return 0


def _print_check(result: Checked) -> None:
    unit = result.unit.name if result.unit else "单位不明"
    filled = sum(row.is_figure for row in result.rows)
    print(f"{result.file_name}:{unit},{month_name(result.known.month)},读到{filled}个数据,"
          f"错误{len(result.errors)}处,疑问{len(result.doubts)}处")  # fmt: skip
    for found in result.issues:
        print(f"  {'错误' if found.is_error else '疑问'} {found.sentence}")
    if result.missing:
        names = "、".join(measure.full_name for measure in result.missing[:5])
        more = f"等{len(result.missing)}项" if len(result.missing) > 5 else ""
        print(f"  未填 {names}{more}")


def _receipt_sentence(receipt: Receipt | None) -> str:
    assert receipt is not None
    if not receipt.is_new:
        return f"这个文件已于第{receipt.number}号报送入库,内容完全相同,没有改动。"
    return f"已入库:第{receipt.number}号报送,{receipt.unit},{month_name(receipt.month)},{receipt.row_count}行。"


def _receipt_json(receipt: Receipt | None) -> dict[str, Any] | None:
    if receipt is None:
        return None
    return {**vars(receipt), "month": month_code(receipt.month)}


def _print_json(answers: list[dict[str, Any]]) -> None:
    """One file's answer as it is, several as a list."""
    print(json.dumps(answers[0] if len(answers) == 1 else answers, ensure_ascii=False, indent=1))


def _say(options: argparse.Namespace, facts: dict[str, Any], sentence: str) -> None:
    print(json.dumps(facts, ensure_ascii=False) if options.json else sentence)


def _now() -> dt.datetime:
    return dt.datetime.now().replace(microsecond=0)


if __name__ == "__main__":
    sys.exit(main())
