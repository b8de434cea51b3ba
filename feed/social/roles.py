"""Who somebody is in the network, and what an account stands for."""

from typing import Literal

AccountKind = Literal["person", "car", "staff"]
Role = Literal["member", "dealer", "staff", "admin"]

ROLES: tuple[Role, ...] = ("member", "dealer", "staff", "admin")


def is_staff(role: Role | None) -> bool:
    """Whether they are of the company."""
    return role in {"staff", "admin"}


def may_tend(role: Role, other: Role | None) -> bool:
    """Whether somebody may look after a member with the other role; None is a car."""
    return role == "admin" or (role == "staff" and not is_staff(other))
