"""Names of people in the text: which tokens they are, and the titles that stand before and behind them."""

from dataclasses import dataclass, field

from extractors.actors.credit_lines import is_credit
from extractors.actors.modifiers import FLAGS, Modifiers, left_modifiers
from extractors.actors.naming import How, Title
from extractors.actors.phrases import HYPHENS
from extractors.actors.surnames import bare_surnames
from extractors.actors.view import View

_TAIL = frozenset(("'s", "'", "’s", ".", ","))
_LONGEST_NAME = 7
_NEVER_NAMES = frozenset(
    "covid covid-19 coronavirus brexit ebola omicron delta bitcoin monday tuesday wednesday thursday "
    "friday saturday sunday "
    "january february march april may june july august september october november december sputnik patriot "
    "ramadan eid easter christmas hanukkah nowruz thanksgiving islam christianity judaism allah god jesus christ "
    "internet twitter facebook youtube telegram whatsapp tiktok instagram".split()
)
_CORPORATE = frozenset(
    "tower university organization organisation foundation institute airport center centre street avenue house hotel "
    "inc corp ltd company group bank square stadium mosque church cathedral hospital school college act doctrine prize "
    "building base camp prison dam bridge port administration".split()
)


@dataclass(slots=True)
class PersonSpan:
    """A person's name in the text, and what stands around it."""

    start: int  # of the name
    end: int
    first: int  # of the whole mention, titles included
    titles: list[Title] = field(default_factory=list)
    modifiers: Modifiers | None = None
    anchors: list[str] = field(default_factory=list)  # of "President of Iran ...": actor_ids
    known: str | None = None  # actor_id where the gazetteer names the person in full or by a telling short form

    def text(self, view: View) -> str:
        return str(view.doc[self.start : self.end].text)


def person_spans(view: View) -> list[PersonSpan]:
    """All person names, in text order, not overlapping."""
    taken = [False] * len(view.texts)
    found: list[PersonSpan] = []
    for start, end, known in sorted(_seeds(view), key=lambda seed: (seed[0], -seed[1])):
        if any(taken[start:end]):
            continue
        span = _grown(view, start, end, known)
        if span is None or any(taken[span.start : span.end]):
            continue
        taken[span.start : span.end] = [True] * (span.end - span.start)
        found.append(span)
    surnames = {view.keys[span.end - 1] for span in found if span.end - span.start > 1}
    bare = [PersonSpan(start=i, end=i + 1, first=i) for i in bare_surnames(view, surnames, taken)]
    found = [span for span in (*found, *bare) if not is_credit(view, span.start, span.end)]
    found.sort(key=lambda span: span.start)
    by_end = {span.end: (span.start, span.end) for span in found}
    for span in found:
        _absorb_titles(view, span, by_end)
    return found


def _seeds(view: View) -> list[tuple[int, int, str | None]]:
    seeds: list[tuple[int, int, str | None]] = []
    for match in view.names.values():
        if match.values[0].how is How.PERSON:
            ids = {value.actor_id for value in match.values if value.how is How.PERSON}
            seeds.append((match.start, match.end, ids.pop() if len(ids) == 1 else None))
    for entity in view.doc.ents:
        if entity.label_ == "PERSON":
            seeds += [(start, end, None) for start, end in _parts(view, entity.start, entity.end)]
    for title in view.titles.values():
        comma = title.end < len(view.texts) and view.texts[title.end] == "," and title.values[0].use != "honorific"
        start = _behind_state(view, title.end + comma)
        if start < len(view.texts) and _begins_name(view, start, title.values[0]):
            seeds.append((start, start + 1, None))
    return seeds


def _behind_state(view: View, place: int) -> int:
    """Behind "of Kenya" or "-elect" where one of them stands between a title and the name."""
    if place + 1 < len(view.keys) and view.texts[place] == "-" and FLAGS.get(view.keys[place + 1]) == "next":
        return place + 2
    if place + 1 < len(view.keys) and view.keys[place] == "of":
        match = view.names.get(place + 1 + (view.keys[place + 1] == "the"))
        if match is not None and match.values[0].how is How.NAME:
            return match.end + (match.end < len(view.texts) and view.texts[match.end] == ",")
    return place


