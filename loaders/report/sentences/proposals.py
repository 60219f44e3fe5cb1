"""What an entry proposes: typed rows with their sentence, the figure's place in it, and how sure each is."""

from dataclasses import dataclass, field

from loaders.prose.figures import Figure

SURE, LIKELY, DOUBTFUL = 0.95, 0.8, 0.5
REPEATED = "同一事项前文已列"


@dataclass(frozen=True)
class Proposal:
    """One measure that is proposed, with where it stands and why it is doubted."""

    name: str
    kind: str  # quantity stock milestone growth rate ceiling relative
    unit: str
    comparator: str
    lower: float | None
    upper: float | None
    sentence: str  # as written, without blanks and the words of roles
    span: tuple[int, int]  # of the figure (or the milestone's words) in the sentence
    offset: int  # of the figure in the entry's words
    words: str | None = None  # 目标文字: a word that the numbers do not carry
    note: str | None = None
    reference: str | None = None  # what a relative target is compared with
    part_of: int | None = None  # the place of its parent among the entry's proposals, from 0
    due: str = ""
    nodes: tuple[tuple[int, float], ...] = ()  # (month, cumulative share): dated steps of a milestone
    confidence: float = SURE
    doubts: tuple[str, ...] = ()
    holds: tuple[int, ...] = ()  # the numbers that it says, by their offset in the entry's words

    @property
    def marked_sentence(self) -> str:
        """The sentence with its figure between 【 and 】."""
        start, end = self.span
        return f"{self.sentence[:start]}【{self.sentence[start:end]}】{self.sentence[end:]}"


@dataclass(frozen=True)
class Passed:
    """A number that is no target, or that was not understood (`reason` is None)."""

    figure: Figure
    sentence: str
    reason: str | None


@dataclass(frozen=True)
class Unsaid:
    """A clause without a number that is no row, and why."""

    words: str
    reason: str


@dataclass
class Reading:
    """All that an entry's words gave: each number is held by a row or passed over, each clause a row or unsaid."""

    proposals: list[Proposal] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    unsaid: list[Unsaid] = field(default_factory=list)

    @property
    def held(self) -> set[int]:
        """The offsets of the numbers that rows hold; may be fewer than rows: 均增长7%."""
        return {offset for proposal in self.proposals for offset in proposal.holds}
