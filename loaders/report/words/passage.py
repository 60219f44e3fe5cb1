"""An entry's words with all that is known of where something stands in them: figures, clauses, sentences."""

from bisect import bisect_right

from loaders.prose.figures import Figure, figures
from loaders.prose.signs import plain
from loaders.report.words.asides import Asides
from loaders.report.words.clauses import Clause, clauses


class Passage:
    """The words of one entry; `words` are its text in plain signs, of the same length."""

    def __init__(self, text: str, year: int, due: str = "") -> None:
        """`due`: by when all of it is due, where that is said for the entry."""
        self.text, self.words, self.year, self.due = text, plain(text), year, due
        self.found = figures(text)
        self.clauses = clauses(text, self.found)
        self.asides = Asides(self.words, self.clauses, year)
        self.segments: dict[int, tuple[int, int]] = {}  # where each sentence begins and ends
        for clause in self.clauses:
            start, end = self.segments.get(clause.segment, (clause.start, clause.end))
            self.segments[clause.segment] = (min(start, clause.start), max(end, clause.end))

    def said(self, clause: Clause) -> str:
        return self.words[clause.start : clause.end].strip()

    def sentence(self, clause: Clause) -> tuple[str, int]:
        """The sentence that a clause is of, and where it starts; at most some hundred characters around the clause."""
        start, end = self.segments[clause.segment]
        if end - start > 400:
            start, end = max(start, clause.start - 150), min(end, clause.end + 150)
        while start < end and self.text[start] in " \n,，。;；":
            start += 1
        return self.text[start:end].rstrip("\n "), start

    def next_end(self, clause: Clause, figure: Figure) -> int:
        """Where the next figure of a clause ends, or the clause."""
        place = bisect_right(clause.figures, figure.offset, key=lambda other: other.offset)
        return clause.figures[place].end if place < len(clause.figures) else clause.end
