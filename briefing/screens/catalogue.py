"""Every page of an edition under the name of its file: the screens in the menu's order, then items and units."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from briefing.details import Details
from briefing.material import Material
from briefing.pictures.page import Page
from briefing.screens.behind import behind
from briefing.screens.indicators import indicators
from briefing.screens.item import item
from briefing.screens.notes import notes
from briefing.screens.overview import overview
from briefing.screens.reporting import reporting
from briefing.screens.series import series
from briefing.screens.units import unit, units
from metrics.terms import SERIES


@dataclass(frozen=True)
class NamedPage:
    """A page that is made when it is asked for. `name` is its file's, before it is made safe and without its ending."""

    name: str
    page: Callable[[], Page]


def screens(material: Material, details: Details, *, is_whole: bool = False) -> list[NamedPage]:
    """The eight screens; where it `is_whole`, with a page for each main target opened, else one of them all."""
    facts = material.indicators
    codes = facts.codes if is_whole else []
    titles = {code: str(facts.of_item(code)["item"].iloc[0]) for code in codes}
    opened = [
        NamedPage(f"02_{SERIES['indicator']}_{code}_{title}", partial(indicators, material, code))
        for code, title in titles.items()
    ]
    return [
        NamedPage("01_总览", lambda: overview(material)),
        *(opened or [NamedPage(f"02_{SERIES['indicator']}", lambda: indicators(material))]),
        NamedPage(f"03_{SERIES['livelihood']}", lambda: series(material, "livelihood")),
        NamedPage(f"04_{SERIES['task']}", lambda: series(material, "task")),
        NamedPage("05_滞后事项", lambda: behind(material)),
        NamedPage("06_牵头单位", lambda: units(material)),
        NamedPage("07_数据报送", lambda: reporting(material, details.submissions)),
        NamedPage("08_说明", lambda: notes(material)),
    ]


def opened(material: Material, details: Details) -> list[NamedPage]:
    """A page for every numbered item that is behind, worst first, and for every unit that leads something behind."""
    items = [
        NamedPage(f"事项_{code}_{dossier.item['item']}", partial(item, material, dossier))
        for code, dossier in details.dossiers.items()
    ]
    names = material.board.loc[material.board["behind_total"] > 0, "unit_name"]
    return items + [NamedPage(f"单位_{name}", partial(unit, material, name, details.submissions)) for name in names]
