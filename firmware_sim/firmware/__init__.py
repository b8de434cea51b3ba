"""What a car's modem makes of it: readings, presence, and an outbox that forgets what has arrived. Pure."""
