"""Web Push: word to a device that is not looking."""
