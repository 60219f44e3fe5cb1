"""LibreOffice as a unit's clerk uses it: opens a workbook, types into cells, saves it."""

import atexit
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

SECONDS = 180
_FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "xls": "MS Excel 97", "pdf": "calc_pdf_Export"}
_LIBRARY = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">'
    '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" '
    'library:readonly="false" library:passwordprotected="false">{elements}</library:library>'
)
_MODULE = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">'
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Clerk" script:language="StarBasic">'
    "{code}</script:module>"
)


def installed() -> str | None:
    """The program: `SOFFICE`, else the one on the path."""
    return os.environ.get("SOFFICE") or shutil.which("soffice")


def typed(content: bytes, entries: dict[str, dict[str, str]], to: str = "xlsx", suffix: str = ".xlsx") -> bytes:
    """A workbook after it was opened, these texts typed into these cells of these sheets, and saved as `to`."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / f"in{suffix}", Path(folder) / f"out.{to}"
        source.write_bytes(content)
        _run(_code(source, target, _FILTERS[to], entries))
        return target.read_bytes()


def _code(source: Path, target: Path, filter_name: str, entries: dict[str, dict[str, str]]) -> str:
    lines = [
        "Sub Work",
        "Dim hidden(0) As New com.sun.star.beans.PropertyValue",
        'hidden(0).Name = "Hidden"',
        "hidden(0).Value = True",
        "Dim saved(0) As New com.sun.star.beans.PropertyValue",
        'saved(0).Name = "FilterName"',
        f'saved(0).Value = "{filter_name}"',
        f'document = StarDesktop.loadComponentFromURL("{source.as_uri()}", "_blank", 0, hidden())',
        "On Error Resume Next",
        *(
            f'document.Sheets.getByName("{sheet}").getCellRangeByName("{cell}").setFormula("{text}")'
            for sheet, cells in entries.items()
            for cell, text in cells.items()
        ),
        f'document.storeToURL("{target.as_uri()}", saved())',
        "document.close(True)",
        "StarDesktop.terminate()",
        "End Sub",
    ]
    return "\n".join(lines)


@cache
def _profile() -> Path:
    """A profile of this process's own, as a first start leaves it: that start would undo what was put there before."""
    folder = Path(tempfile.mkdtemp(prefix="libreoffice-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _start(folder, "--terminate_after_init")
    return folder


def _run(code: str) -> None:
    """Have the one macro of the profile do the work."""
    library = _profile() / "user" / "basic" / "Standard"
    library.mkdir(parents=True, exist_ok=True)
    element = '<library:element library:name="Clerk"/>'
    (library / "script.xlb").write_text(_LIBRARY.format(elements=element), encoding="utf-8")
    (library / "Clerk.xba").write_text(_MODULE.format(code=escape(code)), encoding="utf-8")
    _start(_profile(), "macro:///Standard.Clerk.Work")


def _start(profile: Path, *words: str) -> None:
    program = installed()
    assert program is not None
    subprocess.run(
        [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck", *words],
        timeout=SECONDS, check=True, capture_output=True,
    )  # fmt: skip
