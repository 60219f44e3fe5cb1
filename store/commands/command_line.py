"""What the command lines of `store`, `loaders` and `briefing` share: --db, --json, one sentence for a bad request."""

import argparse
import datetime as dt
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from getpass import getpass
from pathlib import Path
from typing import Any, NoReturn

from metrics.errors import UserError
from metrics.periods import parse_moment
from metrics.typography import storable
from metrics.version import VERSION
from store.acts.rights import Actor, at_the_machine
from store.engine.engines.engine import StoreInUse
from store.engine.engines.places import place
from store.engine.lending import caller, user_name
from store.engine.opening import opened
from store.engine.running_app import call, running_app
from store.engine.store import Store
from store.reads.naming import year_in
from store.reads.view import LATEST, clear_year

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
# What a command says: to other programs (facts, or rows), and in words.
Answer = tuple[dict[str, Any] | list[dict[str, Any]], str]
Read = Callable[[Store, argparse.Namespace], Answer]
Act = Callable[[Store, argparse.Namespace, Actor, dt.datetime], Answer]
Argument = tuple[str, dict[str, Any]]


def arg(name: str, told: str | None = None, **how: Any) -> Argument:
    """An argument as argparse takes it (`how`), with what the help says of it."""
    return name, {"help": told, **how}


def a_year(text: str) -> int:
    """A year as it is typed. Raises ValueError, which argparse tells, for one that no calendar has."""
    if not dt.MINYEAR <= int(text) <= dt.MAXYEAR:
        raise ValueError(text)
    return int(text)


def a_number(text: str) -> int:
    """A count, or a number that the store gave. Raises ValueError for one that it has no room for."""
    if not 0 <= int(text) < 2**31:
        raise ValueError(text)
    return int(text)


def signed() -> Argument:
    return arg("--by", "经办人", default=user_name())


# What several commands ask for.
MONTH = arg("--month", "月份,如 2023-09", required=True)
YEAR = arg("--year", "年度;只有一个年度或写全编码时不需要", type=a_year)
AS_OF = arg("--as-of", "按某一时刻所知的数据,如 2023-10-12T09:00")


class Commands:
    """Commands of one level, each a function of the parsed options that returns the exit code."""

    def __init__(self, parser: argparse.ArgumentParser, common: argparse.ArgumentParser, dest: str) -> None:
        self._common = common
        self._added = parser.add_subparsers(required=True, metavar="命令", dest=dest)

    def command(
        self, name: str, run: Run, summary: str, *arguments: Argument, while_running: bool = True,
        asks_password: bool = False,
    ) -> argparse.ArgumentParser:  # fmt: skip
        """Add a command with its arguments; the caller may add others.

        `while_running`: whether an app that holds the store may run it. `asks_password`: it finds one in
        `options.password`, read from the terminal or the first line of the input, never from an argument.
        """
        added = self._added.add_parser(name, parents=[self._common], help=summary, description=summary)
        added.set_defaults(run=run, while_running=while_running, asks_password=asks_password)
        for argument, how in arguments:
            added.add_argument(argument, **how)
        return added

    def read(self, name: str, read: Read, summary: str, *arguments: Argument) -> argparse.ArgumentParser:
        """Add a command that says what is in the store."""
        return self.command(name, _of_store(read), summary, *arguments)

    def act(
        self, name: str, act: Act, summary: str, *arguments: Argument, asks_reason: bool = True,
        asks_password: bool = False,
    ) -> argparse.ArgumentParser:  # fmt: skip
        """Add a command that changes something: why, and by whom."""

        def acted(store: Store, options: argparse.Namespace) -> Answer:
            return act(store, options, at_the_machine(options.by), store.now())

        reason = [arg("--reason", "原因", required=True)] if asks_reason else []
        return self.command(name, _of_store(acted), summary, *reason, signed(), *arguments, asks_password=asks_password)

    def group(self, name: str, summary: str) -> "Commands":
        """Add a word that has commands of its own below it."""
        below = self._added.add_parser(name, help=summary, description=summary)
        return Commands(below, self._common, f"{name}_command")


