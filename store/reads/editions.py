"""Editions (期): a month, a preset and a moment under a number, so that what a briefing said can be had again.

An edition keeps no figures. It is its moment: `Store` lets nothing become known at or before it afterwards.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from metrics.errors import UserError
from metrics.periods import month_name, span_name
from metrics.sentences.place import Place
from store.engine.reader import Reader
from store.engine.records import Record, records
from store.reads.places import place
from store.reads.view import REGION, View

UNNUMBERED = "未定期"  # what is looked at before it has a number
# Parts of a notice that an office may leave out.
PARTS = ("经济指标", "变化事项", "主要问题", "年底预计", "存疑数据", "数据更正", "工作要求")


@dataclass(frozen=True)
class Letter:
    """What a clerk types for a notice: 主送, 抄送, 发文字号, 签发 and a deadline. What is empty is not printed.

    `requirements`: of the office's own; `left_out`: of PARTS.
    """

    addressees: str = ""
    copies: str = ""
    document_no: str = ""
    signed_by: str = ""
    requirements: tuple[str, ...] = ()
    deadline: dt.date | None = None
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edition:
    """The frozen state that a briefing is made from. `number` None: the figures as they are, not frozen yet.

    `number` runs on in a region and is its address; `issue` is what is printed as 第N期, and begins anew with each year
    in which notices of one name are printed. Of a draft it is the next one.
    """

    number: int | None
    view: View
    title: str
    bulletin: str
    office: str
    made_by: str
    made_at: dt.datetime
    letter: Letter = field(default_factory=Letter)
    issue: int = 1

    @property
    def name(self) -> str:
        """`第7期`, or 未定期."""
        return UNNUMBERED if self.number is None else f"第{self.issue}期"

    @property
    def label(self) -> str:
        """`第7期 2023年9月`, as a list of editions shows it."""
        return f"{self.name} {month_name(self.view.month)}"


def default_title(month: dt.date, of: Place) -> str:
    """`关于2023年1–9月全区目标任务进展情况的通报`."""
    return f"关于{month.year}年{span_name(month)}{of.whole}目标任务进展情况的通报"


def draft(reader: Reader, view: View, by: str, at: dt.datetime) -> Edition:
    """The edition that `publish` would make now, with the head of the one before, and without a number.

    Where the place's own head was changed since, that counts. It goes to the same offices as the one before.
    """
    own = place(reader, view.region)
    bulletin, office, letter = own.letterhead, own.office, Letter()
    for before in editions(reader, view.region)[:1]:
        then = place(reader, view.region, before.view.as_of)
        bulletin = before.bulletin if then.letterhead == own.letterhead else bulletin
        office = before.office if then.office == own.office else office
        letter = replace(letter, addressees=before.letter.addressees, copies=before.letter.copies)
    issue = next_issue(editions(reader, view.region), bulletin, at.year)
    return Edition(None, view, default_title(view.month, own), bulletin, office, by, at, letter, issue)


def issues(known: Sequence[Edition], bulletin: str, year: int) -> set[int]:
    """The 期 that notices of a name have been printed under in a year."""
    return {one.issue for one in known if (one.bulletin, one.made_at.year) == (bulletin, year)}


def next_issue(known: Sequence[Edition], bulletin: str, year: int) -> int:
    """The 期 that the next notice of a name has in a year."""
    return 1 + max(issues(known, bulletin, year), default=0)


def editions(reader: Reader, region: str = REGION) -> list[Edition]:
    """All editions of a region, the newest first."""
    return [
        Edition(
            row["edition_no"], View(row["month"], region, row["preset"], row["frozen_at"]),
            row["title"], row["bulletin"], row["office"], row["made_by"], row["made_at"], _letter(row), row["issue_no"],
        )
        for row in records(reader.query("edition_list", region=region))
    ]  # fmt: skip


def _letter(row: Record) -> Letter:
    requirements, left_out = (tuple((row[name] or "").splitlines()) for name in ("requirements", "left_out"))
    return Letter(
        row["addressees"] or "", row["copies"] or "", row["document_no"] or "", row["signed_by"] or "",
        requirements, row["deadline"], left_out,
    )  # fmt: skip


def edition(reader: Reader, number: int, region: str = REGION) -> Edition:
    """The edition of a number. Raises UserError where there is none."""
    return chosen(editions(reader, region), number)


def chosen(known: Sequence[Edition], number: int) -> Edition:
    """`edition` out of all of a region's."""
    found = {one.number: one for one in known}
    if number not in found:
        have = f"现有编号1至{len(found)}" if found else "还没有定过期"
        raise UserError(f"没有编号为{number}的简报,{have}。", title="期号有误")
    return found[number]


def before(reader: Reader, edition: Edition) -> Edition | None:
    """The edition that a briefing is compared with, None for none.

    Of those numbered before it and of no later month, the one of the nearest month, and of that month the last.
    """
    earlier = [
        one for one in editions(reader, edition.view.region)
        if (edition.number is None or (one.number or 0) < edition.number) and one.view.month <= edition.view.month
    ]  # fmt: skip
    return max(earlier, key=lambda one: (one.view.month, one.number or 0), default=None)
