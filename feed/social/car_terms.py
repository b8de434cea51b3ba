"""The terms on which an owner entrusts a dealer with a car."""

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from feed.social.car_kinds import DealerKind


class Terms(BaseModel):
    """To whom, which kinds of news, and until when: there is no share without an end."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    acct: str = Field(min_length=1, max_length=64)
    kinds: frozenset[DealerKind] = Field(min_length=1)
    until: AwareDatetime
