"""`python -m briefing`: an edition's files into a folder; without `--edition` the month is given the next number."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from briefing import material as materials
from briefing.material import Material
from briefing.pack import Product, products
from metrics.errors import UserError
from metrics.periods import month_code, parse_month
from store.acts.publishing import publish
from store.acts.rights import at_the_machine
from store.commands.command_line import SingleCommand, say
from store.engine.lending import user_name
from store.engine.opening import opened
from store.engine.store import Store
from store.reads import editions
from store.reads.editions import Edition
from store.reads.view import View, preset_in_use


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    line = SingleCommand("python -m briefing", "为某月定期,并生成通报、幻灯片、总表和图片", _brief)
    line.parser.add_argument("--month", required=True, help="月份,如 2023-09")
    line.parser.add_argument("--out", type=Path, required=True, help="放文件的文件夹")
    line.parser.add_argument("--edition", type=int, metavar="N", help="按已定的第N期重新生成,不另定期")
    line.parser.add_argument("--title", help="标题;不写则按月份拟定")
    line.parser.add_argument("--preset", help="判定标准:standard 或 lights;不写则为现用的")
    line.parser.add_argument("--by", default=user_name(), metavar="NAME", help="经办人")
    return line.run(arguments)


def _brief(options: argparse.Namespace) -> int:
    _make_folder(options.out)  # before a number is given
    with opened(options.db, options.region) as store:
        edition = _edition(store, options)
        material = materials.take(store, edition)
        written = [_write(options.out, product, material) for product in products(store, material)]
    facts = {
        "edition": edition.number,
        "month": month_code(edition.view.month),
        "as_of": edition.view.as_of.isoformat(),
        "files": [str(file) for file in written],
    }
    say(options, facts, "\n".join([f"{edition.name} {edition.title}", *map(str, written)]))
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
        titled = replace(draft, title=options.title) if options.title else draft
        return publish(store, titled, at_the_machine(options.by), now)
    if options.title or options.preset:
        raise UserError("已定的期不能改标题和判定标准,请去掉 --title、--preset。", title="参数有误")
    edition = editions.edition(store, options.edition)
    if edition.view.month != month:
        own = month_code(edition.view.month)
        raise UserError(f"第{options.edition}期是{own}的,不是{options.month}的。", title="期号有误")
    return edition


def _write(folder: Path, product: Product, material: Material) -> Path:
    file = folder / product.file_name(material)
    file.write_bytes(product.make(lambda _: None))
    return file


if __name__ == "__main__":
    sys.exit(main())
