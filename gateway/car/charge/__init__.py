"""How much is left, whether that is little, and whether it will do."""
