"""A page with the month's selector and nothing else: what the frame and the browser cost by themselves."""

from ui.frame import choices

choices.view()
