"""What is told when, over days and restarts: readings go in, the outbox on disk is looked at."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from sqlalchemy import Connection, select

from gateway.car.bounds import Bounds
from gateway.car.hours import Hours
from gateway.car.reading import Reading
from gateway.car.state import CarState
from gateway.delivery.changes import keep
from gateway.delivery.feed_wire import RegisterEntry
from gateway.delivery.fleet import Known
from gateway.delivery.outbox import due_drafts
from gateway.delivery.register import write_entries
from gateway.delivery.states import load_states, waking_times
from gateway.delivery.store import Store
from gateway.delivery.tables import outbox
from gateway.telling import Telling
from gateway.voice.profile import CarProfile, Dealer
from gateway.waking import Waking
from gateway.words import Words
from tests.builders.gateway import a_reading, at
from tests.builders.voice import TOWNS, a_profile, the_personas

MINUTE, HOUR = 60.0, 3600.0
Row = tuple[str, str, str, datetime | None]  # key, kind, visibility, not_before


@dataclass
class Mind:
    """A gateway's mind on a real store: it forgets all it has not written whenever it is asked to."""

    store: Store
    profile: CarProfile
    bounds: Bounds = field(default_factory=lambda: Bounds(time_zone="UTC"))
    cars: dict[str, CarState] = field(default_factory=lambda: {"kei": CarState(car_id="kei")})
    waking: Waking = field(default_factory=Waking)

    def get(self, car_id: str) -> Known:  # noqa: ARG002 - asked as the fleet is
        return Known(self.profile, self.bounds)

    async def hear(self, *readings: Reading) -> None:
        """Each in a batch of its own, as time passes."""
        for reading in readings:
            telling = self._telling()
            self._pass_time(telling, reading.received_at)
            telling.hear(reading)
            await self._keep(telling)

    async def pass_time(self, *, until_s: float) -> None:
        telling = self._telling()
        self._pass_time(telling, at(until_s))
        await self._keep(telling)

    async def restart(self) -> None:
        self.cars = await self.store.run(load_states, ["kei"])
        self.waking = Waking(await self.store.run(waking_times))

    async def outbox(self) -> list[Row]:
        columns = (outbox.c.key, outbox.c.kind, outbox.c.visibility, outbox.c.not_before)
        query = select(*columns).order_by(outbox.c.id)
        return await self.store.run(lambda connection: [tuple(row) for row in connection.execute(query)])

    def _telling(self) -> Telling:
        return Telling(self.cars, self.waking, self, Words(the_personas(), TOWNS))

    def _pass_time(self, telling: Telling, now: datetime) -> None:
        for car_id in self.waking.due(now):
            telling.wake(car_id, now=now)

    async def _keep(self, telling: Telling) -> None:
        await self.store.run(keep, telling.changes, now=at(0), quarantine_rows=1)
        self.cars |= telling.changes.states


def cable_in_and_out(times: int, *, from_s: float = 0) -> list[Reading]:
    """Every ten minutes the cable goes in or comes out."""
    return [
        a_reading(from_s + step * 10 * MINUTE + second, plugged_in=step % 2 == 1, soc_percent=50)
        for step in range(times + 1)
        for second in (0, 15)
    ]


def numbered(readings: Iterable[Reading]) -> list[Reading]:
    return [a_reading(0, **_said(reading), seq=seq) for seq, reading in enumerate(readings, start=1)]


def _said(reading: Reading) -> dict[str, object]:
    return {
        "observed_at": reading.observed_at,
        "received_at": reading.received_at,
        "plugged_in": reading.plugged_in,
        "soc_percent": reading.soc_percent,
    }


A_BUSY_DAY = numbered(cable_in_and_out(9))  # from noon to half past one


def budgeted(**said: object) -> CarProfile:
    return a_profile(**{"time_zone": "UTC", "posts_a_day": 4} | said)


async def test_what_is_over_the_budget_is_told_in_one_in_the_evening(database_url: str) -> None:
    async with Store(database_url) as store:
        mind = Mind(store, budgeted())
        await mind.hear(*A_BUSY_DAY)
        await mind.pass_time(until_s=8 * HOUR)
        before = await mind.outbox()
        await mind.pass_time(until_s=8.6 * HOUR)
        kinds = [(kind, visibility) for _, kind, visibility, _ in await mind.outbox()]
        assert len(before) == len(kinds) - 1
        assert kinds[-1] == ("day_told", "owner")
        assert sum(visibility == "owner" for _, visibility in kinds[:-1]) == 4
        await mind.pass_time(until_s=40 * HOUR)
        assert len(await mind.outbox()) == len(kinds)  # once, and never again


