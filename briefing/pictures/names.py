"""File names that an office understands and every system takes."""

import re
from collections.abc import Iterable

# What Windows refuses in names, control characters, and what shells and archives stumble over.
_REFUSED = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\s]+')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
_LONGEST = 60  # characters; each of Chinese is three bytes, and a name may have 255


def safe(name: str) -> str:
    """The name without what a file's name may not have; never empty."""
    short = _REFUSED.sub("_", name)[:_LONGEST].strip("._ ")
    return f"_{short}" if not short or _DEVICES.fullmatch(short.split(".")[0]) else short


def unique(names: Iterable[str]) -> list[str]:
    """Safe names in the same order; one that came before (as Windows compares them) gets a number."""
    result: list[str] = []
    taken: set[str] = set()
    for name in map(safe, names):
        number, one = 1, name
        while one.lower() in taken:
            number += 1
            one = f"{name}_{number}"
        taken.add(one.lower())
        result.append(one)
    return result
