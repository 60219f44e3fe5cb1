"""Whether a reason says something: what is typed for one doubtful figure must tell a reader a fact."""

import re

# What people write to be let through. It says that somebody looked, and not why the figure is what it is.
_EMPTY = re.compile(
    "已经|已|再次|均|数据|数字|数值|情况|核对|核实|核查|确认|检查|没有错误|没有问题|没问题|无误|正常|属实|真实|准确|正确|同意"
)
LEAST = 4  # characters; with fewer neither a cause nor a thing is named (本系统设定)
RULE = f"至少{LEAST}个字,只写“已核对”“无误”“属实”不算"


def says_something(text: str) -> bool:
    """Whether a reason has at least four characters, of three kinds, besides words like 已核对, 无误, 属实."""
    told = [character for character in _EMPTY.sub("", text) if character.isalpha()]
    return len(told) >= LEAST and len(set(told)) >= LEAST - 1
