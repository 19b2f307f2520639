"""Last names of people of the article where the model took them for something else."""

from extractors.actors.naming import How
from extractors.actors.view import View


def bare_surnames(view: View, surnames: set[str], taken: list[bool]) -> list[int]:
    """Tokens that are one of the folded last names and belong to no name yet."""
    return [
        i
        for i, key in enumerate(view.keys)
        if key in surnames and not taken[i] and _is_no_other_name(view, i) and _stands_alone(view, i)
    ]


def _is_no_other_name(view: View, place: int) -> bool:
    """A capital that is somebody's last name in this article ("Hamilton") is that person."""
    match = view.names.get(place)
    if match is not None and match.values[0].how is How.CAPITAL and match.end == place + 1:
        del view.names[place], view.names_ending[place + 1]
        return True
    return match is None


def _stands_alone(view: View, place: int) -> bool:
    if view.pos[place] != "PROPN" or not view.texts[place][:1].isupper():
        return False
    around = [
        i for i in (place - 1, place + 1) if 0 <= i < len(view.texts) and view.sentences[i] == view.sentences[place]
    ]
    return not any(
        view.pos[i] == "PROPN" and not any(m.start <= i < m.end for m in view.titles.values()) for i in around
    )
