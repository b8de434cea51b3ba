"""What a device shows of a notification, in its owner's language."""

from feed.social.text import clean

MOST_CHARACTERS = 140  # of what was said; a lock screen shows no more

CAR_ALERT = "car_alert"  # a car needs its owner; browsers choose it apart from being mentioned
TEST = "test"

_TITLES = {
    "en": {
        CAR_ALERT: "{name} needs you",
        TEST: "{name} can reach you here",
        "mention": "{name} mentioned you",
        "status": "{name} has news",
        "reblog": "{name} boosted your post",
        "follow": "{name} follows you now",
        "follow_request": "{name} would like to follow you",
        "favourite": "{name} likes your post",
        "poll": "A poll has ended",
        "update": "{name} edited a post",
    },
    "ja": {
        CAR_ALERT: "{name}が呼んでいます",
        TEST: "{name}からの通知がここに届きます",
        "mention": "{name}さんがあなたに話しかけました",
        "status": "{name}さんからお知らせです",
        "reblog": "{name}さんがあなたの投稿をブーストしました",
        "follow": "{name}さんにフォローされました",
        "follow_request": "{name}さんがフォローを希望しています",
        "favourite": "{name}さんがあなたの投稿をお気に入りに入れました",
        "poll": "アンケートが終わりました",
        "update": "{name}さんが投稿を編集しました",
    },
}


def title(kind: str, name: str, language: str) -> str:
    """The line in bold; a kind without words of its own is told by the name alone."""
    words = _TITLES.get(language, _TITLES["en"])
    return words.get(kind, "{name}").format(name=name)


def body(text: str, warning: str) -> str:
    """What was said, cut short; behind a warning only the warning."""
    shown = clean(warning or text)
    return shown if len(shown) <= MOST_CHARACTERS else f"{shown[: MOST_CHARACTERS - 1]}…"