def _begins_name(view: View, start: int, title: Title) -> bool:
    if view.sentences[start] == start or start in view.names or start in view.titles or start in view.agents:
        return False
    if not view.is_namey(start) or view.keys[start] in _NEVER_NAMES or view.pos[start] != "PROPN":
        return False
    if view.texts[start].isupper() and len(view.texts[start]) > 1:
        return False
    behind_comma = view.texts[start - 1] == ","
    if behind_comma and (view.entities[start] not in ("PERSON",)):
        return False
    return title.use == "honorific" or view.entities[start] in ("PERSON", "", "ORG", "GPE", "NORP")


def _parts(view: View, start: int, end: int) -> list[tuple[int, int]]:
    """The entity's tokens without titles, names of states and bodies, and marks at its ends."""
    parts, begin = [], None
    place = start
    while place < end:
        inside = view.names.get(place)
        title = view.titles.get(place)
        if inside is not None and inside.values[0].how is not How.PERSON:
            stop = inside.end
        elif title is not None and not (title.end > end):
            stop = title.end
        elif (
            view.texts[place] in _TAIL
            or view.texts[place].isspace()
            or view.keys[place] in ("the", "and", "former", "ex", "late", "acting")
        ):
            stop = place + 1
        elif place in view.agents and view.pos[place] != "PROPN":
            stop = view.agents[place].end
        else:
            begin = place if begin is None else begin
            place += 1
            continue
        if begin is not None:
            parts.append((begin, place))
            begin = None
        place = max(stop, place + 1)
    if begin is not None:
        parts.append((begin, end))
    return [(a, b) for a, b in parts if view.texts[a][0].isupper() and not _is_never(view, a, b)]


def _is_never(view: View, start: int, end: int) -> bool:
    keys = view.keys[start:end]
    if any(any(char.isdigit() for char in key) for key in keys):
        return True
    return keys[-1] in _CORPORATE or all(key in _NEVER_NAMES for key in keys)


def _grown(view: View, start: int, end: int, known: str | None) -> PersonSpan | None:
    """The whole name around a seed; None where it turns out to be no person's."""
    size = len(view.texts)
    sentence = view.sentences[start]
    while start > sentence and _continues(view, start - 1, start):
        start -= 1
    while end < size and view.sentences[end] == sentence and end - start < _LONGEST_NAME:
        if view.is_namey(end) and end not in view.names and not _begins_other(view, end, start):
            end += 1
        elif (step := _through_particle(view, end)) is not None:
            end = step
        else:
            break
    while end > start and (view.texts[end - 1] in _TAIL or view.texts[end - 1] in HYPHENS):
        end -= 1
    if end <= start or _is_never(view, start, end) or (known is None and _is_common(view, start, end)):
        return None
    return PersonSpan(start=start, end=end, first=start, known=known)


def _continues(view: View, before: int, start: int) -> bool:
    """Whether the token before a name is a first name that the model left out."""
    if before in view.names or before + 1 in view.names_ending or before + 1 in view.titles_ending:
        return False
    if before + 1 in view.agents_ending and view.pos[before] != "PROPN":
        return False
    if (
        view.entities[before] in ("ORG", "GPE", "NORP", "FAC", "LOC", "DATE", "EVENT")
        and view.entities[start] == "PERSON"
    ):
        return False
    return (
        view.pos[before] == "PROPN"
        and view.texts[before][:1].isupper()
        and view.deps[before] in ("compound", "nmod")
        and view.heads[before] >= start
        and view.keys[before] not in _NEVER_NAMES
        and not view.texts[before].isupper()
    )


def _begins_other(view: View, place: int, start: int) -> bool:
    """Whether the next name is another one; a last name that the model took for a body goes with its first name."""
    if (
        view.entities[place] in ("ORG", "GPE")
        and start + 1 == place
        and (view.entities[start] == "PERSON" or start in view.titles_ending)
    ):
        glued = view.deps[start] == "compound" and view.heads[start] == place
        alone = place + 1 >= len(view.entities) or view.entities[place + 1] != view.entities[place]
        if glued and alone and view.keys[place] not in _CORPORATE:
            return False
    return (
        view.entities[place] not in ("PERSON", "") or view.keys[place] in _CORPORATE or view.keys[place] in _NEVER_NAMES
    )


