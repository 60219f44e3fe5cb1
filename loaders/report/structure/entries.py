"""What the structure hands to the sentences: items and paragraphs as entries, and the lists with their numbers."""

from dataclasses import dataclass, field

from loaders.report.structure.paragraphs import LeftOut, Paragraph
from loaders.report.structure.roles import masked, stretches
from loaders.report.structure.who import Roles

INDICATOR, TASK, LIVELIHOOD = "indicator", "task", "livelihood"

# Why a number in a cell or a label of its own is no target.
IN_ROLES, IN_NAME = "责任单位和时限中的数字", "事项或指标的名称"


@dataclass
class Entry:
    """An item of a list, or a paragraph of the plan. `words` keeps every character of the lines, without the number."""

    series: str
    number: int | None
    block: str  # the list's title, or ""
    section: str = ""
    subsection: str = ""
    title: str = ""  # a table's own column for it, or a heading that names the item
    pieces: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    column_roles: Roles = field(default_factory=Roles)
    is_item: bool = False  # numbered, or a table's row: without a figure it is a milestone
    aside: list[tuple[str, str]] = field(default_factory=list)  # a table's cells that hold no target, and why
    depth: int = 9
    says_roles: bool = False  # in its own lines
    shares: list[tuple[str, Roles]] = field(default_factory=list)  # who leads which of its targets, by their words
    is_more: bool = False  # more of the item above that others lead: its number is not its own
    seen: Roles = field(default_factory=Roles)  # what its lines have said of roles so far

    def add(self, text: str, place: str) -> None:
        """One more line of it."""
        self.pieces.append(text)
        self.places.append(place)
        if roles := masked(text)[1]:
            self.says_roles = True
            self.seen = self.seen.or_else(roles)

    def take_roles(self, roles: Roles, said: str = "") -> None:
        """Roles that a line of their own (`said`), or a column, gives."""
        self.column_roles = self.column_roles.or_else(roles)
        self.seen = self.seen.or_else(roles)
        self.aside += [(said, IN_ROLES)] if said else []

    @property
    def stretches(self) -> list[tuple[int, Roles]]:
        """Where the stretches of its words end that different units lead; none where one leads all."""
        return [] if self.column_roles.lead else stretches(self.words)

    @property
    def words(self) -> str:
        """All its lines; a line that begins with a comma belongs to the sentence before it."""
        text = ""
        for piece in self.pieces:
            text += piece if not text or piece[:1] in ",，、;；)）。" else f"\n{piece}"
        return text

    def read(self) -> tuple[str, Roles]:
        """The words with the roles' words blanked out, and the roles."""
        words, roles = masked(self.words)
        return words, self.column_roles.or_else(roles)


@dataclass
class Block:
    """One list: its title, and its numbers as written in the order in which they stand."""

    title: str
    mark: str
    series: str
    runs: list[list[int]] = field(default_factory=list)

    def take(self, number: int, restarts: bool) -> None:
        """One more number; counting begins anew where a section lets it."""
        if not self.runs or (restarts and number <= self.runs[-1][-1]):
            self.runs.append([])
        self.runs[-1].append(number)


@dataclass
class Outline:
    """The whole text, sorted."""

    entries: list[Entry] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    plan_years: set[int] = field(default_factory=set)

    def leave(self, paragraph: Paragraph, reason: str) -> None:
        """One line that belongs to no block."""
        text = "|".join(paragraph.cells) if paragraph.cells else paragraph.text
        self.left_out.append(LeftOut(text, paragraph.place, reason))
