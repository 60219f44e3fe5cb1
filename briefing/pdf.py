"""A Word file as PDF, where the server has a LibreOffice. Nothing else needs it; without one the user is told."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from metrics.errors import UserError

SECONDS = 120
_TITLE = "没有转成PDF"
_OTHERWISE = "也可以下载 Word 文件,在 Word 或 WPS 中另存为 PDF。"
MISSING = (
    "服务器上没有 LibreOffice,不能转为 PDF。请管理员安装(Debian 软件包 libreoffice-writer),"
    f"或用环境变量 SOFFICE 指明程序位置;{_OTHERWISE}"
)


def converter() -> Path | None:
    """The program: the one that `SOFFICE` names, else the one on the path; None where there is none."""
    named = os.environ.get("SOFFICE")
    found = shutil.which(named) if named else shutil.which("soffice") or shutil.which("libreoffice")
    return Path(found) if found else None


def as_pdf(document: bytes) -> bytes:
    """The document's pages as PDF. Raises UserError where the program is missing, fails or takes too long."""
    program = converter()
    if program is None:
        raise UserError(MISSING, title=_TITLE)
    with tempfile.TemporaryDirectory(prefix="pdf-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "notice.docx").write_bytes(document)
        _convert(program, folder)
        made = folder / "notice.pdf"
        if not made.is_file():
            raise UserError(
                "LibreOffice 没有转出 PDF。请管理员检查文字处理组件是否装全(Debian 软件包 libreoffice-writer);"
                f"{_OTHERWISE}",
                title=_TITLE,
            )
        return made.read_bytes()


def _convert(program: Path, folder: Path) -> None:
    """Run the program in a profile of its own, so that two at once do not meet; it and its children end in time."""
    words = [
        str(program), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
        "--nolockcheck", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "notice.docx"),
    ]  # fmt: skip
    running = subprocess.Popen(
        words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        running.wait(SECONDS)
    except subprocess.TimeoutExpired:
        _end(running)
        raise UserError(
            f"转为 PDF 超过{SECONDS}秒,已停止。请稍后再试;{_OTHERWISE}",
            title=_TITLE,
        ) from None


def _end(running: subprocess.Popen[bytes]) -> None:
    """End the program with all that it started: soffice is a script around the one that works."""
    if hasattr(os, "killpg"):
        os.killpg(running.pid, signal.SIGKILL)
    else:
        running.kill()
    running.wait()
