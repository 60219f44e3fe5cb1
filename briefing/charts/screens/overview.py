"""The figures of the overview with the sentences that stand for them, made once per month and kept."""

from dataclasses import dataclass

from briefing.charts import cards, counts, wall
from briefing.charts.look import Chart
from store.reads.figures.snapshot import Snapshot


@dataclass(frozen=True)
class OverviewCharts:
    """The district's counts, the indicator cards, the walls of items, and the counts' course over the months."""

    counts: Chart
    cards: Chart
    livelihood: Chart
    tasks: Chart
    course: Chart


def draw(snapshot: Snapshot) -> OverviewCharts:
    """All of them from one snapshot."""
    place, course = snapshot.place, snapshot.item_course
    indicators = snapshot.measures[snapshot.measures["series"] == "indicator"]
    livelihood, tasks = snapshot.items_of("livelihood"), snapshot.items_of("task")
    return OverviewCharts(
        counts=Chart(counts.counts_bar(snapshot.tally), counts.counts_alt(snapshot.tally, place.targets)),
        cards=Chart(cards.cards(indicators, snapshot.course), cards.cards_alt(indicators)),
        livelihood=Chart(wall.wall(livelihood), wall.wall_alt(livelihood)),
        tasks=Chart(wall.wall(tasks), wall.wall_alt(tasks)),
        course=Chart(counts.counts_course(course), counts.course_alt(course, place.whole)),
    )
