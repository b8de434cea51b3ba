"""What can go wrong, named for who can set it right."""


class SimulatorError(Exception):
    """The simulator cannot do what it was asked; its text is a sentence for the person who asked."""

    exit_code = 1


class UsageError(SimulatorError):
    """The request itself is wrong: an option, a file or a setting that the person can correct."""

    exit_code = 2
