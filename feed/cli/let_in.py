"""Somebody is let in by the operator."""

from feed.actions.sign_up import sign_up
from feed.app import wall_clock
from feed.cli.operator import Operator
from feed.social.car_wishes import Language
from feed.social.roles import Role
from feed.store.audit import note


async def let_in(
    hands: Operator, username: str, *, password: str, name: str, role: Role, language: Language
) -> None:
    """They can sign in, and the audit log says who let them.

    Raises:
        InvalidError: names the field that is not good, or taken.
    """
    made = await sign_up(
        hands.database,
        hands.passwords,
        username=username,
        password=password,
        display_name=name,
        role=role,
        locale=language,
        ids=hands.ids,
    )
    about = made.account_id
    async with hands.database.writing() as session:
        await note(
            session, "member_created", by="operator", about=("account", about), now=wall_clock(), role=role
        )
