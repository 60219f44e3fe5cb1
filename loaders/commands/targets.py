"""The commands `targets` and `report`: a year's targets in and out, and a work report's text to review."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from loaders.check.actuals import file_content
from loaders.report.naming import UnitNames
from loaders.report.reader import report_source
from loaders.report.reports import read_report
from loaders.report.source import Source
from loaders.report.structure.asking import table_questions
from loaders.report.structure.columns import MEANINGS
from loaders.report.structure.outline import Answers
from loaders.report.targets import target_rows
from loaders.report.workbook import report_workbook
from loaders.targets.commit import blank_workbook, load_of, preview_targets, read_targets, targets_workbook
from loaders.targets.targets import CheckedTargets
from metrics.errors import UserError
from metrics.periods import parse_month
from store.acts.rights import at_the_machine
from store.commands.command_line import say
from store.engine.opening import opened
from store.loads import words as preview_words
from store.loads.loads import Done, Preview, commit_load
from store.reads.places import place

_TABLES = {"item": "事项", "measure": "指标", "target": "目标", "plan": "序时进度"}
COLUMNS = "分解表(.xlsx)中没有认出的列,如 谁来干=牵头单位,可多次"
FROM = "没有写生效月份的目标自哪个月起执行,如 2024-11;默认:该年度还没有目标的为1月,已有的为当月"


def targets(options: argparse.Namespace) -> int:
    """Check a targets workbook or take it in, or write out the year's own, or a blank one.

    0 clean or loaded, 1 doubts without a reason, 2 errors.
    """
    with opened(options.db, options.region) as store:
        if options.export or options.blank:
            content = (targets_workbook if options.export else blank_workbook)(store, options.year)
            write_file(options.file, content)
            made = "已导出" if options.export else "已生成空白的"
            say(options, {"file": str(options.file)}, f"{made}{options.year}年度目标:{options.file}。")
            return 0
        start = parse_month(options.valid_from) if options.valid_from else None
        content = file_content(options.file)
        checked = read_targets(store, content, options.file.name, options.year, start=start)
        is_refused = bool(checked.errors) or (bool(checked.doubts) and not options.accept_doubts.strip())
        if options.check or is_refused:
            preview = preview_targets(store, checked, store.now())
            _say_check(options, checked, preview)
            return checked.exit_code
        load = load_of(checked, common=options.accept_doubts)
        done = commit_load(store, load, at_the_machine(options.by), store.now(), options.reason)
    _say_loaded(options, checked, done)
    return 0


def _say_check(options: argparse.Namespace, checked: CheckedTargets, preview: Preview | None) -> None:
    """What is wrong with a workbook, and what it would change."""
    if options.json:
        rows = preview.rows if options.check and preview else None
        print(json.dumps({**_facts(checked, rows), **_told(preview)}, ensure_ascii=False, indent=1))
        return
    state = "" if options.check else ",没有导入"
    print(
        f"{checked.file_name}:错误{len(checked.errors)}处"
        + (f",疑问{len(checked.doubts)}处" if checked.doubts else "")
        + state
    )
    for found in checked.issues:
        print(f"  {'错误' if found.is_error else '疑问'} {found.sentence}")
    if checked.doubts and not checked.errors and not options.check:
        print("疑问核对无误的,请用 --accept-doubts 写明原因后再导入。")
    if preview is not None:
        for line in preview_words.lines(preview):
            print(line)


def _say_loaded(options: argparse.Namespace, checked: CheckedTargets, done: Done) -> None:
    changed = "、".join(f"{_TABLES[table]}{count}行" for table, count in done.preview.rows.items() if count)
    if options.json:
        facts = {**_facts(checked, done.preview.rows), "load": done.number, **_told(done.preview)}
        print(json.dumps(facts, ensure_ascii=False))
    elif not changed:
        print("与现有目标完全相同,没有改动。")
    else:
        print(
            f"已导入{checked.year}年度目标:{changed}。"
            f"第{done.number}次载入,收回用 python -m store undo-load {done.number}。"
        )
        for line in preview_words.consequences(done.preview):
            print(line)


def _facts(checked: CheckedTargets, rows: dict[str, int] | None) -> dict[str, Any]:
    return {"year": checked.year, "rows": rows, "issues": [found.as_json() for found in checked.issues]}


def _told(preview: Preview | None) -> dict[str, Any]:
    return {"changes": None, "statuses": None} if preview is None else preview_words.as_json(preview)


def report(options: argparse.Namespace) -> int:
    """Make a workbook to review of a report; 1 where a number was not understood, or one is missing in a list."""
    source = report_source(file_content(options.file), options.file.name, None if options.json else _say_pages)
    said, asked = _columns(source, options.column)
    found = read_report(source, options.year, said)
    with opened(options.db, options.region) as store:
        whose, units = place(store).short_name, UnitNames(store, options.year)
    new_units = units.unknown(target_rows(found, options.year))
    write_file(options.out, report_workbook(found, options.year, whose, units))
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
        "unread": account.unread,
        "repeats": account.repeats,
        "not_understood": [vars(number) for number in account.not_understood],
        "new_units": new_units,
        "asked": asked,
    }
    open_ones = "".join(
        f"\n  未识别 {number.place}:“{number.figure}”({number.sentence[:60]})" for number in account.not_understood
    )
    open_ones += "".join(f"\n  {words}" for words in account.unread)
    open_ones += "".join(f"\n  没有认出列的含义 {words}" for words in asked)
    if new_units:
        open_ones += f"\n  单位名录中没有、拟新增的单位:{'、'.join(new_units)}"
    say(
        options,
        facts,
        f"{account.sentence}{open_ones}\n已整理出{len(found.items)}个事项、{found.row_count}个指标,待审核:{options.out}。",
    )
    return 0 if account.is_clean and not asked else 1


def _columns(source: Source, given: Sequence[str]) -> tuple[Answers, list[str]]:
    """What was said of the columns of a workbook in its own shape, by their headings; and the tables left unclear."""
    codes = {word: code for code, word in MEANINGS.items()}
    meant = dict(text.rpartition("=")[::2] for text in given)
    if wrong := next((word for word in meant.values() if word not in codes), None):
        raise UserError(f"列的含义“{wrong}”不在可选范围内,可写:{'、'.join(codes)}。", title="列的含义有误")
    said: dict[str, Sequence[str | None]] = {}
    asked = []
    for question in table_questions(source):
        if any(column.heading in meant for column in question.columns):
            said |= question.answer(
                [codes.get(meant.get(column.heading, ""), column.meaning) for column in question.columns]
            )
        else:
            headings = "、".join(column.heading for column in question.columns)
            asked.append(f"{question.place}:{headings},请用 --column 列名=含义 说明")
    return said, asked


def _say_pages(done: int, of: int) -> None:
    print(f"已读{done}/{of}页", file=sys.stderr)


def write_file(path: Path, content: bytes) -> None:
    """Write a file and the folders above it. Raises UserError where that is not possible."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise UserError(f"文件 {path} 无法写入({error.strerror})。", title="没有写入") from None
