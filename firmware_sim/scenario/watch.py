"""The eyes of a scenario: who looks at whose posts, and what they had not seen before."""

import asyncio
from collections.abc import Sequence

from firmware_sim.errors import UsageError
from firmware_sim.scenario.feed import Post
from firmware_sim.scenario.form import ANYONE
from firmware_sim.scenario.happenings import PersonDoes
from firmware_sim.scenario.read import Scenario
from firmware_sim.scenario.sight import Sight
from firmware_sim.scenario.stack import Stack


class Watch:
    """Everybody who has to look, with what they have seen so far."""

    def __init__(self, stack: Stack, scenario: Scenario, *, everybody: bool) -> None:
        self.sights: list[Sight] = []
        self._stack, self._scenario, self._names = stack, scenario, stack.names(scenario)
        form = scenario.form
        looking = {by for look in (*form.seen, *form.not_seen) for by in look.by}
        if everybody:
            looking |= {person.name for person in form.person} | {ANYONE}
        self._viewers = sorted(looking)
        self._known: set[tuple[str, str, str]] = set()
        self._accounts: dict[str, str] = {}

    async def begin(self) -> None:
        """Find the cars' accounts. Raises UsageError when a car is not its owner's here."""
        for car in self._scenario.form.car:
            theirs = await self._stack.feed.cars_of(self._token(car.owner) or "")
            car_id = self._names.car(car.name)
            if car_id not in theirs:
                raise UsageError(
                    f"{car.owner} has no car {car_id} at this feed; register it and let them claim it"
                )
            self._accounts[car.name] = theirs[car_id]

    async def look(self, at_s: float) -> None:
        """Everybody looks; what is new to them was seen by this moment."""
        pairs = [(by, of) for by in self._viewers for of in self._accounts]
        feed = self._stack.feed
        pages = await asyncio.gather(
            *(feed.posts(self._accounts[of], token=self._token(by)) for by, of in pairs)
        )
        new = [
            (by, of, post)
            for (by, of), posts in zip(pairs, pages, strict=True)
            for post in reversed(posts)
            if (by, of, post.id) not in self._known
        ]
        arrived = {by: await self._arrived(by) for by in {by for by, _, _ in new}}
        for by, of, post in new:
            home, ringing = arrived[by]
            self._known.add((by, of, post.id))
            rings = post.id in ringing
            comes = rings or post.id in home or not self._expects_news(by, of)
            self.sights.append(Sight(by, of, self._plain(post), at_s, rings=rings, comes=comes))

    async def act(self, happening: PersonDoes) -> None:
        """Let a person follow, unfollow or reply."""
        car = happening.car or self._scenario.form.car[0].name
        token, account_id = self._token(happening.person) or "", self._accounts[car]
        feed = self._stack.feed
        if happening.does != "reply":
            await feed.follow(account_id, token=token, follows=happening.does == "follow")
            return
        posts: Sequence[Post] = await feed.posts(account_id, token=token)
        if not posts:
            raise UsageError(f"{happening.person} sees no post of {car} to reply to")
        await feed.reply(happening.text, posts[0], token=token)

    async def _arrived(self, by: str) -> tuple[frozenset[str], frozenset[str]]:
        """What is on this person's home timeline, and at what their phone rang."""
        token, feed = self._token(by), self._stack.feed
        if token is None:
            return frozenset(), frozenset()
        return await feed.home(token=token), await feed.ringing(token=token)

    def _expects_news(self, by: str, of: str) -> bool:
        """Whether this person is told of the car; others have to look at its page."""
        car = next(car for car in self._scenario.form.car if car.name == of)
        return by in (car.owner, *car.friends, *car.dealers)

    def _token(self, name: str) -> str | None:
        return None if name == ANYONE else self._stack.token(self._names.person(name))

    def _plain(self, post: Post) -> Post:
        return Post(post.id, post.kind, self._names.plain(post.text), post.visibility)
