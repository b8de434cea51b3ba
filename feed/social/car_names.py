"""What a car is called before its owner names it, and the username that goes with a nickname."""

import re
from collections.abc import Callable, Sequence

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
USERNAME_LENGTH = 30

Choose = Callable[[Sequence[str]], str]


def draw_nickname(choose: Choose) -> str:
    """A friendly name such as `Quiet Otter`."""
    return f"{choose(MANNERS)} {choose(CREATURES)}".title()


def draw_username(nickname: str, choose: Choose) -> str:
    """A username after the nickname: `pre_boy_4821`, or `car_4821` where no letter of it may stand in one."""
    stem = re.sub(r"[^a-z0-9]+", "_", nickname.lower()).strip("_")[: USERNAME_LENGTH - 5] or "car"
    return f"{stem}_{''.join(choose('0123456789') for _ in range(4))}"
