"""What `make bench` measures. Figures are ratios taken in one run; nothing here asserts anything about time."""
