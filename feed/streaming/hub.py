"""Who listens to what. Delivering never waits: a stream with a full queue is closed; its reader returns."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Topic:
    """What a stream is about: "user" and an account's id, "tag" and its name, "public" and nothing."""

    name: str
    key: str = ""  # an account's id, a tag's name, a car's id


@dataclass(frozen=True, slots=True)
class News:
    """One event of a stream, as it goes over the wire."""

    event: str  # update, delete, notification, …
    payload: bytes  # JSON; of a delete the bare id


@dataclass(frozen=True, slots=True)
class Heard:
    """News, and the topic by which a stream came to hear it."""

    topic: Topic
    news: News


class Stream:
    """An open ear. Ask it for the `next` news until there is none."""

    def __init__(
        self, topics: Iterable[Topic], *, account_id: int | None, token_id: int | None, size: int
    ) -> None:
        self.topics = set(topics)
        self.account_id = account_id
        self.token_id = token_id
        self._waiting: asyncio.Queue[Heard | None] = asyncio.Queue(size + 1)  # one place is kept for the end
        self._size = size
        self.is_closed = False

    async def next(self) -> Heard | None:
        """The next news, or None when the stream is over."""
        if self.is_over:
            return None
        return await self._waiting.get()

    @property
    def is_over(self) -> bool:
        """Whether it is closed and everything was read."""
        return self.is_closed and self._waiting.empty()

    def put(self, heard: Heard) -> None:
        """Queue the news, or close the stream when its reader is too slow."""
        if self.is_closed:
            return
        if self._waiting.qsize() >= self._size:
            self.close()
        else:
            self._waiting.put_nowait(heard)

    def close(self) -> None:
        """No more news after what already waits."""
        if not self.is_closed:
            self.is_closed = True
            self._waiting.put_nowait(None)


class Hub:
    """All open streams of this worker."""

    def __init__(self, *, queue_size: int) -> None:
        self._queue_size = queue_size
        self._by_topic: defaultdict[Topic, set[Stream]] = defaultdict(set)

    def open(self, topics: Iterable[Topic], *, account_id: int | None, token_id: int | None = None) -> Stream:
        """A stream about these topics, until `leave`. `account_id` is who reads, None a stranger.

        Its queue has room for news of each of them, which may come all at once.
        """
        about = list(topics)
        size = max(self._queue_size, len(about))
        stream = Stream(about, account_id=account_id, token_id=token_id, size=size)
        self.listen(stream, list(stream.topics))
        return stream

    def listen(self, stream: Stream, topics: Iterable[Topic]) -> None:
        """The stream is about these topics too."""
        for topic in topics:
            stream.topics.add(topic)
            self._by_topic[topic].add(stream)

    def ignore(self, stream: Stream, topics: Iterable[Topic]) -> None:
        """The stream is not about these topics any more."""
        for topic in topics:
            stream.topics.discard(topic)
            self._by_topic[topic].discard(stream)
            if not self._by_topic[topic]:
                del self._by_topic[topic]

    def leave(self, stream: Stream) -> None:
        """The reader is gone."""
        stream.close()
        self.ignore(stream, list(stream.topics))

    def tell(
        self,
        topic: Topic,
        news: News,
        *,
        but: Collection[int] = (),
        instead: Mapping[int, News | None] = MappingProxyType({}),
    ) -> None:
        """Every stream about the topic has the news, except those of the accounts `but`.

        Who is named in `instead` has that news, or none.
        """
        for stream in self._by_topic.get(topic, ()):
            if stream.account_id in but:
                continue
            theirs = instead.get(stream.account_id, news) if stream.account_id is not None else news
            if theirs is not None:
                stream.put(Heard(topic, theirs))

    def keys(self, name: str) -> set[str]:
        """The keys of the topics of this name that somebody listens to."""
        return {topic.key for topic in self._by_topic if topic.name == name}

    def readers(self, *names: str) -> set[int]:
        """The accounts that read streams about topics of these names."""
        return {
            stream.account_id
            for topic, streams in self._by_topic.items()
            if topic.name in names
            for stream in streams
            if stream.account_id is not None
        }

    def close_of_token(self, token_id: int) -> None:
        """Streams opened with this token are over."""
        for stream in self._streams():
            if stream.token_id == token_id:
                stream.close()

    def close_all(self) -> None:
        """Every stream is over; its reader comes back and asks for what it missed."""
        for stream in self._streams():
            stream.close()

    def __len__(self) -> int:
        """How many streams are open."""
        return sum(not stream.is_closed for stream in self._streams())

    def _streams(self) -> set[Stream]:
        return {stream for streams in self._by_topic.values() for stream in streams}
