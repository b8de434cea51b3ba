"""Members, oneself among them, and how they stand to each other."""
