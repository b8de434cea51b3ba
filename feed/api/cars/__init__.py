"""Cars, for their owners, their friends, their dealers, and for the gateway."""
