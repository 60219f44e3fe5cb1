"""What is told once of several rows of a table: hidden ones, those of other units, figures of something else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from loaders.check.itself.beside import Ranked
from loaders.check.result import Row
from loaders.issues import Issue, issue
from loaders.register import Measure
from loaders.table.item_rows import ItemRow


@dataclass
class Noted:
    """The rows of a table that are told, or asked about, together."""

    sheet: str
    ranked: list[Ranked] = field(default_factory=list)
    hidden: list[Row] = field(default_factory=list)
    led: dict[int, tuple[ItemRow, list[str]]] = field(default_factory=dict)  # row → the other units that lead it
    shared: dict[str, list[tuple[ItemRow, Measure]]] = field(default_factory=dict)  # a merged cell → its rows

    def issues(self) -> list[Issue]:
        """One doubt for all hidden rows, one for all that say that another unit leads them."""
        found = []
        if self.hidden:
            cells, measures = [row.cell for row in self.hidden], [row.measure_id for row in self.hidden]
            found.append(issue("row_hidden", self.sheet, cells, count=len(cells)).of(*measures))
        if self.led:
            cells = [item.named_by.address for item, _ in self.led.values()]
            units = "、".join(dict.fromkeys(name for _, names in self.led.values() for name in names))
            found.append(issue("row_led_by_others", self.sheet, cells, count=len(cells), units=units))
        return found


def unread(sheet: str, rows: Sequence[ItemRow], read: Iterable[ItemRow]) -> list[Issue]:
    """One doubt for the figures of a column that holds something else than the measures count; `read`: what is read."""
    both = zip(rows, read, strict=True)
    cells = [row.cells["value"] for row, own in both if row.cells.get("value") is not own.cells.get("value")]
    return [issue("column_of_other", sheet, [one.address for one in cells], cells[0].text)] if cells else []
