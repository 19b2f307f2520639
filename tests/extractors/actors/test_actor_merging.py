"""Merges proposed, pinned, undone and applied; search by name; joining to stored actors."""

from collections.abc import Iterable

from domain.actors import Actor, ActorKind, ActorLayer, ActorMerge, Mention, MentionForm
from domain.spans import Span
from extractors.actors import canonical_ids, found_by_name, last_name_key, proposed_merges, same_actor, with_merges
from extractors.actors.known import join_known


def person(actor_id: str, name: str, country: str | None = None, *, known: bool = False) -> Actor:
    return Actor(actor_id=actor_id, name=name, kind=ActorKind.PERSON, country=country, sector=None, known=known)


class Stored:
    def __init__(self, *actors: Actor) -> None:
        self._actors = actors

    def named(self, key: str) -> Iterable[Actor]:
        return [actor for actor in self._actors if last_name_key(actor.name) == key]


def test_spellings_of_one_name_are_proposed_as_a_merge_with_score_and_reason() -> None:
    merges = proposed_merges([person("a", "Yusuf Beispiel", "IRQ"), person("b", "Youssef Beispiel")])
    assert [(m.kept_id, m.merged_id) for m in merges] == [("b", "a")] or [(m.kept_id, m.merged_id) for m in merges] == [
        ("a", "b")
    ]
    assert merges[0].score >= 0.9
    assert "Beispiel" in merges[0].reason


def test_namesakes_of_two_states_stay_apart() -> None:
    assert same_actor(person("a", "Ali Beispiel", "IRN"), person("b", "Ali Beispiel", "IRQ"))[0] == 0.0


def test_a_last_name_alone_never_merges() -> None:
    assert proposed_merges([person("a", "Beispiel"), person("b", "Ali Beispiel")]) == ()


def test_the_actor_of_the_files_is_kept() -> None:
    merges = proposed_merges([person("p", "Ali Beispiel"), person("person:ali-beispiel", "Ali Beispiel", known=True)])
    assert merges[0].kept_id == "person:ali-beispiel"


def test_a_pin_keeps_two_apart_even_by_way_of_a_third() -> None:
    merges = [
        ActorMerge(kept_id="a", merged_id="c", score=0.0, reason="a person said so", pinned=True, apart=True),
        ActorMerge(kept_id="a", merged_id="b", score=0.95, reason="names"),
        ActorMerge(kept_id="b", merged_id="c", score=0.93, reason="names"),
    ]
    ids = canonical_ids(merges)
    assert ids["b"] == "a"
    assert ids.get("c", "c") != "a"


def test_a_pinned_merge_wins_over_a_likelier_one_that_it_forbids() -> None:
    pins = [ActorMerge(kept_id="x", merged_id="y", score=1.0, reason="a person said so", pinned=True)]
    assert canonical_ids(proposed_merges([], pins)) == {"y": "x"}


def test_merges_are_applied_to_a_fresh_layer() -> None:
    mention = Mention(
        span=Span(start=0, end=3),
        text="Ali",
        head=Span(start=0, end=3),
        form=MentionForm.NAME,
        actor_ids=("b",),
        rule="t",
    )
    layer = ActorLayer(actors=(person("b", "Ali Beispiel"),), mentions=(mention,))
    merged = with_merges(layer, [ActorMerge(kept_id="a", merged_id="b", score=1.0, reason="t", pinned=True)])
    assert merged.actors[0].actor_id == "a"
    assert merged.mentions[0].actor_ids == ("a",)


def test_actors_are_found_by_any_form_of_their_name() -> None:
    actors = [person("t", "Tamim bin Hamad Al Thani"), person("m", "Masoud Pezeshkian"), person("x", "Jane Doe")]
    assert [actor.actor_id for _, actor in found_by_name("al thani", actors)] == ["t"]
    assert [actor.actor_id for _, actor in found_by_name("Massoud Pezeshkian", actors)] == ["m"]


def test_a_new_name_joins_the_stored_person_of_the_same_name() -> None:
    joined = join_known(person("n", "Yusuf Beispiel", "IRQ"), Stored(person("s", "Youssef Beispiel")))
    assert joined is not None
    assert joined[0].actor_id == "s"


def test_a_new_name_joins_nobody_where_two_are_as_likely() -> None:
    stored = Stored(person("s", "Yusuf Beispiel"), person("t", "Youssef Beispiel"))
    assert join_known(person("n", "Yusef Beispiel"), stored) is None
