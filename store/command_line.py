"""What the command lines of `store`, `loaders` and `briefing` share: --db, --json, one sentence for a bad request."""

import argparse
import getpass
import json
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from metrics.errors import UserError

# argparse says these in English; the names of arguments stay as they are typed.
_ENGLISH = (
    (r"the following arguments are required: (.+)", r"缺少参数 \1"),
    (r"one of the arguments (.+) is required", r"参数 \1 须写一个"),
    (r"argument (\S+): not allowed with argument (\S+)", r"参数 \1 和 \2 只能写一个"),
    (r"argument (\S+): expected (?:one|at least one) argument", r"参数 \1 没有写值"),
    (r"argument (\S+): invalid \S+ value: (.+)", r"参数 \1 的值 \2 不对"),
    (r"argument (\S+): invalid choice: (\S+) .*", r"没有 \1 \2"),
    (r"unrecognized arguments: (.+)", r"不认识的参数 \1"),
)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        for english, chinese in _ENGLISH:
            message = re.sub(english, chinese, message)
        self.exit(2, f"{message};用法见 {self.prog} --help。\n")


Run = Callable[[argparse.Namespace], int]


class CommandLine:
    """A program's commands. Each is a function of the parsed options that returns the exit code."""

    def __init__(self, program: str, summary: str) -> None:
        self._common = _common()
        self._parser = _Parser(prog=program, description=summary)
        self._commands = self._parser.add_subparsers(required=True, metavar="命令", dest="command")

    def command(self, name: str, run: Run, summary: str) -> argparse.ArgumentParser:
        """Add a command, to which the caller adds its own arguments."""
        added = self._commands.add_parser(name, parents=[self._common], help=summary, description=summary)
        added.set_defaults(run=run)
        return added

    def run(self, arguments: Sequence[str] | None = None) -> int:
        """Parse and run. A UserError is printed as its sentence, or as JSON with `error`, and ends with 2."""
        options = self._parser.parse_args(arguments)
        return _answered(options.run, options)


class SingleCommand:
    """A program that is one command, with the same options and answers."""

    def __init__(self, program: str, summary: str, run: Run) -> None:
        self._run = run
        self.parser: argparse.ArgumentParser = _Parser(prog=program, description=summary, parents=[_common()])

    def run(self, arguments: Sequence[str] | None = None) -> int:
        """Parse and run, like `CommandLine.run`."""
        return _answered(self._run, self.parser.parse_args(arguments))


def _common() -> _Parser:
    common = _Parser(add_help=False)
    common.add_argument("--db", type=Path, help="数据文件,默认 data/local/dashboard.duckdb")
    common.add_argument("--json", action="store_true", help="以 JSON 输出")
    return common


def _answered(run: Run, options: argparse.Namespace) -> int:
    try:
        return int(run(options))
    except UserError as error:
        say_error = json.dumps({"error": error.message}, ensure_ascii=False) if options.json else error.message
        print(say_error, file=sys.stderr)
        return 2


def acts(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """A command that changes something: why, and by whom."""
    parser.add_argument("--reason", required=True, help="原因")
    parser.add_argument("--by", default=getpass.getuser(), help="经办人")
    return parser


def say(options: argparse.Namespace, facts: dict[str, Any], sentence: str) -> None:
    """Print the facts as JSON where that was asked for, otherwise the sentence."""
    print(json.dumps(facts, ensure_ascii=False) if options.json else sentence)
