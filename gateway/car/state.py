"""What we believe about one car now, with the memory its rules need."""

from datetime import datetime

import msgspec

from gateway.car.cable.charging import Charging
from gateway.car.cable.plug import Plug
from gateway.car.cable.telling import Told
from gateway.car.charge.battery import Battery
from gateway.car.charge.foresight import Foresight
from gateway.car.charge.low import Low
from gateway.car.daybook import Daybook
from gateway.car.health.health import Health
from gateway.car.hearing.gauges import Gauges
from gateway.car.hearing.order import Order
from gateway.car.hearing.tongues import Tongue
from gateway.car.reading import Presence, Reading
from gateway.car.travel.driving import Driving
from gateway.car.travel.homecoming import Homecoming
from gateway.car.travel.idling import Idling
from gateway.car.travel.meeting import Meeting
from gateway.car.travel.places import Place
from gateway.car.travel.records import Records
from gateway.car.travel.towing import Towing


class CarState(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """The present of one car. `CarState(car_id=…)` is a car never heard of; None means "not known"."""

    car_id: str
    observed_at: datetime | None = None  # the newest moment the car told of
    received_at: datetime | None = None  # when we heard of that moment
    lived_until: datetime | None = None  # what waited for a moment up to here has happened
    due_at: datetime | None = None  # the next moment, of the car's time, that something waits for
    wake_at: datetime | None = None  # when to let time pass, by the gateway's clock
    readings_count: int = 0  # distinct readings taken in
    presence: Presence | None = None
    presence_at: datetime | None = None  # by the gateway's clock
    clock_doubted: bool = False  # the last reading's own time was impossible and was set aside

    tongues: tuple[Tongue, ...] = ()  # none while it is heard in our own alone
    unjudged: tuple[Reading, ...] = ()  # heard, and waiting for what belongs to them or comes before
    said: Reading | None = None  # its last words, if it stands and to say them again is no news
    order: Order = Order()
    plug: Plug = Plug()
    battery: Battery = Battery()
    low: Low = Low()
    place: Place = Place()
    driving: Driving = Driving()
    charging: Charging = Charging()
    told: Told = Told()
    gauges: Gauges = Gauges()
    health: Health = Health()
    homecoming: Homecoming = Homecoming()
    towing: Towing = Towing()
    idling: Idling = Idling()
    foresight: Foresight = Foresight()
    records: Records = Records()
    meetings: tuple[Meeting, ...] = ()
    daybook: Daybook = Daybook()
    reminded_at: datetime | None = None  # of being home and unplugged
    silent_told_at: datetime | None = None

    @property
    def up_to_seq(self) -> int | None:
        """The largest seq such that all readings up to it are taken in; None before the first."""
        return self.order.up_to

    @property
    def moment(self) -> datetime:
        """When the last step of this state happened.

        Raises:
            ValueError: for a car never heard of.
        """
        if self.lived_until is None:
            raise ValueError("nothing has happened to this car yet")
        return self.lived_until

    @property
    def range_km(self) -> float | None:
        """As the car said last."""
        return self.gauges.range_km

    @property
    def speed_kmh(self) -> float | None:
        """As the car said last; 0 once it is parked."""
        return self.driving.motion.speed_kmh

    @property
    def odometer_km(self) -> float | None:
        """As the car said last."""
        return self.driving.motion.odometer_km

    @property
    def soc_percent(self) -> float | None:
        """Charge we trust, 0..100 of usable capacity."""
        return self.battery.soc_percent

    @property
    def lat(self) -> float | None:
        """Degrees, of the last position we believed."""
        return None if self.place.fix is None else self.place.fix.lat

    @property
    def lon(self) -> float | None:
        """Degrees, of the last position we believed."""
        return None if self.place.fix is None else self.place.fix.lon
