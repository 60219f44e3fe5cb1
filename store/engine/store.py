"""The one place that opens the database: migrations, reads, write transactions, whatever engine holds it."""

import datetime as dt
import logging
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

import pandas as pd

from metrics.errors import UserError
from metrics.kinds import KINDS
from store.engine import chain, clock, disk
from store.engine.backups import automatic_path, mark_of
from store.engine.engines.copying import copy_tables
from store.engine.engines.engine import Engine, Frames, Session
from store.engine.engines.places import Place, engine_at
from store.engine.reader import STORE, Reader
from store.engine.transaction import Transaction

_LOG = logging.getLogger("dashboard.store")

NEWER = "程序版本过旧"  # the title of what is said of a store that a newer program has made
_CHAIN_FILE = "0022_chain.sql"
_ZONE_FILE = "0010_time_zone.sql"
# Which places and years there are, that every screen, route and command asks several times before anything else.
_ASKED_BY_ALL = ("places", "years", "year_list")
_MOST_KEPT = 64


_Kept = tuple[int, dict[Hashable, pd.DataFrame]]  # as of which version, and the answers by what was asked


@dataclass
class _Open:
    """What all that look at one open store share."""

    engine: Engine
    only_region: tuple[int, str] = (-1, "")  # as of which version
    kept: _Kept = field(default_factory=lambda: (-1, {}))
    latest_moment: dt.datetime = dt.datetime.min  # that the clock has shown, or an entry of the audit bears


