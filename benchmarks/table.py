"""The table of a whole run, and its place in the documents."""

from pathlib import Path

from benchmarks.measurement import Measurement
from benchmarks.server import ROOT

PAGE = ROOT / "docs" / "measurements.md"
BEGIN, END = "<!-- benchmarks:begin -->", "<!-- benchmarks:end -->"


def write(results: dict[str, list[Measurement]], circumstances: str, page: Path = PAGE) -> None:
    """Put the table between the marks of the page. Raises ValueError where they are missing."""
    text = page.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{page.name} has no place for the table: {BEGIN} … {END}")
    page.write_text(f"{before}{BEGIN}\n{markdown(results, circumstances)}\n{END}{after}", encoding="utf-8")


def markdown(results: dict[str, list[Measurement]], circumstances: str) -> str:
    """The machine, a table of everything that was measured, and the cause of each miss."""
    lines = [
        f"{circumstances}. Times depend on the machine and what else it does: trust the ratios.",
        "",
        "| what | aim | measured | | against what, under which conditions |",
        "|---|---|---|---|---|",
    ]
    misses = []
    for title, measurements in results.items():
        lines.append(f"| **{title}** | | | | |")
        for one in measurements:
            cells = (one.what, one.aim_text, one.measured_text, one.verdict, one.against)
            lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
            if one.cause:
                misses.append(f"- {title}, {one.what}: {one.cause}")
    return "\n".join(
        [*lines, *(["", "Missed, with the largest cause that this run's profile saw:", "", *misses] if misses else [])]
    )
