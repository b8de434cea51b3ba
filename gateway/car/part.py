"""What a car's state is made of."""

import msgspec


class Part(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A value inside a car's state. It never changes, and holds no cycle that anybody need look for.

    It is stored as the list of its fields: a new field comes last and has a default, so that what was stored
    before can still be read.
    """
