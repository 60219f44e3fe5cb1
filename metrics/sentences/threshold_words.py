"""The status rule in words: kind, margin, bounds of each preset, word (domain.md §2). No number is written here."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from metrics import terms, wording
from metrics.kinds import KINDS
from metrics.wording import is_missing

HOUSE = "※"
_LEVELS = ("ahead", "on_track", "far_behind")
_GROUPS = {"any": "", "%": "(%)", "other": "(其他单位)"}


def threshold_table(thresholds: pd.DataFrame) -> pd.DataFrame:
    """One row per kind and unit group: threshold_kind, for each preset `<preset>_ahead`, `_on_track`, `_far_behind`.

    `margin_rule` says what the margin is that the numbers bound, `level_words` what it is called from the best to the
    worst. A number that no official practice gives carries ※ (本系统设定). A preset that lacks a row prints "—".
    """
    kinds = list(KINDS)
    found = {(row["preset"], row["kind"], row["unit_group"]): row for row in thresholds.to_dict("records")}
    groups = sorted({key[1:] for key in found}, key=lambda key: (kinds.index(str(key[0])), list(_GROUPS).index(key[1])))
    rows = []
    for kind, group in groups:
        row = {"threshold_kind": kind_name(kind, group), "margin_rule": _margin(kind), "level_words": _words(kind)}
        for preset in terms.PRESETS:
            texts = _texts(found[preset, kind, group]) if (preset, kind, group) in found else ("",) * len(_LEVELS)
            row |= {f"{preset}_{level}": text for level, text in zip(_LEVELS, texts, strict=True)}
        rows.append(row)
    return pd.DataFrame(rows)


def rule_table(thresholds: pd.DataFrame) -> pd.DataFrame:
    """The whole rule, ten lines to sign: `threshold_table`, and last the kinds that are not judged."""
    rows = threshold_table(thresholds)
    unjudged = [{"threshold_kind": kind.word, "margin_rule": _margin(code), "level_words": _words(code)}
                for code, kind in KINDS.items() if kind.way == "none"]  # fmt: skip
    bounds = [f"{preset}_{level}" for preset in terms.PRESETS for level in _LEVELS]
    whole = pd.concat([rows, pd.DataFrame(unjudged)], ignore_index=True).fillna(terms.NO_VALUE)
    return whole[["threshold_kind", "margin_rule", *bounds, "level_words"]]


def kind_name(kind: str, unit_group: str) -> str:
    """`比率(%)`: what a row of thresholds is of."""
    return f"{terms.KINDS[kind]}{_GROUPS[unit_group]}"


def _margin(kind: str) -> str:
    return KINDS[kind].margin or terms.NO_VALUE


def _words(kind: str) -> str:
    """`超序时、达序时、慢序时、严重滞后`."""
    if KINDS[kind].way == "none":
        return "不判定"
    statuses = [terms.STATUSES[code] for code in ("ahead", "on_track", "behind", "far_behind")]
    return "、".join(status.by_pace if KINDS[kind].by_pace else status.by_level for status in statuses)


def _texts(row: Mapping[Any, Any]) -> tuple[str, str, str]:
    """From which margin on a measure is ahead, on track, and below which it is far behind."""
    house = set() if is_missing(row["house_numbers"]) else set(str(row["house_numbers"]).split(","))
    marks = {column: HOUSE if column in house else "" for column in ("ahead_at", "on_track_at", "far_behind_below")}
    ahead = {"points": f"≥{_signed(row['ahead_at'])}", "range": "达到区间上限", "never": "不设"}[row["ahead_by"]]
    far = (
        f"差目标值{wording.number(abs(100 * row['far_behind_below']))}%以上"
        if row["far_behind_by"] == "share_of_bound"
        else f"<{_signed(row['far_behind_below'])}"
    )
    return (
        f"{ahead}{marks['ahead_at']}",
        f"≥{_signed(row['on_track_at'])}{marks['on_track_at']}",
        f"{far}{marks['far_behind_below']}",
    )


def _signed(value: float) -> str:
    if is_missing(value):
        return terms.NO_VALUE
    return f"+{wording.number(value)}" if value > 0 else wording.number(value)
