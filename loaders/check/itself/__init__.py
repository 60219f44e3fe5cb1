"""A sheet judged against itself: its targets, rates, ranks, sums and verdicts beside its own figures."""
