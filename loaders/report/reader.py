"""Reading a report's file in a process of its own, with limits of time, memory and output."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from loaders.files.limits import SENT_MEGABYTES
from loaders.report.source import Source
from metrics.errors import UserError

SECONDS = 90
ANSWER_MEGABYTES = 60
_PROJECT = Path(__file__).resolve().parents[2]
_TITLE = "文件打不开"


def report_source(
    content: bytes, file_name: str, progress: Callable[[int, int], None] | None = None, seconds: float = SECONDS
) -> Source:
    """The lines of a report's file. `progress` is told pages done and pages in all.

    Raises UserError, in one sentence, for a file that cannot be read.
    """
    if len(content) > SENT_MEGABYTES * 1_000_000:
        raise UserError(f"{file_name} 超过{SENT_MEGABYTES}兆字节,请只保留工作安排和附件部分。", title=_TITLE)
    process = subprocess.Popen(
        [sys.executable, "-m", "loaders.report.reading"],
        cwd=_PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    timed_out = threading.Event()

    def stop() -> None:
        timed_out.set()
        process.kill()

    watch = threading.Timer(seconds, stop)
    watch.start()
    try:
        answer = _answer(process, content, file_name, progress)
    finally:
        watch.cancel()
        process.kill()
        if process.stdout is not None:
            process.stdout.close()
        process.wait()
    if answer is None:
        reason = f"读了{seconds:g}秒还没有读完" if timed_out.is_set() else "读取时出错"
        raise UserError(f"{file_name} {reason},请另存为 .docx 或 .txt 后再试。", title=_TITLE)
    if "refused" in answer:
        raise UserError(f"{file_name}:{answer['refused']}", title=_TITLE)
    return Source.from_json(answer, file_name)


def _answer(
    process: subprocess.Popen[bytes], content: bytes, file_name: str, progress: Callable[[int, int], None] | None
) -> dict[str, object] | None:
    """The last line of the process's answer; None where it died of the file, or said too much."""
    assert process.stdin is not None and process.stdout is not None
    header = json.dumps({"name": file_name, "size": len(content)}).encode() + b"\n"
    try:
        process.stdin.write(header + content)
        process.stdin.close()
    except BrokenPipeError:
        return None
    while line := process.stdout.readline(ANSWER_MEGABYTES * 1_000_000):
        if not line.endswith(b"\n"):
            return None
        answer: dict[str, object] = json.loads(line)
        if "done" not in answer:
            return answer
        if progress is not None:
            progress(int(str(answer["done"])), int(str(answer["of"])))
    return None
