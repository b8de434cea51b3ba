"""Who listens to what, and what becomes of who does not."""

from feed.streaming.happening import READERS_TOLD_AT_ONCE, Happening, decode, encode, withdrawn
from feed.streaming.hub import Heard, Hub, News, Topic
from feed.streaming.word import Mailbox

PUBLIC, AKI = Topic("public"), Topic("user", "1")


def news(number: int) -> News:
    return News("update", str(number).encode())


async def test_a_stream_hears_its_topics_in_order_and_nothing_else() -> None:
    hub = Hub(queue_size=10)
    stream = hub.open([PUBLIC, AKI], account_id=1)
    for number, topic in enumerate((PUBLIC, Topic("user", "2"), AKI, Topic("public", "x"))):
        hub.tell(topic, news(number))
    hub.leave(stream)
    assert [await stream.next() for _ in range(3)] == [Heard(PUBLIC, news(0)), Heard(AKI, news(2)), None]


async def test_a_full_stream_is_closed_and_keeps_what_it_had() -> None:
    hub = Hub(queue_size=2)
    slow, quick = hub.open([PUBLIC], account_id=1), hub.open([PUBLIC], account_id=2)
    for number in range(4):
        hub.tell(PUBLIC, news(number))
        assert await quick.next() == Heard(PUBLIC, news(number))
    assert (slow.is_closed, quick.is_closed, len(hub)) == (True, False, 1)
    assert [await slow.next() for _ in range(3)] == [Heard(PUBLIC, news(0)), Heard(PUBLIC, news(1)), None]
    assert slow.is_over


async def test_some_are_left_out_when_asked() -> None:
    hub = Hub(queue_size=10)
    deaf, hearing, nobody = (hub.open([PUBLIC], account_id=one) for one in (1, 2, None))
    hub.tell(PUBLIC, news(1), but={1})
    hub.close_all()
    assert [await stream.next() for stream in (deaf, hearing, nobody)] == [
        None,
        Heard(PUBLIC, news(1)),
        Heard(PUBLIC, news(1)),
    ]


async def test_a_token_takes_its_streams_along() -> None:
    hub = Hub(queue_size=10)
    mine, other = (hub.open([PUBLIC], account_id=1, token_id=token) for token in (7, 8))
    hub.close_of_token(7)
    assert (mine.is_closed, other.is_closed) == (True, False)


async def test_who_left_is_forgotten() -> None:
    hub = Hub(queue_size=10)
    stream = hub.open([AKI, Topic("hashtag", "ev")], account_id=1)
    assert (hub.readers("user"), hub.keys("hashtag")) == ({1}, {"ev"})
    hub.leave(stream)
    assert (hub.readers("user"), hub.keys("hashtag"), len(hub)) == (set(), set(), 0)


def test_word_of_a_happening_arrives_as_it_was_sent() -> None:
    for happening in (Happening("status", 1), Happening("withdrawn", 2, (3, 4), was_public=True)):
        assert decode(encode(happening)) == happening


def test_a_withdrawal_with_many_readers_goes_in_portions_that_fit() -> None:
    readers = [117664933478400000 + n for n in range(READERS_TOLD_AT_ONCE * 2 + 1)]
    told = withdrawn(5, readers, was_public=True)
    assert [reader for one in told for reader in one.readers] == readers
    assert [one.was_public for one in told] == [True, False, False]
    assert max(len(encode(one)) for one in told) < 8000
    assert withdrawn(5, [], was_public=False) == [Happening("withdrawn", 5)]


async def test_a_full_mailbox_counts_what_it_loses_and_never_waits() -> None:
    box = Mailbox(size=2)
    box.tell(Happening("status", number) for number in range(5))
    assert box.untold == 3
    assert await box.hear() == [Happening("status", 0), Happening("status", 1)]
