"""Many at once: people who look, units that send, and both for half an hour."""
