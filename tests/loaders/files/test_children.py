"""A function on somebody's file in a process of its own: its limits, its turn, and that nothing is left of it."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from loaders.files import children, limits
from loaders.files.children import FileProblem
from loaders.files.turns import Busy, Turns
from metrics.errors import UserError


@dataclass(frozen=True)
class Thing:
    """Not one of the loaders' own."""

    value: int


ROOT = Path(__file__).resolve().parents[3]


def double(number: int) -> int:
    return 2 * number


def refuse() -> None:
    raise UserError("不行。", title="有误")


def sleep(seconds: float) -> None:
    time.sleep(seconds)


def grow() -> int:
    return len(b"x" * 3_000_000_000)


def talk() -> str:
    return "话" * 20_000_000


def a_thing() -> Thing:
    return Thing(1)


def write_and_die() -> None:
    (Path(os.environ["TMPDIR"]) / "left").write_text("x")
    os._exit(1)


def its_number() -> int:
    return os.getpid()


def its_folder() -> str:
    return os.environ["TMPDIR"]


def test_an_answer_comes_back_and_a_refusal_too():
    assert children.run(double, 21) == 42
    with pytest.raises(UserError, match="不行") as refused:
        children.run(refuse)
    assert refused.value.title == "有误"


@pytest.mark.parametrize(
    ("function", "problem"),
    [
        (grow, "file_too_much"),
        (talk, "file_too_much"),
        (write_and_die, "file_unreadable"),
        (a_thing, "file_unreadable"),
    ],
)
def test_what_is_too_much_kills_or_is_no_plain_answer_is_told(function, problem):
    with pytest.raises(FileProblem) as told:
        children.run(function)
    assert told.value.problem == problem
    assert children.run(double, 1) == 2


def test_what_takes_too_long_is_ended_and_nothing_is_left_of_it():
    folder = Path(children.run(its_folder))
    assert folder.is_dir()
    with pytest.raises(FileProblem) as told:
        children.run(sleep, 60, seconds=0.3)
    assert (told.value.problem, told.value.slots) == ("file_too_slow", {"seconds": "0.3"})
    children.close_idle()
    assert not folder.exists()


def die_once(mark: str) -> str:
    if not Path(mark).exists():
        Path(mark).write_text("x")
        os._exit(1)
    return "done"


def test_a_kept_process_that_dies_gives_its_file_one_more_try_and_a_new_one_gives_none(tmp_path):
    children.run(double, 1)
    assert children.run(die_once, str(tmp_path / "a")) == "done"
    children.close_idle()
    with pytest.raises(FileProblem):
        children.run(die_once, str(tmp_path / "b"))


def test_a_process_is_kept_for_the_next_file_and_ends_when_nothing_comes():
    children.close_idle()
    assert children.run(its_number) == children.run(its_number)
    (kept,) = children._idle
    children.close_idle()
    assert kept.process.poll() is not None and children._idle == []


def test_a_process_that_is_busy_ends_with_the_server_that_started_it():
    """And not with the thread: the screens' threads come and go."""
    program = (
        "import threading; from loaders.files import children; from tests.loaders.files import test_children as t\n"
        "pid = []\n"
        "one = threading.Thread(target=lambda: pid.append(children.run(t.its_number))); one.start(); one.join()\n"
        "print(pid[0], children.run(t.its_number), flush=True); children.run(t.sleep, 60)\n"
    )
    server = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE)
    assert server.stdout is not None
    first, second = map(int, server.stdout.readline().split())
    assert first == second and is_there(first)
    server.kill()
    server.communicate()
    end = time.monotonic() + 10
    while is_there(first) and time.monotonic() < end:
        time.sleep(0.1)
    assert not is_there(first)


def test_folders_of_servers_that_were_killed_are_swept_away_and_no_others(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    gone = subprocess.Popen(["true"])
    gone.wait()
    folders = [tmp_path / f"dashboard-child-{name}" for name in (f"{gone.pid}-a", f"{os.getpid()}-b", "x-c")]
    for folder in folders:
        folder.mkdir()
    children.sweep()
    assert [folder.exists() for folder in folders] == [False, True, True]


def is_there(number: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


class Line:
    """Files in a line, each in a thread that holds its turn until it is let go."""

    def __init__(self, turns: Turns) -> None:
        self.turns = turns
        self.running: list[str] = []
        self.told: dict[str, list[int]] = {}
        self._let_go: dict[str, threading.Event] = {}
        self._threads: list[threading.Thread] = []

    def add(self, name: str, owner: str = "") -> None:
        self._let_go[name] = threading.Event()
        self.told[name] = []

        def hold() -> None:
            with self.turns.turn(owner, self.told[name].append):
                self.running.append(name)
                self._let_go[name].wait(10)
                self.running.remove(name)

        self._threads.append(threading.Thread(target=hold))
        self._threads[-1].start()
        time.sleep(0.05)

    def end(self, *names: str) -> None:
        for name in names:
            self._let_go[name].set()
        time.sleep(0.1)

    def end_all(self) -> None:
        self.end(*self._let_go)
        for one in self._threads:
            one.join(5)


def test_two_are_opened_at_once_and_the_rest_in_the_order_in_which_they_came():
    line = Line(Turns(lambda: 2))
    for name in "abcd":
        line.add(name)
    assert line.running == ["a", "b"]
    line.end("b")
    assert line.running == ["a", "c"]
    line.end("a")
    assert line.running == ["c", "d"]
    line.end_all()
    assert line.running == []


def test_of_one_person_one_file_is_opened_at_a_time_and_nobody_waits_for_it():
    line = Line(Turns(lambda: 2))
    line.add("first", "王芳")
    line.add("second", "王芳")
    line.add("other", "李明")
    assert line.running == ["first", "other"]
    line.end("first")
    assert line.running == ["other", "second"]
    line.end_all()


def test_who_waits_is_told_how_many_are_before_and_too_many_are_refused():
    line = Line(Turns(lambda: 1, lambda: 2))
    for name in "abc":
        line.add(name)
    time.sleep(1.1)
    assert set(line.told["b"]) == {1} and set(line.told["c"]) == {2}
    with pytest.raises(Busy, match="正在排队检查的文件已有2个"), line.turns.turn():
        pass
    line.end_all()


def test_whoever_gives_up_waiting_leaves_the_line():
    line = Line(Turns(lambda: 1))
    line.add("a")

    def give_up(_: int) -> None:
        raise RuntimeError("gone")

    with pytest.raises(RuntimeError), line.turns.turn("x", give_up):
        pass
    line.end("a")
    with line.turns.turn("x"):
        pass
    line.end_all()


def test_a_setting_that_is_no_number_says_so(monkeypatch):
    monkeypatch.setenv("DASHBOARD_CHILDREN", "许多")
    with pytest.raises(UserError, match="DASHBOARD_CHILDREN 应为1至64的整数,现为“许多”"):
        limits.children()
    monkeypatch.setenv("DASHBOARD_CHILDREN", "3")
    assert limits.children() == 3
