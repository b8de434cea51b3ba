"""Where the pictures are of those who brought none of their own."""


def portrait_path(kind: str, account_id: int) -> str:
    """The path of an account's drawn picture; it never changes."""
    return f"/portraits/{'car' if kind == 'car' else 'person'}/{account_id}.svg"


HEADER_PATH = "/portraits/header.svg"
