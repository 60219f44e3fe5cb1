"""年底预计 in a paragraph: how many are expected to be reached, which most likely are not, and how sure that is."""

from briefing.material import Material
from metrics.arithmetic.verdicts import COVERS_PCT
from metrics.rows import BehindRow
from metrics.sentences.outlook_words import verdict_word
from store.engine.records import records

_MOST_NAMED = 1


def paragraph(material: Material) -> str:
    """The paragraph; empty in December, in a month of which too little is in, and while 年底预计 is switched off."""
    counts = material.snapshot.outlook_counts
    is_last = material.edition.view.month.month == 12
    if is_last or material.snapshot.tally.is_thin or not sum(counts.values()):
        return ""
    told = "、".join(f"{verdict_word(code)}{counts.get(code, 0)}个" for code in ("likely", "at_risk", "unlikely"))
    unclear = counts.get("unclear", 0)
    vague = f",另有{unclear}个依据不足、{verdict_word('unclear')}" if unclear else ""
    return (
        f"按目前进度推算,{sum(counts.values())}个子项中{told}{vague}。{_unlikely(material)}"
        f"预计只供参考,不改变状态,区间有{COVERS_PCT}%的把握。"
    )


def _unlikely(material: Material) -> str:
    """`难以完成的主要是…`: of what is behind, worst first, with what the year is expected to bring."""
    measures = material.snapshot.behind
    rows = records(measures[measures["outlook"] == "unlikely"].head(_MOST_NAMED), BehindRow)
    named = [f"{row['measure']}(目标{row['target_text']},预计{row['outlook_text']})" for row in rows]
    return f"{verdict_word('unlikely')}的如{'、'.join(named)}。" if named else ""
