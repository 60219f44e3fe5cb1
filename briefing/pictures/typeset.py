"""Typst templates of this folder with their data → PNG. The one place that knows typst."""

import json
import threading
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

import typst

from briefing.charts.look import FONT
from metrics.errors import UserError

FAMILIES = tuple(name.strip().strip("'") for name in FONT.split(",") if name.strip() != "sans-serif")
POINTS_PER_INCH = 72.0
_FOLDER = Path(__file__).parent
_LOCK = threading.Lock()  # a compiler keeps what it was given last


def png(template: str, data: dict[str, Any], *, pixels_per_point: float) -> bytes:
    """The one page of `<template>.typ` with `data`, as PNG. Raises UserError where the machine has no Chinese font."""
    compiler, families = _compiler()
    # Named fonts alone, in the screens' order: any other would draw Chinese with Japanese forms.
    told = json.dumps({**data, "fonts": families}, ensure_ascii=False)
    with _LOCK:
        page = compiler.compile(
            input=(_FOLDER / f"{template}.typ").read_bytes(), format="png", sys_inputs={"data": told},
            ppi=POINTS_PER_INCH * pixels_per_point,
        )  # fmt: skip
    if not isinstance(page, bytes):
        raise ValueError(f"{template}.typ must be one page")
    return page


def named_families(available: Collection[str]) -> list[str]:
    """The screens' fonts that there are, in their order. Raises UserError where there is none."""
    families = [name for name in FAMILIES if name in available]
    if not families:
        raise UserError(
            f"服务器上没有中文字体,不能生成图片。请安装{'、'.join(FAMILIES)}中的任一种"
            "(Debian 软件包 fonts-noto-cjk)后重启。",
            title="没有中文字体",
        )  # fmt: skip
    return families


@cache
def _compiler() -> tuple[typst.Compiler, list[str]]:
    fonts = typst.Fonts(include_embedded_fonts=False)
    return typst.Compiler(font_paths=fonts), named_families(set(fonts.families()))
