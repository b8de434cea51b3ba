"""Sentences of a page that stayed in English although a catalog has them in the reader's language."""

import re

from babel.messages.pofile import read_po
from playwright.sync_api import Page

from feed.web.language import CATALOGS

SPOKEN = """() => {
    const said = [];
    const ours = (part) => part && !part.closest("[lang=en], script, style, .said, code, textarea");
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (ours(walker.currentNode.parentElement)) said.push(walker.currentNode.data);
    for (const part of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]"))
        if (ours(part)) for (const name of ["aria-label", "title", "placeholder", "alt"])
            said.push(part.getAttribute(name) ?? "");
    return said.map((words) => words.trim().replace(/\\s+/g, " ")).filter((words) => /[a-z]{2}/i.test(words));
}"""
PLACE = re.compile(r"%\\\(\w+\\\)[sd]")  # as it stands in an escaped pattern


def english(language: str) -> re.Pattern[str]:
    """Fits whatever should have been said in the language instead."""
    with (CATALOGS / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalog = read_po(file)
    forms = [
        (one, other)
        for message in catalog
        if message.id
        for one, other in zip(_forms(message.id), _forms(message.string) * 2, strict=False)
    ]
    patterns = [PLACE.sub(".+", re.escape(one)) for one, other in forms if one != other]
    return re.compile("|".join(pattern for pattern in patterns if re.search(r"[a-z]{2}", pattern)))


def left_in_english(page: Page, english: re.Pattern[str]) -> list[str]:
    """What the page says that it could say better."""
    return [words for words in page.evaluate(SPOKEN) if english.fullmatch(words)]


def _forms(told: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (told,) if isinstance(told, str) else tuple(told)
