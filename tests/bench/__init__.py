"""What `make bench` measures: ratios taken in one run. Nothing here asserts anything about time."""