def _through_particle(view: View, place: int) -> int | None:
    """Behind the particles or hyphen at `place` and the name part that follows them; None where none does."""
    size, at = len(view.texts), place
    while at < size and at - place < 3 and (view.is_particle(at) or view.texts[at] in HYPHENS):
        if view.texts[at] in HYPHENS and (view.doc[at - 1].whitespace_ or view.doc[at].whitespace_):
            return None
        at += 1
    if at == place or at >= size or view.sentences[at] != view.sentences[place - 1]:
        return None
    hyphen_only = view.texts[place] in HYPHENS
    if hyphen_only and not view.texts[at][:1].isupper():
        return None
    if (
        view.texts[at][:1].isupper()
        and view.pos[at] in ("PROPN", "ADJ", "NOUN")
        and at not in view.titles
        and (at not in view.names or view.names[at].values[0].how is How.PERSON)
    ):
        return at + 1
    return None


def _is_common(view: View, start: int, end: int) -> bool:
    """A lone word that is no proper noun, or that only looks like one at the start of a sentence."""
    if end - start > 1:
        return False
    return view.pos[start] != "PROPN" or (view.texts[start].isupper() and len(view.texts[start]) > 2)


def _absorb_titles(view: View, span: PersonSpan, by_end: dict[int, tuple[int, int]]) -> None:
    """Takes the titles before the name, and what modifies them, into the mention."""
    place = span.start
    sentence = view.sentences[span.start]
    if place - 2 > sentence and view.texts[place - 2] == "-" and FLAGS.get(view.keys[place - 1]) == "next":
        place -= 2
    titles: list[Title] = []
    while place > sentence:
        at = place
        if (
            (view.texts[at - 1] == "," and (at - 1) in view.titles_ending)
            or (view.texts[at - 1] == "." and (at - 1) in view.titles_ending)
            or (view.texts[at - 1] in ("and", "&") and titles and (at - 1) in view.titles_ending)
        ):
            at -= 1
        elif (of := _title_of_state(view, at)) is not None:
            span.anchors.append(view.actor_of(view.names_ending[at - 1 if view.texts[at - 1] == "," else at]))
            at = of
        match = view.titles_ending.get(at)
        if match is None or match.start < sentence:
            break
        titles.insert(0, match.values[0])
        place = match.start
    span.titles = titles
    span.first = place
    others = {end: other for end, other in by_end.items() if other[1] <= span.start}
    if not titles:
        place = span.start
        span.first = place
    if titles:
        span.modifiers = left_modifiers(view, place, others)
        span.first = span.modifiers.start
    elif place > sentence and (place in view.agents_ending or place in view.names_ending):
        _absorb_agent(view, span, place, others)


def _title_of_state(view: View, at: int) -> int | None:
    """The end of a title in "President of Iran Massoud ..." or "the Emir of Qatar, Sheikh ..."."""
    end = at - 1 if view.texts[at - 1] == "," else at
    match = view.names_ending.get(end)
    if match is None:
        return None
    before = match.start - 1
    if before > 0 and view.keys[before] == "the":
        before -= 1
    if before > 0 and view.keys[before] == "of" and before in view.titles_ending:
        return before
    return None


def _absorb_agent(view: View, span: PersonSpan, place: int, others: dict[int, tuple[int, int]]) -> None:
    """Takes "Hamas official" or "Iranian lawmaker" before the name into the mention."""
    agent = view.agents_ending.get(place)
    if agent is None or agent.values[0].sense == "body" or view.deps[place - 1] not in ("compound", "nmod", "amod"):
        return
    span.modifiers = left_modifiers(view, agent.start, others)
    span.titles = [Title(agent.values[0].noun, "", agent.values[0].sector, "rank", "")]
    span.first = span.modifiers.start
