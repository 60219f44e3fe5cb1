"""重点任务: how far is each quantified task of the report's body, section by section?"""

from ui import series_screen

series_screen.draw("task", grouped="章节")
