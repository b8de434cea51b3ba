"""The same said in several languages: which of it is for whom."""

from collections.abc import Mapping


def in_language(texts: Mapping[str, str], language: str) -> tuple[str, str]:
    """The language and the words for who reads this language: their own, else what there is."""
    chosen = language if language in texts else next(iter(sorted(texts)))
    return chosen, texts[chosen]
