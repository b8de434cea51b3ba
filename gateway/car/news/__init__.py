"""The rules, by subject: each compares two states, and says what happened between them."""
