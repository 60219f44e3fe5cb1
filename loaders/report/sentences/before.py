"""What a clause's figures count, by what the sentence has named before them: 新建3个、提升2个; 均增长7%."""

import re
from dataclasses import dataclass

from loaders.prose.figures import Figure
from loaders.report.sentences import names
from loaders.report.sentences.proposals import Proposal


@dataclass(frozen=True)
class Before:
    """What the entry has proposed so far, and where the sentence begins that is being read."""

    proposals: list[Proposal]
    start: int

    def names(self, led: str, run: list[Figure], after: str, verb: str, subject: str) -> list[tuple[Figure, str]]:
        """The run's figures, each with its name; one figure for several (均增长7%) stands several times."""
        lead, kind = names.stripped(led)
        common = re.sub(r"(?:均|都|各|分别)$", "", lead)
        if len(run) > 1 and (parts := names.parts(common, len(run))):
            return list(zip(run, [names.of_what(names.clipped(part), parts[0]) for part in parts], strict=True))
        if len(run) == 1 and re.search(
            r"(?:均|都)(?:实现|保持|要)?(?:增长|提高|达到?|不低于|下降|超过|突破|在)?\S{0,4}$|(?<!、)各$", led
        ):
            count = 2 if "城乡居民" in common else len(re.split("[、和]", common))
            if 2 <= count <= 4 and (parts := names.parts(common, count)):
                return [(run[0], names.clipped(part)) for part in parts]
        if (
            len(run) > 1 and kind == "growth" and not lead and "分别" in led
        ):  # 接待游客2600万人次、总花费210亿元,分别增长9%、11%
            above = [one.name for one in self.proposals[-len(run) :] if self.start <= one.offset]
            if len(above) == len(run):
                return list(zip(run, above, strict=True))
        is_change = len(run) == 1 and run[0].unit == "%" and kind in ("growth", "fall")
        if is_change and "城乡居民" in common and (parts := names.parts(common, 2)):
            return [(run[0], names.clipped(part)) for part in parts]
        made: list[tuple[Figure, str]] = []
        last = self.last(run[0].offset)
        if last is not None and led.endswith("提升") and not lead and "%" not in run[0].unit:  # 新建3个、提升2个
            return [(figure, names.clipped(f"提升{names.thing_of(last.name)}")) for figure in run]
        if last is not None and (lead in ("", "全区", "全县", "全市") and (kind or not names.noun_after(after))):
            bare = re.sub(r"(?:增速|降幅|涨幅)$", "", last.name)
            ending = "" if kind or run[0].unit == "%" else "总数" if run[0].unit == last.unit else f"({run[0].unit})"
            return [(figure, f"{bare}{ending if len(run) == 1 else f'({figure.text})'}") for figure in run]
        for number, figure in enumerate(run):
            own_after = after if number == len(run) - 1 else ""
            name = names.name(led, own_after, verb, is_count=figure.unit not in ("%", "个百分点", "元", "万元", "亿元"))
            name = self.of_what(name, figure.offset, subject)
            made.append((figure, name if number == 0 else f"{made[0][1]}({figure.unit or figure.text})"))
        return made

    def of_what(self, name: str, offset: int, subject: str) -> str:
        """A name that says no more than 增速 or 产值, with what the sentence is about."""
        if last := self.last(offset):
            return names.of_what(name, last.name)
        return names.of_what(name, names.thing_of(names.stripped(subject)[0])) if subject else name

    def done_to(self, figure: Figure, doing: str) -> str:
        """新开工工业项目25个、竣工18个: what the second counts is called by the first, in the same unit; else ""."""
        last = self.proposals[-2] if len(self.proposals) > 1 else None
        if last is None or last.unit != figure.unit or not self.start <= last.offset < figure.offset:
            return ""
        thing = re.sub("(?:新?开工|竣工|完工|建成|投产|新增)$", "", names.thing_of(last.name))
        return names.clipped(f"{doing}{thing}") if len(thing) > 1 else ""

    def last(self, offset: int) -> Proposal | None:
        """What the same sentence has proposed last, before a place in it."""
        last = self.proposals[-1] if self.proposals else None
        return last if last is not None and self.start <= last.offset < offset else None
