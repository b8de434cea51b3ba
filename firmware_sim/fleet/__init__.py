"""Cars by the handful or by the thousand, the clock of their world, and what they say put on the wire."""
