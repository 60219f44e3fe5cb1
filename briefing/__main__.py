"""`python -m briefing`: an edition's files into a folder; without `--edition` the month is given the next number."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from briefing import material as materials
from briefing.above.files import FILES, file_name
from briefing.material import Material
from briefing.notice.facts import FORMS, SHORT
from briefing.pack import ALL_PICTURES, LEADER_SHEETS, UNIT_SHEETS, WEEK, Product, products
from briefing.pictures.page import SIZES
from metrics.errors import UserError
from metrics.periods import month_code, parse_day, parse_month
from store.above.matrix import matrix
from store.acts.publishing import publish
from store.acts.rights import at_the_machine
from store.commands.command_line import SingleCommand, say
from store.commands.places import top_of
from store.engine.lending import user_name
from store.engine.opening import opened
from store.engine.store import Store
from store.reads import editions
from store.reads.editions import PARTS, Edition, Letter
from store.reads.view import View, preset_in_use

_TYPED = ("addressees", "copies", "document_no", "signed_by", "deadline", "requirement", "leave_out", "issue")


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    line = SingleCommand("python -m briefing", "为某月定期,并生成通报、幻灯片、总表和图片", _brief)
    line.parser.add_argument("--month", required=True, help="月份,如 2023-09")
    line.parser.add_argument("--out", type=Path, required=True, help="放文件的文件夹")
    line.parser.add_argument("--above", metavar="代码", help="改为生成该上级地区的各地一览:Excel、幻灯片、图片")
    line.parser.add_argument("--edition", type=int, metavar="N", help="按已定的编号为N的简报重新生成,不另定期")
    line.parser.add_argument("--issue", type=int, metavar="期号", help="印为第几期;不写则接本年同名简报的上一期")
    line.parser.add_argument("--title", help="标题;不写则按月份拟定")
    line.parser.add_argument("--form", choices=FORMS, default=SHORT, help="通报和幻灯片的篇幅,附件相同;不写则为简版")
    line.parser.add_argument("--all-pictures", action="store_true", help="另生成全部图片:各指标、事项、单位和每张图表")
    line.parser.add_argument(
        "--also", action="append", choices=(WEEK, UNIT_SHEETS, LEADER_SHEETS), help="另生成的短件,可写多次"
    )
    line.parser.add_argument("--size", choices=SIZES.values(), default=SIZES[1], help=f"图片的尺寸;不写则为{SIZES[1]}")
    line.parser.add_argument("--addressees", metavar="主送", help="主送机关,如 各镇（街道）,区级各部门;不写则同上期")
    line.parser.add_argument("--copies", metavar="抄送", help="抄送机关;不写则同上期")
    line.parser.add_argument("--document-no", metavar="文号", help="发文字号")
    line.parser.add_argument("--signed-by", metavar="签发", help="签发人")
    line.parser.add_argument("--deadline", metavar="日期", help="书面回复的期限,如 2023-10-25;不写则为定期后14天")
    line.parser.add_argument("--requirement", action="append", metavar="要求", help="另加的一条工作要求,可写多次")
    line.parser.add_argument(
        "--leave-out", action="append", metavar="部分", help=f"不写的部分,可写多次:{'、'.join(PARTS)}"
    )
    line.parser.add_argument("--preset", help="判定标准:standard 或 lights;不写则为现用的")
    line.parser.add_argument("--by", default=user_name(), metavar="NAME", help="经办人")
    return line.run(arguments)


def _brief(options: argparse.Namespace) -> int:
    _make_folder(options.out)  # before a number is given
    if options.above:
        return _above(options)
    with opened(options.db, options.region) as store:
        edition = _edition(store, options)
        material = materials.take(store, edition)
        sharpness = next(times for times, size in SIZES.items() if size == options.size)
        made = products(store, material, options.form, sharpness)
        also = {*(options.also or ()), *([ALL_PICTURES] if options.all_pictures else [])}
        wanted = [product for product in made if not product.on_demand or product.name in also]
        written = [_write(options.out, product, material) for product in wanted]
    facts = {
        "edition": edition.number,
        "issue": edition.issue,
        "month": month_code(edition.view.month),
        "as_of": edition.view.as_of.isoformat(),
        "files": [str(file) for file in written],
    }
    say(options, facts, "\n".join([f"{edition.name} {edition.title}", *map(str, written)]))
    return 0


def _above(options: argparse.Namespace) -> int:
    """The files of the regions side by side; no edition is made of them."""
    month = parse_month(options.month)
    with opened(options.db) as store:
        found, made_at = matrix(store, top_of(store, options.above), month, month.year), store.now()
    written = []
    for ending, make in FILES.values():
        written.append(options.out / file_name(found, ending))
        written[-1].write_bytes(make(found, made_at))
    say(options, {"above": found.above.code, "files": [str(file) for file in written]}, "\n".join(map(str, written)))
    return 0


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise UserError(f"{folder} 不能用作放文件的文件夹,请另指定一个。", title="文件夹有误") from None


def _edition(store: Store, options: argparse.Namespace) -> Edition:
    month = parse_month(options.month)
    if options.edition is None:
        now = store.now()
        preset = options.preset or preset_in_use(store)
        draft = editions.draft(store, View(month, preset=preset), options.by, now)
        titled = replace(draft, title=options.title or draft.title, letter=_letter(draft.letter, options))
        return publish(store, titled, at_the_machine(options.by), now, options.issue)
    if options.title or options.preset:
        raise UserError("已定的期不能改标题和判定标准,请去掉 --title、--preset。", title="参数有误")
    typed = [name for name in _TYPED if getattr(options, name)]
    if typed:
        told = "、".join(f"--{name.replace('_', '-')}" for name in typed)
        raise UserError(f"已定的期不能改文头和要求,请去掉 {told}。", title="参数有误")
    edition = editions.edition(store, options.edition)
    if edition.view.month != month:
        own = month_code(edition.view.month)
        raise UserError(f"编号{options.edition}的简报是{own}的,不是{options.month}的。", title="期号有误")
    return edition


def _letter(usual: Letter, options: argparse.Namespace) -> Letter:
    """What was typed, in the place of what an edition has without it."""
    words = {name: getattr(options, name) for name in _TYPED[:4] if getattr(options, name) is not None}
    day = parse_day(options.deadline) if options.deadline else None
    added, left_out = tuple(options.requirement or ()), tuple(options.leave_out or ())
    return replace(usual, **words, deadline=day, requirements=added, left_out=left_out)


def _write(folder: Path, product: Product, material: Material) -> Path:
    file = folder / product.file_name(material)
    file.write_bytes(product.make(lambda _: None))
    return file


if __name__ == "__main__":
    sys.exit(main())
