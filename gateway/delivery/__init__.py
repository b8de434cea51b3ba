"""CARRY: the outside world of feed and disk."""
