"""民生实事: how far is each of the year's numbered items, whose is what is behind, and what does it take?"""

from ui.figures import series

series.draw("livelihood", grouped="类别")
