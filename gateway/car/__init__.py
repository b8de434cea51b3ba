"""NOTICE: Reading + CarState → CarState + events. Pure: no clock, no chance, no log."""
