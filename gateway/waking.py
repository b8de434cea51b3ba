"""Which cars wait for time to pass, and whose time has come."""

import heapq
from collections.abc import Iterable
from datetime import datetime


class Waking:
    """One entry a car, however often its waking time moves."""

    def __init__(self, times: Iterable[tuple[datetime, str]] = ()) -> None:
        self._wake_at: dict[str, datetime] = {}
        self._queued_at: dict[str, datetime] = {}  # never later than the car's wake_at
        self._queue: list[tuple[datetime, str]] = []
        for wake_at, car_id in times:
            self.set(car_id, wake_at)

    def set(self, car_id: str, wake_at: datetime | None) -> None:
        """Wake a car then, and not when it was said before; None: let it sleep."""
        if wake_at is None:
            self._wake_at.pop(car_id, None)
            return
        self._wake_at[car_id] = wake_at
        queued_at = self._queued_at.get(car_id)
        if queued_at is None or wake_at < queued_at:
            self._enqueue(car_id, wake_at)

    def due(self, now: datetime) -> list[str]:
        """The cars whose time has come, the earliest first. Each is told once, until `set` again."""
        due = []
        while self._queue and self._queue[0][0] <= now:
            queued_at, car_id = heapq.heappop(self._queue)
            if self._queued_at.get(car_id) != queued_at:
                continue  # an earlier time was set after this one
            del self._queued_at[car_id]
            wake_at = self._wake_at.get(car_id)
            if wake_at is None:
                continue
            if wake_at > now:
                self._enqueue(car_id, wake_at)  # it had been put off meanwhile
            else:
                del self._wake_at[car_id]
                due.append(car_id)
        return due

    def _enqueue(self, car_id: str, at: datetime) -> None:
        self._queued_at[car_id] = at
        heapq.heappush(self._queue, (at, car_id))
