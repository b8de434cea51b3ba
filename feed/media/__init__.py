"""Pictures: where their files are, and how they are made fit to be shown."""
