"""What made a car speak, as the gateway tells it."""

from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue, StringConstraints

MOST_REASONS = 50


class Reason(BaseModel):
    """A figure behind the words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, StringConstraints(max_length=64)]
    value: JsonValue
    unit: Annotated[str, StringConstraints(max_length=16)] | None = None
    at: AwareDatetime | None = None


class CarEvent(BaseModel):
    """An event by its kind, when it happened by the car's clock, and the figures it was noticed by."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,31}$")]
    at: AwareDatetime
    reasons: list[Reason] = Field(default_factory=list, max_length=MOST_REASONS)
    owner_knows: bool = False  # the owner was told apart, at once; this is for the others

    def to_keep(self) -> dict[str, Any]:
        """What is kept with the status."""
        return self.model_dump(mode="json", exclude={"owner_knows"})
