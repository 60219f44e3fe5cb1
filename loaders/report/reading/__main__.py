"""The reading process: `python -m loaders.report.reading`, started by loaders/report/reader.py and never imported by it.

Takes one file on its standard input, a line {"name", "size"} and then so many bytes. Answers with lines of JSON:
{"done", "of"} while it works, and at last {"lines", "page_count"} or {"refused"}.
"""

import json
import sys
import warnings
from typing import Any, BinaryIO

from loaders.files.limits import UNPACKED_MEGABYTES, limit_memory
from loaders.report.reading.refusals import Unreadable
from loaders.report.reading.sorts import lines_of


def main(incoming: BinaryIO, outgoing: BinaryIO) -> None:
    """Read the one file and answer."""
    warnings.simplefilter("ignore")
    header = json.loads(incoming.readline())
    content = incoming.read(header["size"])

    def say(answer: dict[str, Any]) -> None:
        outgoing.write(json.dumps(answer, ensure_ascii=True).encode() + b"\n")
        outgoing.flush()

    try:
        source = lines_of(content, header["name"], lambda done, of: say({"done": done, "of": of}))
        say(source.as_json())
    except Unreadable as refused:
        say({"refused": str(refused)})
    except MemoryError:
        say({"refused": f"文件展开后过大(上限{UNPACKED_MEGABYTES}兆字节),请只保留需要的部分后再试。"})


if __name__ == "__main__":
    limit_memory()
    main(sys.stdin.buffer, sys.stdout.buffer)
