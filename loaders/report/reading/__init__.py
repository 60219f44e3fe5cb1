"""Files of every kind → lines with their places. Runs in the reading process; knows nothing of what the words mean."""
