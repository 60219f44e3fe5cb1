"""Eight units that send at once, as on the last day: from the post of a workbook to its receipt."""

from collections.abc import Iterator

from benchmarks.cases.trial import Trial
from benchmarks.load import senders
from benchmarks.measurement import Measurement, aimed, amount, percentile
from benchmarks.profiles import largest_cause
from benchmarks.server import PRODUCT, running

UNITS = 8
LIMIT_S = 3


def measure(trial: Trial) -> Iterator[Measurement]:
    """One unit after another first, then all at once, round after round; then what the store has of it."""
    path = trial.demo_store("sending")
    alone_turns, turns = 2, trial.times(7, 2)
    units = senders.equipped(path, UNITS, alone_turns + turns + 1)
    with running(PRODUCT, path) as server:
        server.wait_until_healthy()
        alone = [senders.send(server.port, one, turn) for turn in range(alone_turns) for one in units]
        rounds = range(alone_turns, alone_turns + turns + 1)
        together = [one for turn in rounds for one in senders.send_together(server.port, units, turn)]
    sent = [*alone, *together]
    wrong = [one.wrong for one in sent if one.wrong] + senders.not_as_sent(path, sent)
    one_s = [one.seconds for one in alone[UNITS:]]  # the first round starts the child and fills caches
    all_s = [one.seconds for one in together]
    yield aimed(
        f"{UNITS} units at once, from post to receipt, p95", percentile(all_s, 0.95), "s", LIMIT_S,
        lambda: largest_cause(lambda: senders.take_in_together(path, units, alone_turns + turns), seconds=0),
        f"median {amount(percentile(all_s, 0.5))} s, slowest {amount(max(all_s))} s; one unit alone "
        f"{amount(percentile(one_s, 0.5))} s, so {percentile(all_s, 0.95) / percentile(one_s, 0.5):.1f} × at p95; "
        f"{turns} rounds",
    )  # fmt: skip
    yield aimed(
        f"lost, doubled, mixed or refused of {len(sent)} workbooks", len(wrong), "", 0, lambda: wrong[0],
        "every receipt compared with the store: its number, unit and figures",
    )  # fmt: skip
