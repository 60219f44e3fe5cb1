"""年底预计 in a paragraph: how many are expected to be reached, which most likely are not, and how sure that is."""

from briefing.material import Material
from metrics.arithmetic.verdicts import COVERS_PCT
from metrics.rows import BehindRow
from metrics.sentences.outlook_words import verdict_word
from store.engine.records import records

_MOST_NAMED = 1
_TOLD = ("likely", "at_risk", "unlikely")


def paragraph(material: Material, *, is_whole: bool) -> str:
    """The paragraph, with an example and its reasons where it `is_whole`.

    Empty where nothing can be told yet, in December, in a month of which too little is in, and while 年底预计 is
    switched off.
    """
    counts = material.snapshot.outlook_counts
    if material.is_last or material.snapshot.tally.is_thin or not any(counts.get(code) for code in _TOLD):
        return ""
    told = "、".join(f"{verdict_word(code)}{counts[code]}个" for code in _TOLD if counts.get(code))
    unclear = counts.get("unclear", 0)
    why = "依据不足、" if is_whole else ""
    vague = f",另有{unclear}个{why}{verdict_word('unclear')}" if unclear else ""
    found = f"{sum(counts.values())}个子项中{told}{vague}。"
    if not is_whole:
        return f"按目前进度推算(供参考),{found}"
    return f"按目前进度推算,{found}{_unlikely(material)}预计只供参考,不改变状态,区间有{COVERS_PCT}%的把握。"


def _unlikely(material: Material) -> str:
    """`难以完成的主要是…`: of what is behind, worst first, with what the year is expected to bring."""
    measures = material.snapshot.behind
    rows = records(measures[measures["outlook"] == "unlikely"].head(_MOST_NAMED), BehindRow)
    named = [f"{row['measure']}(目标{row['target_text']},预计{row['outlook_text']})" for row in rows]
    return f"{verdict_word('unlikely')}的如{'、'.join(named)}。" if named else ""
