"""A car's settings, chapter by chapter, for its owner alone."""
