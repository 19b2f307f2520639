"""Titles and agent nouns that stand beside a name and say who the person is: "Jane Doe, a Kenyan lawmaker"."""

from extractors.actors.candidates import Candidate
from extractors.actors.naming import Title
from extractors.actors.view import View


def appositions(view: View, found: list[Candidate], people: list[Candidate]) -> dict[int, list[Candidate]]:
    """By place in `people`, the titles and agent nouns in apposition to that name, or it to them."""
    at = {i: n for n, person in enumerate(people) for i in range(person.start, person.end)}
    beside: dict[int, list[Candidate]] = {}
    for candidate in found:
        if candidate.person is not None or not (candidate.titles or candidate.agent):
            continue
        if view.deps[candidate.head] == "appos" and view.heads[candidate.head] in at:
            beside.setdefault(at[view.heads[candidate.head]], []).append(candidate)
            continue
        for child in view.doc[candidate.head].children:
            if (
                child.dep_ == "appos"
                and child.i in at
                and not any(i in at for i in range(candidate.start, candidate.end))
            ):
                beside.setdefault(at[child.i], []).append(candidate)
    return beside


def learn(person: Candidate, other: Candidate) -> None:
    """Gives the name what stands beside it: titles, and the states and bodies that these are of."""
    person.titles = [*person.titles, *other.titles]
    if other.agent is not None and not other.titles:
        person.titles.append(Title(other.agent.noun, "", other.agent.sector, "rank", ""))
    if person.person is not None:
        person.person.anchors.extend(other.anchors)
