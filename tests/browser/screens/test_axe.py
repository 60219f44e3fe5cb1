"""axe-core (tests/browser/screens/axe, MPL 2.0) finds nothing serious in what we draw ourselves.

What Streamlit draws is left out: it has a caption of too little contrast, and a block of code that no key scrolls.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.conftest import Tab

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
_SERIOUS = """async () => {
    const found = await axe.run({ include: [[".board"]] }, { resultTypes: ["violations"] });
    return found.violations.filter((one) => ["serious", "critical"].includes(one.impact))
        .map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160))}`);
}"""


@pytest.mark.parametrize(
    ("width", "paths"),
    [
        (1366, ["/", "/?outlook=难以完成", "/livelihood", "/units", "/units?unit=区住建局", "/?view=wall&seconds=600"]),
        (390, ["/", "/indicators", "/behind", "/units", "/discipline", "/notes"]),
    ],
)
def test_nothing_serious_is_found(open_tab: Callable[..., Tab], width: int, paths: list[str]) -> None:
    tab = open_tab(width, 844)
    for path in paths:
        page = tab.open(path)
        page.evaluate(AXE + "; null")  # or all of axe comes back as the answer
        assert page.evaluate(_SERIOUS) == [], path
