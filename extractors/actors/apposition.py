"""Titles and agent nouns that stand beside a name and say who the person is: "Jane Doe, a Kenyan lawmaker"."""

from extractors.actors.candidates import Candidate
from extractors.actors.naming import Title
from extractors.actors.view import View


def appositions(view: View, found: list[Candidate], people: list[Candidate]) -> dict[int, list[Candidate]]:
    """By place in `people`, the titles and agent nouns that stand beside that name, nothing but a comma between."""
    starting = {person.start: n for n, person in enumerate(people)}
    ending = {person.end: n for n, person in enumerate(people)}
    beside: dict[int, list[Candidate]] = {}
    for candidate in found:
        if candidate.person is not None or not (candidate.titles or candidate.agent):
            continue
        behind = ending.get(candidate.start - 1) if _is_comma(view, candidate.start - 1) else None
        before = starting.get(candidate.end + 1) if _is_comma(view, candidate.end) else None
        for place, other in ((behind, candidate.head), (before, None)):
            if place is not None and _are_one(view, candidate, people[place], other):
                beside.setdefault(place, []).append(candidate)
                break
    return beside


def _is_comma(view: View, place: int) -> bool:
    return 0 <= place < len(view.texts) and view.texts[place] == ","


def _are_one(view: View, candidate: Candidate, person: Candidate, behind: int | None) -> bool:
    """Whether the parser makes one an apposition of the other, and no state speaks against it."""
    one, other = (candidate.head, person.head) if behind is not None else (person.head, candidate.head)
    if view.deps[one] != "appos" or not (person.start <= view.heads[one] < person.end or view.heads[one] == other):
        return False
    mine, its = set(candidate.anchors), set(person.anchors)
    return not (mine and its) or bool(mine & its)


def learn(person: Candidate, other: Candidate) -> None:
    """Gives the name what stands beside it: titles, and the states and bodies that these are of."""
    person.titles = [*person.titles, *other.titles]
    if other.agent is not None and not other.titles:
        person.titles.append(Title(other.agent.noun, "", other.agent.sector, "rank", ""))
    if person.person is not None:
        person.person.anchors.extend(other.anchors)
