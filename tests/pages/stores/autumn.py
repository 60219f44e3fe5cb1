"""The real targets with a handful of reports for August and September, for the screens that look across all series."""

import datetime as dt
import json
from pathlib import Path
from urllib.parse import unquote

import lxml.html
import pandas as pd
from streamlit.testing.v1 import AppTest

from loaders.demo.demo import load_demo
from store.acts import submissions
from store.acts.rights import at_the_machine
from store.engine.seed import plant
from store.engine.store import Store
from store.reads.view import View
from tests import stores

SHELL = Path(__file__).resolve().parents[3] / "ui" / "shell.py"
SEPTEMBER = View(dt.date(2023, 9, 1))
ALARMS, COVERS, YOUTH, RENTED = (f"510115-2023-{name}" for name in ("L33-1", "L10-1", "L40-2", "T49-2"))

# Measure → supplying unit, cumulative figure of August and of September; targets 300, 1500, 1000 and 1200, linear.
_FIGURES = {
    ALARMS: ("xiaofang", 200, 150),  # on pace, then 25.0 points behind
    COVERS: ("zongzhi", 900, 900),  # 6.7, then 15.0 behind
    YOUTH: ("tuanwei", 500, 700),  # 16.7, then 5.0 behind
    RENTED: ("zhujian", 600, 960),  # 16.7 behind, then 5.0 ahead
}


def targets_alone() -> Store:
    """The seed without any report."""
    return stores.filled(planted)


def two_months() -> Store:
    """The seed with eight reports; the September one of the covers says why, with markup that must stay text."""
    return stores.filled(with_two_months)


def planted(store: Store) -> None:
    """The seed: what `stores` fills its copies with."""
    plant(store, dt.datetime(2023, 3, 1))


@stores.onto(planted)
def with_samples(store: Store) -> None:
    """The seed and its sample reports, as a first start leaves them."""
    planted(store)
    load_demo(store)


@stores.onto(planted)
def with_two_months(store: Store) -> None:
    """The same, into an empty store."""
    planted(store)  # a fill that goes on from here finds nothing in its store
    for measure, (unit, august, september) in _FIGURES.items():
        report(store, measure, unit, 8, august)
        said = {"problem": "雨季停工**两周**", "next_step": "分三班施工"} if measure == COVERS else {}
        report(store, measure, unit, 9, september, **said)


def report(store: Store, measure: str, unit: str, month: int, value: float, **said: str) -> int:
    """One accepted workbook with one figure."""
    day = dt.datetime(2023, month, 28, 9, 30)
    file, digest = f"{unit}-{month}.xlsx", f"{measure} {month} {value}"
    submission = submissions.Submission(
        unit, dt.date(2023, month, 1), file, digest, at_the_machine("经办人"), day, is_demo=False
    )
    row = {"measure_id": measure, "month": pd.Timestamp(2023, month, 1), "value": value, "sheet": "月报", "cell": "H5"}
    return submissions.add_submission(store, submission, pd.DataFrame([row | said]))


def screen(name: str, **address: str) -> AppTest:
    """A screen opened by an address."""
    app = AppTest.from_file(SHELL, default_timeout=120)
    app.query_params.update(address)
    return app.switch_page(f"../pages/{name}.py").run()


def words(app: AppTest) -> str:
    """Everything a screen says outside its tables, and in the drawings of ui/components one line for each part."""
    said = [str(block.value) for block in [*app.markdown, *app.caption, *app.info, *app.warning]]
    lines = [part.text_content() for drawing in drawings(app) for part in drawing.iter("p", "h4", "tr", "li")]
    return "\n".join([*said, *(" ".join(line.split()) for line in lines)])


def drawings(app: AppTest) -> list[lxml.html.HtmlElement]:
    """The markup of the screen's drawings (ui/components), read as a browser would."""
    made = [json.loads(element.proto.json)["html"] for element in app.get("bidi_component")]
    return [lxml.html.fragment_fromstring(html, create_parent=True) for html in made]


def labels(drawing: lxml.html.HtmlElement, part: str) -> dict[str, str]:
    """What the parts of a class say to a screen reader, with where each of them leads."""
    parts = drawing.find_class(part)
    return {
        link.get("aria-label").replace("\n", ","): unquote(link.get("href")) for one in parts for link in _links(one)
    }


def _links(part: lxml.html.HtmlElement) -> list[lxml.html.HtmlElement]:
    return [part] if part.tag == "a" else [link for link in part.iter("a") if link.get("href")]


def alts(app: AppTest) -> list[str]:
    """The sentences that stand for the screen's charts."""
    return [chart.proto.alt for chart in app.get("plotly_chart")]


def cells(rows: pd.DataFrame, label: str, *names: str) -> list[object]:
    """Some cells of the row that bears a label."""
    return [rows.at[label, name] for name in names]
