"""Towns and regions that the model takes for people: "Russian forces shelled Kherson"."""

from collections.abc import Iterable, Sequence

from extractors.actors.acting import out_of_lists
from extractors.actors.people import PersonSpan
from extractors.actors.view import View

_WHERE = frozenset("in at near from outside inside around across into to toward towards through over of".split())
_DONE_TO_TOWNS = frozenset(
    "shell bomb bombard strike hit attack storm seize capture retake recapture besiege encircle occupy liberate enter "
    "leave reach flee evacuate abandon overrun take defend visit invade raid pound target control hold rebuild".split()
)
_OF_PEOPLE = frozenset(
    "say tell add ask think know believe want hope write speak insist argue claim deny warn urge explain admit feel "
    "vow promise refuse laugh smile nod die marry resign".split()
)


def without_towns(view: View, spans: Sequence[PersonSpan]) -> list[PersonSpan]:
    """The people without those names that are of a place and stand as one."""
    alone: dict[str, list[PersonSpan]] = {}
    for span in spans:
        if span.known is None and not span.titles and not span.anchors:
            key = _key(view, span)
            if key in view.book.settlements:
                alone.setdefault(key, []).append(span)
    if not alone:
        return list(spans)
    bearers = {word for span in spans if _key(view, span) not in alone for word in view.keys[span.start : span.end]}
    towns = {key for key, found in alone.items() if key not in bearers and _stands_as_place(view, key, found)}
    return [span for span in spans if span.titles or _key(view, span) not in towns]


def _key(view: View, span: PersonSpan) -> str:
    return " ".join(key for key in view.keys[span.start : span.end] if key not in ("-", "–", ""))


def _stands_as_place(view: View, key: str, found: Iterable[PersonSpan]) -> bool:
    """Whether a name is where something is or is done to as towns are, and never speaks or feels."""
    stands = False
    for span in found:
        heads = [i for i in range(span.start, span.end) if not span.start <= view.heads[i] < span.end]
        top = out_of_lists(view, heads[-1] if heads else span.end - 1)
        dep, governor = view.deps[top], view.heads[top]
        lemma = view.doc[governor].lemma_.lower()
        if dep in ("nsubj", "poss") and (lemma in _OF_PEOPLE or dep == "poss"):
            return False
        if dep == "pobj":
            stands = stands or view.keys[governor] in _WHERE
        elif dep in ("dobj", "nsubjpass"):
            stands = stands or lemma in _DONE_TO_TOWNS
    return stands or (" " in key and view.book.settlements[key])
