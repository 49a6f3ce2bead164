"""Ours against the bare floor, in one run: `python -m benchmarks`."""
