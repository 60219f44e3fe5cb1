"""The commands `targets` and `report`: a year's targets in and out, and a work report's text to review."""

import argparse
import json
import sys
from pathlib import Path

from loaders.check.actuals import file_content
from loaders.report.reader import report_source
from loaders.report.reports import read_report
from loaders.report.workbook import report_workbook
from loaders.targets.commit import commit_targets, read_targets, targets_workbook
from loaders.targets.targets import CheckedTargets
from metrics.errors import UserError
from store.acts.rights import at_the_machine
from store.commands.command_line import say
from store.engine.opening import opened

_TABLES = {"item": "事项", "measure": "指标", "target": "目标", "plan": "序时进度"}


def targets(options: argparse.Namespace) -> int:
    """Take a targets workbook in, or write the year's own out."""
    with opened(options.db) as store:
        if options.export:
            write_file(options.file, targets_workbook(store, options.year))
            say(options, {"file": str(options.file)}, f"已导出{options.year}年度目标:{options.file}。")
            return 0
        content = file_content(options.file)
        checked = read_targets(store, content, options.file.name, options.year)
        if checked.errors:
            return _say_issues(options, checked)
        counts = commit_targets(store, checked, at_the_machine(options.by), store.now())
    changed = "、".join(f"{_TABLES[table]}{count}行" for table, count in counts.items() if count)
    sentence = f"已导入{options.year}年度目标:{changed}。" if changed else "与现有目标完全相同,没有改动。"
    say(options, {"year": options.year, "rows": counts, "issues": []}, sentence)
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


def report(options: argparse.Namespace) -> int:
    """Make a workbook to review of a report; 1 where a number was not understood, or one is missing in a list."""
    source = report_source(file_content(options.file), options.file.name, None if options.json else _say_pages)
    found = read_report(source, options.year)
    write_file(options.out, report_workbook(found, options.year))
    account = found.account
    facts = {
        "file": str(options.out),
        "items": len(found.items),
        "rows": found.row_count,
        "summary": account.sentence,
        "numbers": {
            "taken": account.taken,
            "skipped": len(account.skipped) - len(account.not_understood),
            "not_understood": len(account.not_understood),
        },
        "gaps": account.gaps,
        "repeats": account.repeats,
        "not_understood": [vars(number) for number in account.not_understood],
    }
    open_ones = "".join(
        f"\n  未识别 {number.place}:“{number.figure}”({number.sentence[:60]})" for number in account.not_understood
    )
    say(
        options,
        facts,
        f"{account.sentence}{open_ones}\n已整理出{len(found.items)}个事项、{found.row_count}个指标,待审核:{options.out}。",
    )
    return 0 if account.is_clean else 1


def _say_pages(done: int, of: int) -> None:
    print(f"已读{done}/{of}页", file=sys.stderr)


def write_file(path: Path, content: bytes) -> None:
    """Write a file and the folders above it. Raises UserError where that is not possible."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise UserError(f"文件 {path} 无法写入({error.strerror})。", title="没有写入") from None
