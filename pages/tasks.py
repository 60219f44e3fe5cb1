"""重点任务: how far is each quantified task of the report's body, section by section?"""

from ui.figures import series

series.draw("task", grouped="章节")
