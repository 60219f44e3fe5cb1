"""说明 as a picture: what each status means, where its bounds lie, and how things are counted."""

import pandas as pd

from briefing.material import Material
from briefing.pictures.cells import Table
from briefing.pictures.page import Block, Page, Paragraphs, Row
from briefing.screens.frame import labelled, page
from metrics import glossary, terms
from metrics.sentences import threshold_words

_LEVELS = ("ahead", "on_track", "far_behind")
_TOLD = ("取什么数", "沿用的数据", "人工认定", "事项的状态", "事项的完成率", "按期率", "名次", "滞后程度")


def notes(material: Material) -> Page:
    """The statuses, and the bounds of the edition's preset."""
    rule = glossary.status_table()
    statuses = rule.assign(
        status=list(glossary.STATUS_RULE), by_pace_word=_words(rule, "by_pace"), by_level_word=_words(rule, "by_level")
    )
    meanings = Table(
        statuses, ["order", "by_pace_word", "by_level_word", "when"], most=len(statuses), size=13, padding=7.5,
    )  # fmt: skip
    return page(
        material,
        f"{material.edition.view.month.year}年目标进度:判定说明",
        Row([[Block("状态", meanings, "自上而下,先符合的为准;颜色旁总有文字或单字标记")]]),
        Row([[_bounds(material)], [_counting()]], (1.25, 1)),
        has_legend=False,
    )


def _words(rule: pd.DataFrame, name: str) -> pd.Series:
    """The statuses' words without their marks, which a table puts before them."""
    return rule[name].str.split(" ", n=1).str[1]


def _bounds(material: Material) -> Block:
    preset = material.edition.view.preset
    names = [f"{preset}_{level}" for level in _LEVELS]
    marks = {name: f"{terms.STATUSES[level].mark}:差距" for name, level in zip(names, _LEVELS, strict=True)}
    table = Table(
        threshold_words.rule_table(material.thresholds), ["threshold_kind", "margin_rule", *names], headings=marks,
        measure_word="种", size=13, most_padding=11,
    )  # fmt: skip
    house = f"{threshold_words.HOUSE}为{terms.HOUSE_NUMBER}"
    return Block("判定界线", table, f"{terms.PRESETS[preset]},单位为百分点,另有注明的除外;{house}")


def _counting() -> Block:
    told = dict(glossary.JUDGING + glossary.COUNTING)
    return Block("判定与统计", Paragraphs([labelled(name, told[name]) for name in _TOLD], size=14))
