"""What is wrong with something that was told us: one short sentence for each field."""

from pydantic import ValidationError

_OURS = {
    "Value error, ": "",
    "Input should ": "must ",
    "String should ": "must ",
    "List should ": "must ",
    "Field required": "is missing",
    "Extra inputs are not permitted": "is not known here",
}


def wrongs(error: ValidationError) -> dict[str, str]:
    """By the field's name, dotted where it lies deeper: what it must be."""
    return {
        ".".join(str(step) for step in wrong["loc"] if step != "[key]"): _in_our_words(wrong["msg"])
        for wrong in error.errors(include_url=False, include_input=False, include_context=False)
    }


def _in_our_words(message: str) -> str:
    for theirs, ours in _OURS.items():
        if message.startswith(theirs):
            return ours + message.removeprefix(theirs)
    return message
