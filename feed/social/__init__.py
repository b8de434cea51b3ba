"""The rules of being together: who may see what, what a text becomes. Pure."""
