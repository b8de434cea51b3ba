"""Fleets: the cars that dealers are entrusted with."""
