"""Typst templates of this folder with their data → PNG of 256 colours. The one place that knows typst."""

import io
import json
import threading
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

import typst
from PIL import Image

from briefing.charts.look import FONT
from metrics.errors import UserError

FAMILIES = tuple(name.strip().strip("'") for name in FONT.split(",") if name.strip() != "sans-serif")
PIXELS_PER_POINT = 1.5
_POINTS_PER_INCH = 72.0
_FOLDER = Path(__file__).parent
_OWN = threading.local()  # a compiler keeps what it was given last, so each thread has its own
_COLOURS = 256


def png(template: str, data: dict[str, Any], sharpness: int) -> bytes:
    """The one page of `<template>.typ` with `data`, as PNG of one and a half pixels a point, times `sharpness`.

    Raises UserError where the machine has no Chinese font.
    """
    compiler, families = _compiler()
    # Named fonts alone, in the screens' order: any other would draw Chinese with Japanese forms.
    told = json.dumps({**data, "fonts": families}, ensure_ascii=False)
    page = compiler.compile(
        input=(_FOLDER / f"{template}.typ").read_bytes(), format="png", sys_inputs={"data": told},
        ppi=_POINTS_PER_INCH * PIXELS_PER_POINT * sharpness,
    )  # fmt: skip
    if not isinstance(page, bytes):
        raise ValueError(f"{template}.typ must be one page")
    return _with_palette(page)


def _with_palette(png_of_all_colours: bytes) -> bytes:
    """The same picture at a third of its size: a page of words and flat surfaces needs no more colours."""
    stream = io.BytesIO()
    whole = Image.open(io.BytesIO(png_of_all_colours)).convert("RGB")
    few = whole.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(stream, "png", compress_level=3)  # half the time of the usual 6, a tenth larger
    return stream.getvalue()


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


def _compiler() -> tuple[typst.Compiler, list[str]]:
    """This thread's compiler, which leaves Python and the other threads' free while it sets, and the fonts it has."""
    fonts, families = _fonts()
    if not hasattr(_OWN, "compiler"):
        _OWN.compiler = typst.Compiler(font_paths=fonts)
    return _OWN.compiler, families


@cache
def _fonts() -> tuple[typst.Fonts, list[str]]:
    fonts = typst.Fonts(include_embedded_fonts=False)
    return fonts, named_families(set(fonts.families()))
