"""What the measurements promise of themselves: an aim is judged, a miss has its cause, the page keeps its text."""

from pathlib import Path

import pytest

from benchmarks.measurement import Measurement, aimed, amount, percentile
from benchmarks.table import BEGIN, END, write


def test_an_aim_is_met_at_its_limit_unless_it_is_strict() -> None:
    assert aimed("x", 25, "ms", 25, lambda: "never asked").verdict == "met"
    assert aimed("x", 25, "s", 25, lambda: "the slow part", is_strict=True).verdict == "missed"


def test_the_cause_is_looked_for_only_where_the_aim_is_missed() -> None:
    asked: list[str] = []

    def cause() -> str:
        asked.append("asked")
        return "the slow part"

    assert aimed("x", 1, "ms", 2, cause).cause == ""
    assert asked == []
    assert aimed("x", 3, "ms", 2, cause).sentence == "x: 3 ms; aim ≤ 2 ms: missed; largest cause: the slow part"


def test_a_miss_without_a_cause_cannot_be_reported() -> None:
    with pytest.raises(ValueError, match="without its cause"):
        Measurement("x", 3, "ms", limit=2)


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (0.8123, "0.81"), (34.56, "34.6"), (7.0, "7"), (1234.5, "1,234"), (-0.519, "-0.52")]
)
def test_a_number_gets_the_digits_it_deserves(value: float, text: str) -> None:
    assert amount(value) == text


def test_p95_is_the_smallest_value_that_95_of_100_do_not_exceed() -> None:
    assert percentile([float(number) for number in range(100, 0, -1)], 0.95) == 95
    assert percentile([float(number) for number in range(1, 21)], 0.5) == 10
    assert percentile([7.0], 0.95) == 7
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


def test_the_table_replaces_the_last_one_and_nothing_else(tmp_path: Path) -> None:
    page = tmp_path / "measurements.md"
    page.write_text(f"before\n{BEGIN}\nan older table\n{END}\nafter\n", encoding="utf-8")
    write({"Pages": [Measurement("a|b", 3, "ms", "alone", 2, cause="the slow part")]}, "two cores", page)
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"before\n{BEGIN}\ntwo cores.")
    assert text.endswith(f"- Pages, a|b: the slow part\n{END}\nafter\n")
    assert "| a\\|b | ≤ 2 ms | 3 ms | missed | alone |" in text
    assert "an older table" not in text


def test_a_page_without_a_place_for_the_table_is_refused_and_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "measurements.md"
    page.write_text(f"{BEGIN}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no place for the table"):
        write({}, "two cores", page)
    assert page.read_text(encoding="utf-8") == f"{BEGIN}\n"
