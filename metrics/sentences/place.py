"""A place, as everything that is printed calls it: its names, its office, and the words of its level."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Level:
    """The words of a level: what it is, all of it, what is its own, who governs it, its office's usual ending."""

    word: str
    whole: str
    rank: str
    government: str
    office: str
    above: str  # the level above it, where no parent is recorded


LEVELS = {
    "subdistrict": Level("街道", "全街道", "街道", "街道办事处", "办事处", "district"),
    "town": Level("镇", "全镇", "镇级", "镇政府", "人民政府", "county"),
    "township": Level("乡", "全乡", "乡级", "乡政府", "人民政府", "county"),
    "county": Level("县", "全县", "县级", "县政府", "人民政府办公室", "city"),
    "banner": Level("旗", "全旗", "旗级", "旗政府", "人民政府办公室", "city"),
    "district": Level("区", "全区", "区级", "区政府", "人民政府办公室", "city"),
    "city": Level("市", "全市", "市级", "市政府", "人民政府办公室", "province"),
    "province": Level("省", "全省", "省级", "省政府", "人民政府办公厅", "country"),
    "country": Level("国", "全国", "国家级", "国务院", "国务院办公厅", "country"),
}
LETTERHEAD = "督查通报"  # where a place has no 版头 of its own
SYSTEM = "目标进展系统"  # who made a file, in its properties, behind the place's name
SUBJECT = "目标进度"  # what all screens are about


@dataclass(frozen=True)
class Place:
    """A region under its code of GB/T 2260. `mark`: 发文机关代字, None where its notices bear none.

    `first_year`: the first year whose targets are kept; None for a place that is only known as another's parent.
    """

    code: str
    name: str
    short_name: str
    level: Level
    above: Level
    office: str
    letterhead: str
    mark: str | None = None
    first_year: int | None = None
    parent_code: str | None = None

    @property
    def whole(self) -> str:
        """`全区`."""
        return self.level.whole

    @property
    def rank(self) -> str:
        """`区级`."""
        return self.level.rank

    @property
    def government(self) -> str:
        """`区政府`."""
        return self.level.government

    @property
    def parent_whole(self) -> str:
        """`全市`: how the names of the parent's figures begin."""
        return self.above.whole

    @property
    def targets(self) -> str:
        """`全区目标`."""
        return f"{self.whole}目标"

    def file_name(self, name: str) -> str:
        """`示例区_2026年度目标.xlsx`: what is taken from here bears the place's name, so that two districts' differ."""
        return f"{self.short_name}_{name}"

    @property
    def title(self) -> str:
        """`示例区目标进度`."""
        return f"{self.short_name}{SUBJECT}"

    @property
    def maker(self) -> str:
        """`示例区目标进展系统`."""
        return f"{self.short_name}{SYSTEM}"

    @property
    def stems(self) -> tuple[str, ...]:
        """What may stand before a unit's own name: `示例` before `区教育局`, the longest first."""
        word = self.level.word
        return tuple(name.removesuffix(word) for name in (self.name, self.short_name) if name.removesuffix(word))
