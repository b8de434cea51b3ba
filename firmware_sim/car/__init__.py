"""A car as physics sees it: a battery, a body that needs power to move, a cable. Pure."""
