"""What the gateway counts about itself. No car is ever named here."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

SECONDS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100)
MESSAGES = (1, 3, 10, 30, 100, 300, 1000)


class Figures:
    """Counters and gauges of one gateway, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.messages = self._counter(
            "messages", "messages committed and acknowledged to the broker, of any kind"
        )
        self.readings = self._counter("readings", "distinct readings committed")
        self.duplicates = self._counter("duplicates", "readings that had been taken in before")
        self.unused = self._counter("unused", "messages that say nothing we use")
        self.quarantined = self._counter("quarantined", "messages that broke their contract")
        self.car_acks = self._counter("car_acks", "acknowledgements sent to cars")
        self.events = self._counter("events", "events noticed", "kind")
        self.drafts = self._counter("drafts", "drafts written into the outbox", "kind")
        self.posts = self._counter("posts", "attempts to carry a draft, by what became of them", "outcome")
        self.snapshots = self._counter("snapshots", "live pictures the feed took")
        self.journeys = self._counter("journeys", "finished drives and charges the feed took")
        self.batch_size = self._histogram("batch_messages", "messages in a batch", MESSAGES)
        self.commit_time = self._histogram("commit_seconds", "time to commit a batch", SECONDS)
        self.lag = self._histogram(
            "lag_seconds", "from hearing a batch's first message to its commit", SECONDS
        )
        self.inbox = self._gauge("inbox_messages", "messages heard and not yet taken in")
        self.outbox = self._gauge("outbox_drafts", "drafts not yet carried")
        self.outbox_later = self._gauge("outbox_later_drafts", "drafts that are for later")
        self.cars_clock = self._gauge(
            "cars_clock_seconds", "up to which time of the cars' world everything is committed (Unix seconds)"
        )
        self.outbox_age = self._gauge("outbox_oldest_seconds", "how long the oldest of them has waited")

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(f"kurumatomo_gateway_{name}", meaning, labels, registry=self.registry)

    def _gauge(self, name: str, meaning: str) -> Gauge:
        return Gauge(f"kurumatomo_gateway_{name}", meaning, registry=self.registry)

    def _histogram(self, name: str, meaning: str, steps: tuple[float, ...]) -> Histogram:
        return Histogram(f"kurumatomo_gateway_{name}", meaning, buckets=steps, registry=self.registry)
