"""How an account without a picture of its own is drawn: the same colour and shape for ever."""

from dataclasses import dataclass
from hashlib import blake2b

HUES = (40, 70, 95, 125, 155, 185, 215, 245, 275, 305, 340, 15)  # degrees; `tint-N` in tokens.css
SHAPES = 5  # bodies of cars in parts/face.html


@dataclass(frozen=True, slots=True)
class Portrait:
    """The colour (an index into HUES) and the body of a face."""

    tint: int
    shape: int

    @property
    def hue(self) -> int:
        """Degrees on the wheel of OKLCH."""
        return HUES[self.tint]


def portrait(account_id: int) -> Portrait:
    """The face of this account."""
    one, other = blake2b(str(account_id).encode(), digest_size=2).digest()
    return Portrait(tint=one % len(HUES), shape=other % SHAPES)
