"""Units as a report writes them → the store's own, by name or other spelling; what matches none is proposed as new."""

import datetime as dt
from collections.abc import Iterable

from loaders.register import Register, Unit
from loaders.targets.rows import UNIT_FIELDS, Record
from store.engine.reader import Reader
from store.engine.records import records
from store.reads.places import place
from store.reads.units import unit_rows


class UnitNames:
    """The units of a place, to be asked by any of their names."""

    def __init__(self, reader: Reader, year: int) -> None:
        units = tuple(map(Unit.of, records(unit_rows(reader))))
        self.region = reader.region
        self._register = Register(dt.date(year, 1, 1), place(reader), units, ())
        self.names = tuple(unit.name for unit in units)

    def known(self, written: str | None) -> str | None:
        """The name of the unit that is meant; None for none and for one that the store does not know."""
        unit = self._register.unit_named(written) if written else None
        return unit.name if unit else None

    def named(self, row: Record) -> Record:
        """A row with the store's names where it has them; what it has not stays as it is written."""
        return row | {name: self.known(row.get(name)) or row.get(name) for name in UNIT_FIELDS}

    def unknown(self, rows: Iterable[Record]) -> list[str]:
        """What rows call units and matches none, each once, in the order of the rows: they are proposed as new."""
        written = (row.get(name) for row in rows for name in UNIT_FIELDS)
        return [name for name in dict.fromkeys(written) if name and self.known(name) is None]
