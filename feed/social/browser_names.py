"""What a browser is called, so that its owner knows it again: made from what it says of itself."""

# in this order: most browsers say that they are several others as well
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def browser_name(user_agent: str) -> str:
    """Such as "Firefox · Android"; empty for what says nothing we know."""
    found = (
        next((name for sign, name in signs if sign in user_agent), None) for signs in (_BROWSERS, _SYSTEMS)
    )
    return " · ".join(name for name in found if name)