async def test_a_replay_and_a_restart_after_every_reading_say_the_same(database_url: str) -> None:
    async with Store(database_url) as store:
        profile = budgeted(quiet_hours=Hours(time(13), time(14)))
        once = Mind(store, profile)
        await once.hear(*A_BUSY_DAY)
        await once.pass_time(until_s=24 * HOUR)
        told = await once.outbox()
        assert [kind for _, kind, _, _ in told][-1] == "day_told"

        again = Mind(store, profile)  # a second run of the same day, on the same store
        for reading in A_BUSY_DAY:
            await again.hear(reading)
            await again.restart()
        await again.pass_time(until_s=24 * HOUR)
        assert await again.outbox() == told


async def test_a_digest_that_is_due_while_the_gateway_is_away_is_told_when_it_is_back(
    sqlite_url: str,
) -> None:
    async with Store(sqlite_url) as store:
        mind = Mind(store, budgeted())
        await mind.hear(*A_BUSY_DAY)
        await mind.pass_time(until_s=3 * HOUR)
        await mind.restart()
        await mind.pass_time(until_s=30 * HOUR)
        assert [kind for _, kind, _, _ in await mind.outbox()].count("day_told") == 1


async def test_in_quiet_hours_only_alerts_are_told_and_notices_wait_for_their_end(sqlite_url: str) -> None:
    async with Store(sqlite_url) as store:
        mind = Mind(store, budgeted(quiet_hours=Hours(time(12), time(18))))
        low = [
            a_reading(2 * HOUR + step * MINUTE, soc_percent=30 - 3 * step, plugged_in=False, seq=100 + step)
            for step in range(8)
        ]
        await mind.hear(*A_BUSY_DAY, *low)
        await mind.pass_time(until_s=5.9 * HOUR)
        assert [(kind, moment) for _, kind, _, moment in await mind.outbox()] == [
            ("battery_low", at(6 * HOUR)),  # something to do, but not at night
            ("battery_critical", None),
        ]
        await mind.pass_time(until_s=6.1 * HOUR)
        assert [kind for _, kind, _, _ in await mind.outbox()] == [
            "battery_low",
            "battery_critical",
            "day_told",
        ]


async def test_a_dealer_hears_when_the_quiet_hours_of_the_owner_are_over(sqlite_url: str) -> None:
    async with Store(sqlite_url) as store:
        mind = Mind(
            store,
            budgeted(
                quiet_hours=Hours(time(12), time(18)), dealers=(Dealer("works", frozenset({"service_due"})),)
            ),
        )
        await mind.hear(*(a_reading(step * MINUTE, service_in_km=1001 - step, seq=step) for step in range(4)))
        await mind.pass_time(until_s=HOUR)
        assert [(kind, who, moment) for _, kind, who, moment in await mind.outbox()] == [
            ("service_due", "direct", at(6 * HOUR))
        ]


async def test_a_car_switched_off_says_nothing_and_keeps_nothing_back(sqlite_url: str) -> None:
    async with Store(sqlite_url) as store:
        mind = Mind(store, budgeted(enabled=False))
        await mind.hear(*A_BUSY_DAY)
        await mind.pass_time(until_s=24 * HOUR)
        assert (await mind.outbox(), mind.cars["kei"].daybook.kept) == ([], 0)


async def test_what_others_are_to_hear_once_the_car_has_left_comes_out_when_it_has(database_url: str) -> None:
    def due(connection: Connection, now: datetime) -> list[tuple[str, str]]:
        write_entries(connection, [RegisterEntry(car_id="kei", acct="kei")], revision=None)
        found = due_drafts(connection, at(0), cars_now=now, busy_cars=(), limit=10)
        return [(draft.kind, draft.visibility) for draft in found]

    async with Store(database_url) as store:
        mind = Mind(store, budgeted(delay_minutes="until_left"))
        await mind.hear(*numbered(cable_in_and_out(1)))
        drive = [
            a_reading(2 * HOUR + step, speed_kmh=50, plugged_in=False, seq=100 + step)
            for step in range(0, 600, 10)
        ]
        await mind.pass_time(until_s=HOUR)
        waiting = {visibility: not_before for _, _, visibility, not_before in await mind.outbox()}
        await mind.hear(*drive)
        await mind.pass_time(until_s=2.5 * HOUR)
        released = {who: moment for _, kind, who, moment in await mind.outbox() if kind == "plugged_in"}
        assert waiting["private"] is not None
        assert waiting["private"] > at(12 * HOUR)
        moment = released["private"]
        assert moment is not None
        assert at(2 * HOUR + 30 * MINUTE) <= moment < at(2 * HOUR + 51 * MINUTE)
        await store.run(
            lambda connection: connection.execute(outbox.delete().where(outbox.c.not_before.is_(None)))
        )
        assert await store.run(due, moment - timedelta(seconds=1)) == []
        assert await store.run(due, moment) == [("plugged_in", "private")]
