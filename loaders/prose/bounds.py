"""The words that bind a number: 不低于, 突破, 控制在 before it, 以上, 以内, 左右 behind it."""

import re

_NOT = "不(?:得|能|可|应|宜)?"
_AT_MOST = (
    rf"{_NOT}(?:超过|超|高于|多于|大于|突破)|至多|最多|≤|控制到|控制在|压缩至|压减至|压降至|"
    r"压缩到|下降到|下降至|降至|降到|降低到|减少到|减至|缩短至|缩短到|缩小至|缩小到"
)
_AT_LEAST = rf"{_NOT}(?:少于|低于|小于)|达到|达|[迈跨站]上|≥|≧"
RAISED = "(?:提高|提升|增加|扩大|上升|增长)(?:到|至)|增至"
_MORE, _LESS = "突破|超过|高于|多于|大于|超出|超|>|逾", "低于|少于|小于|不足|不到|<"
_ABOUT = r"大约|(?<![签履节])约|近|接近|将近"
BINDING = "|".join((_AT_MOST, _AT_LEAST, RAISED, _MORE, _LESS, _ABOUT))  # all words before a number that bind it
_BEFORE = (
    (re.compile(rf"(?:{_AT_MOST})\s*$"), "<="),
    (re.compile(rf"(?:{_AT_LEAST}|(?:至少|最少)[\u4e00-\u9fff]{{0,4}})\s*$"), ">="),
    (re.compile(rf"(?:{_MORE})\s*$"), ">"),
    (re.compile(rf"(?:{_LESS})\s*$"), "<"),
    (re.compile(rf"(?:{RAISED})\s*$"), ">="),
)
_AFTER = (
    (re.compile(r"\s*(?:及以上|(?:或)?以上|起)"), ">="),
    (re.compile(r"\s*(?:及以内|以内|之内|及以下|以下|内(?![\u4e00-\u9fff]))"), "<="),
)
_ABOUT_AFTER = re.compile(r"\s*(?:左右|上下)")
_ABOUT_BEFORE = re.compile(rf"(?:{_ABOUT})\s*$")
_EACH = re.compile(r"(?:每人每[年月]|每户每年|每[年月户人]|人均|平均)+$")
_WINDOW = 14


def bound_before(words: str, start: int) -> tuple[str, str]:
    """The comparator that the words before a number say, and the word that says it; "" for none."""
    before = _EACH.sub("", words[max(0, start - _WINDOW) : start])
    for pattern, sign in _BEFORE:
        if found := pattern.search(before):
            return sign, found[0].strip()
    about = _ABOUT_BEFORE.search(before)
    return "", about[0].strip() if about else ""


def bound_after(words: str, end: int) -> tuple[str, str, str]:
    """The comparator that the words behind a number say, the word that says it, and the one for 左右; "" for none."""
    after = re.sub(r"^(?:\[\d{1,3}\]|\([^()\d]{1,8}\))", "", words[end : end + 14])  # a glossary's mark between
    about = _ABOUT_AFTER.match(after)
    if about:
        return "=", about[0].strip(), about[0].strip()
    for pattern, sign in _AFTER:
        if found := pattern.match(after):
            return sign, found[0].strip(), ""
    return "", "", ""
