"""Many regions: what one costs among them, and what all of them do."""
