"""Coming to, and leaving, the owner's zones beside home."""

from collections.abc import Iterator

from gateway.car.bounds import Bounds
from gateway.car.events import ZoneEntered, ZoneLeft
from gateway.car.news.reasons import said, threshold
from gateway.car.state import CarState
from gateway.car.travel.fences import Fence, was_crossed


def zones_entered(before: CarState, after: CarState, bounds: Bounds) -> tuple[ZoneEntered, ...]:
    """A drive took it into a zone, or into several that overlap."""
    return tuple(
        ZoneEntered(
            car_id=after.car_id,
            at=fence.since or after.moment,
            zone=name,
            soc_percent=after.soc_percent,
            reasons=(
                *said("in_zone", name, None, fence.since),
                threshold("home_inside_s", bounds.home_inside_s, "s"),
            ),
        )
        for name, fence in _crossed(before, after)
        if fence.inside
    )


def zones_left(before: CarState, after: CarState, bounds: Bounds) -> tuple[ZoneLeft, ...]:
    """A drive took it out of a zone, or out of several."""
    return tuple(
        ZoneLeft(
            car_id=after.car_id,
            at=fence.since or after.moment,
            zone=name,
            soc_percent=after.soc_percent,
            reasons=(
                *said("left_zone", name, None, fence.since),
                threshold("home_outside_s", bounds.home_outside_s, "s"),
                threshold("home_margin_m", bounds.home_margin_m, "m"),
            ),
        )
        for name, fence in _crossed(before, after)
        if not fence.inside
    )


def _crossed(before: CarState, after: CarState) -> Iterator[tuple[str, Fence]]:
    if after.place.fences is before.place.fences:
        return
    stood = {fence.name: fence for fence in before.place.fences}
    for fence in after.place.fences:
        if fence.name is not None and was_crossed(stood.get(fence.name), fence):
            yield fence.name, fence
