"""A story of cars and people, what goes wrong in it, and what must then be seen: told, played, judged."""
