"""Finding the candidates for mentions in the text, none overlapping another."""

from domain.actors import MentionForm, Sector
from extractors.actors.candidates import Candidate
from extractors.actors.complements import Complement, right_complement
from extractors.actors.modifiers import FLAGS, Modifiers, left_modifiers
from extractors.actors.naming import How, Naming
from extractors.actors.people import PersonSpan
from extractors.actors.phrases import Match
from extractors.actors.view import View

_BODIES = frozenset("group movement network organisation organization faction militia alliance bloc outfit".split())
_GOVERNING = frozenset("administration administrations government governments regime regimes cabinet junta".split())
_LEFTOVERS = frozenset(("'s", "'", ",", "and", "or", "-", "of"))


def person_candidates(view: View, people: list[PersonSpan]) -> list[Candidate]:
    """The people as candidates; each says something of its identity, even where a longer phrase takes its tokens."""
    return [_person_candidate(view, person) for person in people]


def candidates(view: View, people: list[PersonSpan], named: list[Candidate]) -> list[Candidate]:
    """All candidates in text order, not overlapping: the phrase that says most of its head wins.

    `named` are the `person_candidates` of `people`.
    """
    by_end = {person.end: (person.start, person.end) for person in people}
    by_start = {at: (person.start, person.end) for person in people for at in (person.start, person.first)}
    nominals = _agent_phrases(view, by_end, by_start)
    entities = _entities(view)
    taken = [False] * len(view.texts)
    kept: list[Candidate] = []
    governing = [c for c in nominals if _of_person(c) and c.agent and c.agent.noun in _GOVERNING]
    for group in (
        governing,
        named,
        _title_phrases(view, by_end, by_start),
        nominals,
        [c for c in entities if _is_longer_body(view, c)],
        _named(view),
        _glued(view),
        entities,
        _pronouns(view),
    ):
        for candidate in group:
            if (fitted := _fitted(view, candidate, taken)) is not None:
                taken[fitted.start : fitted.end] = [True] * (fitted.end - fitted.start)
                kept.append(fitted)
    return sorted(kept, key=lambda candidate: candidate.start)


def _fitted(view: View, candidate: Candidate, taken: list[bool]) -> Candidate | None:
    """The candidate without the tokens that are taken; None where its head is."""
    if taken[candidate.head]:
        return None
    while candidate.start < candidate.head and any(taken[candidate.start : candidate.head]):
        candidate.start += 1
    while candidate.start < candidate.head and view.texts[candidate.start] in _LEFTOVERS:
        candidate.start += 1
    if any(taken[candidate.head : candidate.end]):
        candidate.end = candidate.head + 1
    return candidate


def _of_person(candidate: Candidate) -> bool:
    return bool(
        (candidate.modifiers and candidate.modifiers.person) or (candidate.complement and candidate.complement.person)
    )


def _person_candidate(view: View, person: PersonSpan) -> Candidate:
    modifiers = person.modifiers
    return Candidate(
        start=person.first,
        end=person.end,
        head=_head_of(view, person.start, person.end),
        form=MentionForm.NAME,
        rule="person name" if not person.titles else "title and name",
        actor_id=person.known,
        person=person,
        titles=person.titles,
        modifiers=modifiers,
    )


def _head_of(view: View, start: int, end: int) -> int:
    """The token of [start, end) whose head stands outside it; the last one where several do."""
    for place in range(end - 1, start - 1, -1):
        if not start <= view.heads[place] < end or view.heads[place] == place:
            return place
    return end - 1


def _title_phrases(
    view: View, by_end: dict[int, tuple[int, int]], by_start: dict[int, tuple[int, int]]
) -> list[Candidate]:
    """Titles without a name: "the Iranian president", "Qatar's prime minister and foreign minister"."""
    found = []
    for match in view.titles.values():
        title = match.values[0]
        if (
            title.use == "honorific"
            or _is_modifier(view, match.end - 1)
            or (match.start in view.agents and title.role in ("", "director"))
        ):
            continue
        modifiers = left_modifiers(view, match.start, by_end)
        titles = [view.titles[start].values[0] for start in reversed(modifiers.titles)] + [title]
        end = match.end
        if end + 1 < len(view.keys) and view.texts[end] == "-" and FLAGS.get(view.keys[end + 1]) == "next":
            modifiers.flags.add("next")
            end += 2
        complement = right_complement(view, end, by_start, placed=False)
        found.append(
            Candidate(
                start=modifiers.start,
                end=max(complement.end, end),
                head=end - 1,
                form=MentionForm.TITLE,
                rule="title",
                titles=titles,
                modifiers=modifiers,
                complement=complement if complement.end > end or complement.unknown else None,
            )
        )
    return sorted(found, key=lambda c: c.start - c.end)


def _is_modifier(view: View, place: int) -> bool:
    """Whether a noun only modifies the next one: "president" in "president Pezeshkian", "minister level"."""
    return view.deps[place] in ("compound", "nmod", "amod") and view.heads[place] > place


