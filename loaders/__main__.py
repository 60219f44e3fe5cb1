"""`python -m loaders …`: check, actuals, targets, template, report, demo. One sentence and exit 2 for a bad request."""

import argparse
import datetime as dt
import getpass
import json
import sys
from pathlib import Path
from typing import Any

from loaders.actuals import Checked, check_files, unit_or_sentence
from loaders.commit import Receipt, commit, known
from loaders.demo import load_demo
from loaders.template import file_name, template
from metrics.errors import UserError
from metrics.periods import month_code, month_name, parse_month
from store.opening import opened


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
        write_file(path, content)
    _say(options, {"files": [str(path) for path in made]}, f"已生成{len(made)}份模板:{options.out}。")
    return 0


def write_file(path: Path, content: bytes) -> None:
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
