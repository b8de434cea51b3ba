"""A value for each of very many cars: those lately used as they are, the others packed."""

from collections import OrderedDict
from collections.abc import Iterator, MutableMapping
from typing import Generic, TypeVar

import msgspec

Value = TypeVar("Value", bound=msgspec.Struct)

UNPACKED = 5_000  # cars at hand; one packed takes a quarter of the memory, and some 10 µs to unpack and pack


class Packed(MutableMapping[str, Value], Generic[Value]):
    """A dict in little memory. Values are frozen: one that was packed and unpacked again is as good."""

    def __init__(self, kind: type[Value], *, unpacked: int = UNPACKED) -> None:
        self._at_hand: OrderedDict[str, Value] = OrderedDict()  # the longest unused first
        self._packed: dict[str, bytes] = {}
        self._unpacked = unpacked
        self._pack, self._unpack = msgspec.msgpack.Encoder().encode, msgspec.msgpack.Decoder(kind).decode

    def __getitem__(self, car_id: str) -> Value:
        value = self._at_hand.get(car_id)
        if value is None:
            value = self[car_id] = self._unpack(self._packed[car_id])
        else:
            self._at_hand.move_to_end(car_id)
        return value

    def __setitem__(self, car_id: str, value: Value) -> None:
        self._packed.pop(car_id, None)
        self._at_hand[car_id] = value
        self._at_hand.move_to_end(car_id)
        if len(self._at_hand) > self._unpacked:
            longest_unused, idle = self._at_hand.popitem(last=False)
            self._packed[longest_unused] = self._pack(idle)

    def __delitem__(self, car_id: str) -> None:
        if self._at_hand.pop(car_id, None) is None:
            del self._packed[car_id]

    def __contains__(self, car_id: object) -> bool:
        return car_id in self._at_hand or car_id in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter([*self._at_hand, *self._packed])  # to look at a value moves it

    def __len__(self) -> int:
        return len(self._at_hand) + len(self._packed)
