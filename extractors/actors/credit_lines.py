"""Names of people that only credit a picture."""

from extractors.actors.view import View

_PICTURE = frozenset("photo photograph picture credit image getty photographer pictured".split())


def is_credit(view: View, start: int, end: int) -> bool:
    """Whether the name at tokens [start, end) is a photographer's: "Jane Doe/Agency", "Photo: Jane Doe"."""
    if any("/" in text for text in view.texts[start : end + 1]):
        return True
    before = view.keys[max(0, start - 3) : start]
    return ":" in before and any(key in _PICTURE for key in before)
