"""Where the car is, how it moves, and what follows from that."""
