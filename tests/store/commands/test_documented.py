"""Every public command stands in README or in a page beside it, where whoever looks for one finds it."""

import argparse
import re
from collections.abc import Iterator

import pytest

import loaders.__main__
import store.__main__
from store.commands.command_line import CommandLine
from store.engine.engines.places import PROJECT

TEXTS = [file.read_text(encoding="utf-8") for file in (PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md")))]
LINES = [line for text in TEXTS for line in text.splitlines() if line.startswith("python -m ")]


def below(parser: argparse.ArgumentParser, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of each command of a program: `account add`, `status`."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not groups:
        yield path
    for group in groups:
        for name, command in group.choices.items():
            yield from below(command, (*path, name))


def commands(module: str, line: CommandLine) -> list[tuple[str, ...]]:
    return [(module, *words) for words in below(line._parser)]


ALL = [
    *commands("store", store.__main__._commands()),
    *commands("loaders", loaders.__main__._commands()),
    ("briefing",),
]


def is_told(command: tuple[str, ...]) -> bool:
    """Whether a line of its program has all its words in their order, whatever stands between them."""
    module, *words = command
    order = r"\b.*(?<![\w-])".join(map(re.escape, words))
    return any(re.search(rf"^python -m {module}\b.*(?<![\w-]){order}(?![\w-])", line) for line in LINES)


@pytest.mark.parametrize("command", ALL, ids=" ".join)
def test_a_command_is_told(command: tuple[str, ...]) -> None:
    assert is_told(command)


def test_a_command_that_nobody_wrote_down_is_not_told() -> None:
    assert len(ALL) > 40
    assert not is_told(("store", "no-such-command"))
    assert not is_told(("store", "account", "rename"))
