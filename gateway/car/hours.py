"""A stretch of the day on the wall clock."""

from datetime import time

import msgspec


class Hours(msgspec.Struct, frozen=True):
    """Local time, over midnight when it ends before it begins; the whole day when it ends as it begins."""

    begins_at: time
    ends_at: time
