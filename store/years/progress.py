"""How far a place and its year are on the way from nothing to the first report, and what is missing."""

from dataclasses import dataclass

from store.engine.records import Record, records
from store.engine.store import Store
from store.loads.year import year_tables
from store.reads.submissions import submission_list
from store.reads.units import unit_rows


@dataclass(frozen=True)
class Progress:
    """What there is of a region's year. `lacks`: what its targets lack, a sentence each."""

    units: int
    items: int
    measures: int
    reports: int
    lacks: tuple[str, ...] = ()


def progress(store: Store, year: int) -> Progress:
    """Of the store's region."""
    tables, units = year_tables(store, year), records(unit_rows(store))
    sent = submission_list(store)
    own = sent[(sent["channel"] == "workbook") & sent["withdrawn_at"].isna() & (sent["month"].dt.year == year)]
    return Progress(
        units=len(units), items=len(tables["item"]), measures=len(tables["measure"]), reports=len(own),
        lacks=tuple(_lacks(tables, units)) if tables["item"] else (),
    )  # fmt: skip


def _lacks(tables: dict[str, list[Record]], units: list[Record]) -> list[str]:
    items = {row["item_id"]: row for row in tables["item"] if not row["is_cancelled"]}
    measures = [row for row in tables["measure"] if row["item_id"] in items]
    based = {row["measure_id"] for row in tables["target"] if row["base"] is not None}
    busy = {row["supplier_unit_id"] or items[row["item_id"]]["lead_unit_id"] for row in measures}
    proposed = sum(row["unit_basis"] == "proposed" for row in items.values())
    stocks = sum(row["kind"] == "stock" and row["measure_id"] not in based for row in measures)
    steps = sum(row["kind"] == "milestone" and row["plan_kind"] == "linear" for row in measures)
    idle = [row["name"] for row in units if row["unit_id"] not in busy]
    found = {
        f"{proposed}个事项的牵头单位是拟定的,请核实": proposed,
        f"{stocks}个年末数没有上年末基数,暂不能判定": stocks,
        f"{steps}个形象进度没有节点,按月均分判定": steps,
        f"{len(idle)}家单位没有要报的子项:{'、'.join(idle[:5])}{'等' if len(idle) > 5 else ''}": len(idle),
    }
    return [words for words, count in found.items() if count]
