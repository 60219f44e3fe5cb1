"""Where a figure came from, as it is printed: when it was sent, which cell it stood in, whether it was taken back."""

import datetime as dt

from metrics import terms


def sent_at(moment: dt.datetime) -> str:
    """`2023-10-08 09:30`."""
    return f"{moment:%Y-%m-%d %H:%M}"


def place(sheet: str | None, cell: str | None) -> str:
    """`月报!H5`; empty for what stood in no workbook."""
    return "!".join(part for part in (sheet, cell) if part)


def taken_back(at: dt.datetime, by: str, reason: str) -> str:
    """`2023-10-09撤回(李四:填错)`."""
    return f"{at:%Y-%m-%d}撤回({by}:{reason})"


def nature(is_demo: bool) -> str:
    """`演示数据` or `正式数据`."""
    return terms.DEMO_LABEL if is_demo else terms.REAL_LABEL