class Store(Reader):
    """An open store. `place=None` keeps it in memory, which is what tests use.

    It is of the only region that it has; `of` gives the same store as another, where there are several.
    """

    def __init__(
        self, place: Place | None = None, backup_folder: Path | None = None, *, keeps_backups: bool = True
    ) -> None:
        """`keeps_backups`: whether an older store is backed up before it is brought up to this version."""
        self._open = _Open(engine_at(place, backup_folder))
        # Beside what originals, receipts and backups lie: the file; of a server's store a name in DASHBOARD_FILES.
        self.path = self._open.engine.path
        self._keeps_backups = keeps_backups
        # Tells this open store from every other that the process opens: versions are counted in each.
        self.identity = uuid4().hex
        try:
            self._bring_up()
        except BaseException:
            self.close()
            raise

    def _bring_up(self) -> None:
        with self._open.engine.bringing_up() as session:
            is_unchained = self._migrate(session)
            _plant_kinds(session)
            self.time_zone: str = session.rows("select name from time_zone")[0][0]
        self._open.engine.brought_up()
        if is_unchained:  # what a store of before there was a chain has in it is watched from now on
            for region in self.query("chained_regions")["region_code"]:
                with self.of(region).writing() as transaction:
                    chain.extend_all(transaction)
        latest = self.query("latest_act")["done_at"].iloc[0]
        self._open.latest_moment = dt.datetime.min if pd.isna(latest) else latest.to_pydatetime()

    def of(self, region: str) -> Self:
        """The same open store as one region, whose rows alone are read and written; empty: as it is."""
        same = super().of(region)
        if same is not self:
            same.identity = f"{self.identity.partition('-')[0]}-{region}"
        return same

    def close(self) -> None:
        self._open.engine.close()

    @property
    def backup_folder(self) -> Path:
        """Where the store keeps the backups that it makes by itself."""
        return self._open.engine.backup_folder

    @property
    def backs_itself_up(self) -> bool:
        """Whether it makes backups by itself; a database server's are its administrator's (docs/postgresql.md)."""
        return self._open.engine.backs_itself_up

    @property
    def size_bytes(self) -> int:
        """How much room its data take; 0 in memory."""
        return self._open.engine.size_bytes()

    def _only_region(self) -> str:
        version, region = self._open.only_region
        now = self._open.engine.version("")
        if version != now:
            region = super()._only_region()
            self._open.only_region = now, region
        return region

    def _answer(self, name: str, frames: Frames, values: dict[str, Any]) -> pd.DataFrame:
        """The answers to _ASKED_BY_ALL are kept until anything is written, whatever the region."""
        if name not in _ASKED_BY_ALL:
            return super()._answer(name, frames, values)
        version, answers = self._open.kept
        now = self._open.engine.version("")
        if version != now or len(answers) >= _MOST_KEPT:
            answers = {}
            self._open.kept = now, answers
        question = name, *sorted(values.items())
        if question not in answers:
            answers[question] = super()._answer(name, frames, values)
        return answers[question].copy(deep=False)  # whoever changes theirs changes no other

    @property
    def version(self) -> int:
        """How many write transactions this store has seen, up to the last that concerned the region where it is of one.

        Another region's writes empty no cache.
        """
        return self._open.engine.version(self._region)

    @property
    def key(self) -> tuple[str, int]:
        """What every cache over it goes by: which store, and as of which write."""
        return self.identity, self.version

    def now(self) -> dt.datetime:
        """What time it is in the store's zone (store.engine.clock). A clock that was set back is told in the log."""
        moment = self._open.engine.now(self.time_zone)
        if moment < self._open.latest_moment:
            _LOG.warning(
                "本机时钟为%s,早于此前的%s,可能被调慢;先后以报送编号为准,请校准时钟", moment, self._open.latest_moment
            )
        self._open.latest_moment = moment
        return moment

    @contextmanager
    def _asking(self) -> Iterator[Session]:
        with self._open.engine.reading() as session:
            yield session

    @contextmanager
    def writing(self, *, is_note: bool = False) -> Iterator[Transaction]:
        """One write transaction: commits when the block ends, rolls back when it raises; bumps the version.

        `is_note`: of what nobody keeps an answer of, so that the version stays, and every cache with it. Raises
        UserError where nothing could be stored: nothing is then, and the store stays usable.
        """
        with self._open.engine.writing(self._region, is_note=is_note) as session:
            yield Transaction(session, self._region)

    @contextmanager
    def trying(self) -> Iterator[Transaction]:
        """A write transaction that is always taken back: what would be. Nobody else sees it, and the version stays.

        It holds up who writes until it is `done_writing`: its numbers are those that the next act would give.
        """
        with self._open.engine.trying() as (session, let_others_write):
            yield Transaction(session, self._region, let_others_write)

    def back_up(self, target: Path) -> None:
        """Copy everything into a new file, and see that it is whole; who reads is not held up.

        Raises UserError where the file exists or cannot be written, and where the copy reads otherwise: none is left.
        """
        if target.exists():
            raise UserError(f"{target.name} 已存在,请换一个文件名。", title="备份未进行")
        disk.usable_folder(target.parent, "备份未进行")
        self._open.engine.back_up(target)

    def copy_to(self, other: "Store") -> int:
        """Every row into another store that is new, while nobody writes; returns how many. Raises UserError."""
        with self._open.engine.trying() as (source, _), other._open.engine.writing("", is_note=False) as target:
            return copy_tables(source, target)

    def _migrate(self, session: Session) -> bool:
        """Run the numbered files of `store/schema` that this store has not seen, each in its own transaction.

        Returns whether it was a store of before there was a chain.
        """
        session.rows("create table if not exists migration (name text primary key, applied_at timestamp not null)")
        applied = {row[0] for row in session.rows("select name from migration")}
        shipped = sorted((STORE / "schema").glob("[0-9]*.sql"))
        if unknown := applied - {file.name for file in shipped}:
            raise UserError(f"这个数据文件由更新的版本建立({min(unknown)}),请用新版本的程序打开。", title=NEWER)
        knows_its_zone = _ZONE_FILE in applied
        zone = session.rows("select name from time_zone")[0][0] if knows_its_zone else clock.chosen_zone()
        engine = self._open.engine
        if applied and self._keeps_backups and engine.backs_itself_up and applied != {file.name for file in shipped}:
            mark = mark_of(engine.path)
            self.back_up(automatic_path(engine.backup_folder, engine.now(zone), "migration", mark))
        for file in shipped:
            if file.name in applied:
                continue
            with _transaction(session):
                session.rows(file.read_text(encoding="utf-8"))
                session.rows("insert into migration values ($name, $at)", name=file.name, at=engine.now(zone))
                if file.name == _ZONE_FILE:
                    session.rows("insert into time_zone values ($zone)", zone=zone)
        return _CHAIN_FILE not in applied


def _plant_kinds(session: Session) -> None:
    """`measure_kind` has the rows of metrics.kinds, so that SQL and Python judge by one table."""
    rows = [
        (code, kind.by_pace, kind.bound, kind.sign, kind.has_base, kind.has_unit_bounds) for code, kind in KINDS.items()
    ]
    columns = ["kind", "is_by_pace", "bound", "sign", "has_base", "has_unit_bounds"]
    if sorted(session.rows(f"select {', '.join(columns)} from measure_kind")) == sorted(rows):
        return
    with _transaction(session):
        session.rows("delete from measure_kind")
        session.append("measure_kind", pd.DataFrame(rows, columns=columns))


@contextmanager
def _transaction(session: Session) -> Iterator[None]:
    session.rows("begin")
    try:
        yield
        session.rows("commit")
    except BaseException:
        session.rows("rollback")
        raise