class Program:
    """What can be run as `python -m …`, here or by the app that holds the store."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self._module = parser.prog.split()[-1]
        self._parser = parser
        parser.add_argument("--version", action="version", version=VERSION, help="程序版本")

    def run(self, arguments: Sequence[str] | None = None) -> int:
        """Parse and run. A UserError is printed as its sentence, or as JSON with `error`, and ends with 2.

        While an app holds the store, the app is asked to run the command, which prints and ends the same.
        """
        given = [storable(word) for word in (sys.argv[1:] if arguments is None else arguments)]
        options = self._parser.parse_args(given)
        served = caller()
        folder = served.folder if served else Path.cwd()
        for name, value in vars(options).items():
            setattr(options, name, _placed(value, folder))
        try:
            return self._run(options, given, folder)
        except BrokenPipeError:  # whoever read the answer has seen enough of it (| head)
            sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - until the process ends
            return 1

    def _run(self, options: argparse.Namespace, given: list[str], folder: Path) -> int:
        served = caller()
        try:
            if options.asks_password:
                options.password = served.password or "" if served else _read_password()
            return int(options.run(options))
        except StoreInUse as error:
            running = running_app(error.path, error.pid) if options.while_running and served is None else None
            answer = call(running, self._module, given, folder, getattr(options, "password", None)) if running else None
            return _print(answer) if answer else _refuse(options, error)
        except UserError as error:
            return _refuse(options, error)


class CommandLine(Program, Commands):
    def __init__(self, program: str, summary: str) -> None:
        parser = _Parser(prog=program, description=summary)
        Program.__init__(self, parser)
        Commands.__init__(self, parser, _common(), "command")


class SingleCommand(Program):
    """A program that is one command, with the same options and answers; the caller adds arguments to `parser`."""

    def __init__(self, program: str, summary: str, run: Run) -> None:
        self.parser = _Parser(prog=program, description=summary, parents=[_common()])
        self.parser.set_defaults(run=run, while_running=True, asks_password=False)
        super().__init__(self.parser)


def _common() -> _Parser:
    common = _Parser(add_help=False)
    common.add_argument("--db", type=place, help="数据文件,或 postgresql://…;默认 data/local/dashboard.duckdb")
    common.add_argument("--region", help="行政区划代码,如 510100;只有一个地区时不需要")
    common.add_argument("--json", action="store_true", help="以 JSON 输出")
    return common


def _of_store(read: Read) -> Run:
    def run(options: argparse.Namespace) -> int:
        with opened(options.db, options.region) as store:
            answer = read(store, options)
        say(options, *answer)
        return 0

    return run


def _placed(value: Any, folder: Path) -> Any:
    """Paths as they are meant from the folder that the command was started in."""
    if isinstance(value, Path):
        return folder / value
    return [_placed(one, folder) for one in value] if isinstance(value, list) else value


def _read_password() -> str:
    """Typed twice without being shown, or the first line of what is piped in."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass("密码(输入时不显示):")
    if getpass("再输入一次:") != password:
        raise UserError("两次输入的密码不一致。", title="密码有误")
    return password


def _print(answer: dict[str, Any]) -> int:
    sys.stdout.write(answer["out"])
    sys.stderr.write(answer["err"])
    return int(answer["code"])


def _refuse(options: argparse.Namespace, error: UserError) -> int:
    print(json.dumps({"error": error.message}, ensure_ascii=False) if options.json else error.message, file=sys.stderr)
    return 2


def say(options: argparse.Namespace, told: dict[str, Any] | list[dict[str, Any]], words: str) -> None:
    """Print facts, or rows one a line, as JSON where that was asked for; otherwise the words, if there are any."""
    if options.json:
        print(json.dumps(told, ensure_ascii=False, indent=1 if isinstance(told, list) else None))
    elif words:
        print(words)


def year_of(store: Store, options: argparse.Namespace, thing: str = "") -> int:
    """The year that a thing's id names, else --year, else the only one. Raises UserError where there are several."""
    return year_in(thing) or clear_year(store, options.year)


def moment_of(options: argparse.Namespace) -> dt.datetime:
    """As known when: --as-of, else now. Raises UserError for what is no moment."""
    return parse_moment(options.as_of) if options.as_of else LATEST


def lines(rows: Iterable[Iterable[object]]) -> str:
    """Rows as they are printed: a line each, its cells apart by tabs."""
    return "\n".join("\t".join(map(str, row)) for row in rows)
