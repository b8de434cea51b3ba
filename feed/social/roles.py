"""Who somebody is in the network, and what an account stands for."""

from typing import Literal

AccountKind = Literal["person", "car", "staff"]
Role = Literal["member", "dealer", "staff", "admin"]

ROLES: tuple[Role, ...] = ("member", "dealer", "staff", "admin")
