"""Who says "I" and "we" inside a quotation: whoever the words around the quotation name as its speaker."""

from collections.abc import Callable, Iterator

from domain.actors import MentionForm
from extractors.actors.candidates import Candidate
from extractors.actors.casting import Resolution
from extractors.actors.view import View

FIRST = frozenset("i me my mine myself we us our ours ourselves".split())
_SAYING = frozenset(
    "say tell add write post tweet state declare announce warn insist argue claim explain note stress reply respond "
    "answer vow pledge promise shout remark comment continue conclude recall admit ask emphasize emphasise reiterate "
    "maintain affirm assert complain observe urge joke quip testify acknowledge confirm".split()
)
_GOES_ON = frozenset(",?!-–—")
_REACH = 400  # tokens of one quotation
NOT_QUOTED = Resolution((), "the text does not say who speaks")
_UNKNOWN = Resolution((), "spoken by nobody whom the text around it names")


def first_persons(view: View, whom: Callable[[int], Resolution | None]) -> dict[int, Resolution]:
    """By token, whom each "I", "we" and "our" inside a quotation stands for.

    `whom` gives the resolution of the mention whose head is at a token, if there is one.
    """
    marks = [i for i, text in enumerate(view.texts) if text in ('"', "``", "''")]
    if not marks:
        return {}
    found: dict[int, Resolution] = {}
    before: tuple[int, Resolution] | None = None
    for start, end in _quotations(view, marks):
        speaker = _speaker(view, start, end, whom)
        if speaker is None and before is not None and len(set(view.sentences[before[0] : start])) == 1:
            speaker = before[1]  # "...," she said. "..."
        if speaker is None:
            before = None
            continue
        before = end, speaker
        found.update((i, speaker) for i in range(start, end) if view.keys[i] in FIRST and view.pos[i] != "NUM")
    return found


def first_person_candidates(found: dict[int, Resolution]) -> Iterator[tuple[Candidate, Resolution]]:
    """A mention for each word whose speaker is an actor."""
    for place, resolution in found.items():
        if resolution.actor_ids:
            yield _pronoun(place), resolution


def _pronoun(place: int) -> Candidate:
    return Candidate(start=place, end=place + 1, head=place, form=MentionForm.PRONOUN, rule="first person")


def _quotations(view: View, marks: list[int]) -> Iterator[tuple[int, int]]:
    """Tokens between pairs of marks of one paragraph; what a paragraph leaves open ends with it."""
    opened: int | None = None
    for mark in marks:
        if opened is not None and (mark - opened > _REACH or _parted(view, opened, mark)):
            opened = None
        if opened is None:
            opened = mark
        else:
            yield opened, mark
            opened = None


def _parted(view: View, start: int, end: int) -> bool:
    return any("\n" in view.texts[i] for i in range(start, end) if view.texts[i].isspace())


def _speaker(view: View, start: int, end: int, whom: Callable[[int], Resolution | None]) -> Resolution | None:
    """The subject of a verb of saying that stands beside the quotation in the sentences of its two marks."""
    first = view.sentences[start]
    last = min(end + 40, len(view.texts))
    own = {view.sentences[end], view.sentences[end - 1]}
    if view.texts[end - 1] in _GOES_ON:
        own.add(end + 1)  # the parser ended the sentence with the quotation
    for verb in (*range(end, last), *range(start - 1, first - 1, -1)):
        if verb >= end and view.sentences[verb] not in own:
            break
        if view.pos[verb] != "VERB" or view.doc[verb].lemma_.lower() not in _SAYING:
            continue
        for child in view.doc[verb].children:
            if child.dep_ == "nsubj" and not start < child.i < end:
                return whom(child.i) or _UNKNOWN
    return None
