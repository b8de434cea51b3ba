"""What a car is called before its owner names it, and the usernames that go with a nickname."""

import re
from collections.abc import Callable, Iterator, Sequence

MANNERS = (
    "amber", "brisk", "calm", "clever", "eager", "gentle", "golden", "happy", "jolly", "keen", "kind",
    "lucky", "merry", "mellow", "nimble", "patient", "quick", "quiet", "silver", "smooth", "steady",
    "sunny", "swift", "witty",
)  # fmt: skip
CREATURES = (
    "badger", "beetle", "cricket", "dolphin", "falcon", "firefly", "fox", "gecko", "hare", "heron",
    "kestrel", "koala", "lark", "lynx", "magpie", "marten", "otter", "panda", "plover", "robin",
    "sparrow", "swallow", "tanuki", "wren",
)  # fmt: skip
_NAMELESS = "car"
_ENDINGS = "23456789abcdefghjkmnpqrstuvwxyz"
_STEM_LENGTH = 25  # leaves room for "_" and four signs within thirty

Choose = Callable[[Sequence[str]], str]


def draw_nickname(choose: Choose) -> str:
    """A friendly name such as `Quiet Otter`."""
    return f"{choose(MANNERS)} {choose(CREATURES)}".title()


def usernames(nickname: str, choose: Choose) -> Iterator[str]:
    """Usernames after the nickname, to be drawn until one is free: `pre_boy`, then `pre_boy_k7m2` and so on.

    A nickname of which no sign may stand in a username gives `car_k7m2` at once.
    """
    stem = re.sub(r"[^a-z0-9]+", "_", nickname.lower()).strip("_")[:_STEM_LENGTH].rstrip("_")
    if stem:
        yield stem
    while True:
        yield f"{stem or _NAMELESS}_{''.join(choose(_ENDINGS) for _ in range(4))}"
