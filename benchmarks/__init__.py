"""What is measured, against what, in one run: `python -m benchmarks`. Not tests: a miss is printed with its cause."""
