"""The rule of visibility in Python and its twin in SQL say the same of every case there is."""

from itertools import product

from sqlalchemy import select

from feed.social.visibility import VISIBILITIES, Standing, may_see
from feed.store.tables import Block, Follow, Mention, Status
from feed.store.visible import visible_to
from tests.builders.feed import Feed

CASES = list(product(VISIBILITIES, *[(False, True)] * 4))


async def test_the_rule_and_its_twin_agree_on_every_case(feed: Feed) -> None:
    expected, rows = {}, []
    for number, (visibility, *facts) in enumerate(CASES):
        is_author, follows, is_mentioned, blocked = facts
        viewer = await feed.person(f"viewer{number}")
        author = viewer if is_author else await feed.person(f"author{number}")
        status_id = feed.ids.next()
        rows.append((viewer.account_id, status_id))
        expected[status_id] = may_see(
            visibility,
            Standing(is_author=is_author, follows_author=follows, is_mentioned=is_mentioned, blocked=blocked),
        )
        pair = {"account_id": viewer.account_id, "target_account_id": author.account_id}
        back = {"account_id": author.account_id, "target_account_id": viewer.account_id}
        async with feed.database.writing() as session:
            session.add(
                Status(
                    id=status_id,
                    account_id=author.account_id,
                    visibility=visibility,
                    conversation_id=status_id,
                )
            )
            await session.flush()
            if follows:
                session.add(Follow(id=feed.ids.next(), **pair))
            if is_mentioned:
                session.add(Mention(status_id=status_id, account_id=viewer.account_id))
            if blocked:
                session.add(Block(id=feed.ids.next(), **back))
    async with feed.database.reading() as session:
        found = {
            status_id: bool(
                await session.scalar(select(Status.id).where(Status.id == status_id, visible_to(viewer_id)))
            )
            for viewer_id, status_id in rows
        }
    assert found == expected
