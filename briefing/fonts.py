"""Which of the fonts that an official paper names the host has: a PDF that is made here is set in those or others."""

import shutil
import subprocess
from functools import cache

from briefing.notice.paper.styles import BLACK, BODY, INSTEAD, KAI, LATIN, SONG, TITLE

_SECONDS = 20
_INSTEAD = INSTEAD | {LATIN: "Liberation Serif"}  # as wide, letter by letter


@cache
def absent() -> tuple[str, ...]:
    """The fonts that are not installed, nor the one that Word takes instead. Empty where the host cannot be asked."""
    program = shutil.which("fc-list")
    if program is None:
        return ()
    try:
        asked = subprocess.run(
            [program, ":", "family"], capture_output=True, text=True, timeout=_SECONDS, check=False, encoding="utf-8"
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    found = {name.strip() for line in asked.stdout.splitlines() for name in line.split(",")}
    named = (TITLE, BODY, KAI, BLACK, SONG, LATIN)
    return tuple(name for name in named if found and not {name, _INSTEAD.get(name, name)} & found)


def told(names: tuple[str, ...]) -> str:
    """What stands below the PDF where fonts are absent, with how to get them."""
    return (
        f"服务器没有{'、'.join(names)},PDF 用替代字体生成,字形和分页与 Word 版会有出入。请管理员把本单位有授权的字库"
        "放入 /usr/share/fonts 后执行 fc-cache;Debian 另有开源的 fonts-liberation(同 Times New Roman 字宽)、"
        "fonts-arphic-gkai00mp(楷体)可装。正式印发请用 Word 版在装有上述字体的电脑上打印。"
    )
