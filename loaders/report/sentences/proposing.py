"""A target's figure and the words around it → the row that is proposed, and what is doubtful about it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.prose.figures import Figure
from loaders.report.sentences import names
from loaders.report.sentences.kinds import LESS, fall, kind_of
from loaders.report.sentences.proposals import DOUBTFUL, LIKELY, SURE, Proposal
from loaders.report.words.clauses import Clause
from loaders.report.words.passage import Passage
from metrics.kinds import FOR_EACH

_EVERY = re.compile(
    r"每(?:个)?(两周|周|月|季度?|半年|年|学期|学年|万人|千人|百人|村|镇街|乡镇|镇|街道|社区|户|人|班|校|百户|辆|所|艘)"
)
_SINCE = re.compile(r"[较比](20\d\d)年")  # 较2020年下降12%
_ABOUT = ("左右", "上下", "近", "约", "大约", "接近", "将近")


@dataclass(frozen=True)
class Meaning:
    """What kind of measure a figure is, whether it is of a growth or a fall, and its unit (个/村: for each)."""

    kind: str
    change: str
    unit: str


def meant(clause: Clause, figure: Figure, name: str, led: str) -> Meaning:
    """By the figure, its name and the words that lead up to it."""
    kind, change = kind_of(figure, led, name)
    unit = figure.unit or next((other.unit for other in clause.figures if other.offset > figure.offset), "")  # 3、4个
    if (every := _EVERY.search(led[-12:])) and kind in FOR_EACH:
        return Meaning("rate", change, f"{unit}/{every[1]}")
    return Meaning(kind, change, unit)


def proposal(
    passage: Passage, clause: Clause, figure: Figure, meaning: Meaning, name: str, led: str, whole: str
) -> Proposal:
    """`led` are the words that lead up to it; `whole` names what it is a part of, and is empty where it is none."""
    sentence, start = passage.sentence(clause)
    is_fall = meaning.change == "fall"
    lower, upper, comparator = fall(figure) if is_fall else (figure.value, figure.upper, figure.comparator)
    words = names.figure_words(figure) if figure.word in _ABOUT else None
    if is_fall:
        words = words or f"下降{figure.text}{figure.word if figure.word in ('以上', '以内') else ''}"
    doubts: list[str] = []
    if meaning.kind == "ceiling" and not is_fall:
        lower, upper = (None, figure.value) if figure.upper is None else (figure.value, figure.upper)
        if comparator == "=":
            doubts.append("按上限理解,请确认")
    name = _called(figure, meaning, name, led)
    if whole and (len(name) < 3 or names.is_doing(name)):
        own = re.sub(r"^[\s(其中含包括,、]+|[()]", "", led)
        name = names.clipped(f"{whole}({own or figure.unit})")
    doubts += _doubts(figure, meaning, name, led)
    if (since := _SINCE.search(led)) and int(since[1]) < passage.year - 1:
        doubts.append(f"与{since[1]}年相比,请确认是否为本年目标")
    return Proposal(
        name=name if len(name) > 1 else sentence[: names.LENGTH], kind=meaning.kind, unit=meaning.unit,
        comparator=comparator, lower=lower, upper=upper, sentence=sentence,
        span=(figure.offset - start, figure.end - start), offset=figure.offset, holds=(figure.offset,),
        words="、".join(filter(None, (words, _aspiration(passage.words, clause, figure)))) or None,
        note="下降写作负数:报送时下降填负数" if is_fall else None,
        confidence=DOUBTFUL if len(doubts) > 1 else LIKELY if doubts else SURE, doubts=tuple(doubts),
    )  # fmt: skip


def _called(figure: Figure, meaning: Meaning, name: str, led: str) -> str:
    """The name with what its number says: 增速, 涨幅, 减少量; without the fall, which is the number below zero."""
    if meaning.change == "fall":
        name = LESS.sub("", name).removesuffix("降幅") or name
    elif names.is_growth(led) == "fall" and not LESS.match(name):
        name = f"{name}减少量"  # 化学需氧量、氨氮排放总量分别削减200吨、15吨
    elif meaning.change == "growth" and figure.unit == "%" and not re.search("增速|增长|增幅|涨幅$", name):
        name = f"{name}{'涨幅' if re.search('涨', led[-8:]) else '增速'}"
    if meaning.kind == "ceiling" and re.search("涨幅(?:[^涨幅]{0,8})$", led) and "涨幅" not in name:
        name = f"{name}涨幅"
    return name


def _doubts(figure: Figure, meaning: Meaning, name: str, led: str) -> Iterator[str]:
    if figure.word in ("左右", "上下"):
        yield f"原文为“{figure.word}”,按达到判断"
    if len(name) < 2:
        yield "名称需补充"
    if not meaning.unit:
        yield "计量单位需补充"
    elif not figure.is_unit_known:
        yield f"计量单位“{meaning.unit}”不在单位表中,按原文保留"
    if figure.is_chinese:
        yield "中文数字"
    if re.search(r"惠及|受益|覆盖|带动|拉动|投资\d", led[-6:] + figure.text):
        yield "可能是效果而不是任务"


def _aspiration(words: str, clause: Clause, figure: Figure) -> str:
    """力争1200个 behind 不少于1000个, or 力争 before a number: words that bind nobody."""
    found = re.search(r"力争[^,、\d]*$", words[max(clause.start, figure.offset - 16) : figure.offset])
    return f"{found[0]}{figure.text}" if found else ""
