"""The view from above: how the regions that lie in another stand, and what they have in common."""
