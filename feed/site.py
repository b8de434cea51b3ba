"""What everything shown has in common: where this server is, and the small pictures of its own."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from feed.social.shortcodes import named_in, named_in_html
from feed.store import emojis
from feed.store.database import Database
from feed.store.emojis import Emoji


class Site:
    """The name the server gives itself, and its emojis as this worker knows them."""

    def __init__(self, public_url: str) -> None:
        self.public_url = public_url
        self.emojis: Mapping[str, Emoji] = MappingProxyType({})  # by their short names
        self.edition = 0  # another one: what was presented before is out of date

    def learn(self, found: Iterable[Emoji]) -> None:
        """These are the emojis there are."""
        known = {one.shortcode: one for one in found}
        if known != self.emojis:
            self.emojis = MappingProxyType(known)
            self.edition += 1

    def emojis_in(self, *texts: str, html: str = "") -> list[Emoji]:
        """Those that are written in plain texts, and in what a reader of the HTML sees; each once."""
        if not self.emojis:
            return []
        names = [name for text in texts for name in named_in(text)]
        used = dict.fromkeys([*named_in_html(html), *names])
        return [self.emojis[name] for name in used if name in self.emojis]


async def learn_emojis(site: Site, database: Database) -> None:
    """The site knows the emojis there are by now."""
    async with database.reading() as session:
        site.learn(await emojis.every(session))
