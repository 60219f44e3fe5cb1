"""Slides: a deck of an edition with native charts and tables, so that PowerPoint and WPS can edit all of it."""
