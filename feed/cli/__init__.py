"""What an operator types: one file per command or group of commands."""