def _agent_phrases(
    view: View, by_end: dict[int, tuple[int, int]], by_start: dict[int, tuple[int, int]]
) -> list[Candidate]:
    found = []
    for match in view.agents.values():
        agent = match.values[0]
        head = match.end - 1
        if _is_modifier(view, head) and view.heads[head] not in (head, head + 1, head + 2):
            continue
        if _is_modifier(view, head) and agent.sense != "body":
            continue
        modifiers = left_modifiers(view, match.start, by_end)
        complement = right_complement(view, match.end, by_start, placed=not modifiers.anchors)
        if agent.sector is Sector.UNS and _only_describes(view, head, modifiers, complement):
            continue
        found.append(
            Candidate(
                start=modifiers.start,
                end=max(complement.end, match.end),
                head=head,
                form=MentionForm.NOMINAL,
                rule="agent noun",
                agent=agent,
                modifiers=modifiers,
                complement=complement if complement.end > match.end or complement.unknown else None,
            )
        )
    return found


def _only_describes(view: View, head: int, modifiers: Modifiers, complement: Complement) -> bool:
    """ "A NATO ally of the US" describes and is nobody's name; "NATO allies" are NATO."""
    of_body = bool(modifiers.anchors) and modifiers.anchors[0].startswith("igo:")
    if of_body and view.tags[head] in ("NNS", "NNPS"):
        return False
    if view.keys[head] in _BODIES and modifiers.anchors and not modifiers.anchors[-1].startswith("state:"):
        return False  # "the Islamic Jihad movement" is Islamic Jihad
    return bool(modifiers.anchors or complement.anchors)


def _named(view: View) -> list[Candidate]:
    """Names of the gazetteer: states, bodies, blocs, demonyms, capitals and palaces."""
    found = []
    for match in view.names.values():
        naming = match.values[0]
        if naming.how is How.PERSON or (naming.how in (How.PEOPLE, How.PARTY) and view.tags[match.end - 1] == "JJ"):
            continue
        form = {
            How.DEMONYM: MentionForm.DEMONYM,
            How.CAPITAL: MentionForm.METONYM,
            How.PALACE: MentionForm.METONYM,
        }.get(naming.how, MentionForm.NAME)
        head = _head_of(view, match.start, match.end)
        found.append(
            Candidate(
                start=_with_own_demonym(view, match),
                end=match.end,
                head=head,
                form=form,
                rule=f"gazetteer: {naming.how.value}",
                actor_id=naming.actor_id,
            )
        )
    return sorted(found, key=lambda candidate: (candidate.form is MentionForm.DEMONYM, candidate.start))


def _with_own_demonym(view: View, match: Match[Naming]) -> int:
    """Where "Egyptian Muslim Brotherhood" begins: the adjective of a body's own state belongs to its name."""
    before = view.names_ending.get(match.start)
    if before is None or before.values[0].how is not How.DEMONYM or match.values[0].how is not How.NAME:
        return match.start
    own, other = (view.book.actors[view.actor_of(each)].country for each in (match, before))
    return before.start if own == other and own is not None else match.start


def _is_longer_body(view: View, candidate: Candidate) -> bool:
    """Whether a body's name only holds names of the gazetteer: "Kachin Independence Organization", "Bank of China"."""
    start, end = candidate.start, candidate.end
    if candidate.rule != "model: ORG" or end - start < 2 or "'s" in view.texts[start:end]:
        return False
    own = [view.texts[i][:1].isupper() for i in range(start, end)]
    for place in range(start, end):
        match = view.names.get(place)
        if match is not None:
            if match.end > end or (place == start and match.values[0].how is How.NAME and match.end - start > 1):
                return False
            own[place - start : match.end - start] = [False] * (match.end - place)
            if match.values[0].how is How.NAME and match.end == end and not own[0]:
                return False
    return any(own) and not any(i in view.titles or i in view.agents for i in range(start, end))


def _glued(view: View) -> list[Candidate]:
    """Names inside one token: of two states' relations, or of who backs or leads."""
    found = []
    for place, parts in view.glued.items():
        offset = view.doc[place].idx
        whole = len(parts) > 1
        start, end = parts[0][0], parts[-1][1]
        found.append(
            Candidate(
                start=place,
                end=place + 1,
                head=place,
                form=MentionForm.NAME,
                rule="gazetteer: joined by a hyphen" if whole else "gazetteer: name",
                actor_ids=tuple(dict.fromkeys(actor_id for _, _, actor_id in parts)),
                chars=(offset + start, offset + end),
            )
        )
    return found


def _entities(view: View) -> list[Candidate]:
    """Organisations that only the model knows."""
    found = []
    for entity in view.doc.ents:
        if entity.label_ not in ("ORG", "GPE", "NORP") or not any(token.pos_ == "PROPN" for token in entity):
            continue
        start, end = entity.start, entity.end
        while start < end and (view.keys[start] in ("the", "a", "an") or not view.texts[start][0].isalnum()):
            start += 1
        while end > start and (view.texts[end - 1] in ("'s", "'") or not view.texts[end - 1][-1].isalnum()):
            end -= 1
        if end <= start:
            continue
        modifiers = left_modifiers(view, start, {}) if start in view.names_ending else None
        if modifiers is not None and not modifiers.anchors:
            modifiers = None
        form = MentionForm.NAME if entity.label_ != "GPE" else MentionForm.METONYM
        found.append(
            Candidate(start=start, end=end, head=_head_of(view, start, end), form=form, rule=f"model: {entity.label_}")
        )
    return found


_PRONOUNS = frozenset("he she they it him her them his hers their theirs its himself herself themselves itself".split())


def _pronouns(view: View) -> list[Candidate]:
    return [
        Candidate(start=i, end=i + 1, head=i, form=MentionForm.PRONOUN, rule="pronoun")
        for i, key in enumerate(view.keys)
        if key in _PRONOUNS and view.pos[i] in ("PRON", "DET")
    ]
