"""Happenings of one kind, told in the same words, are stories of their own; in whatever order their articles come."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from story_prints import printed

from extractors.relations import Fingerprint, MemoryArticleIndex, relate
from extractors.stories import MemoryStoryIndex, assign_story

CASES = Path(__file__).parent / "cases" / "alike.yaml"
ORDERS = range(6)  # 0 is the order of days
TOLD_APART = {True: 0.83, False: 0.72}  # of all pairs of happenings, on average over the orders; with days, without
KEPT_TOGETHER = 0.95  # of all happenings

Article = tuple[str, Fingerprint]  # the happening that it tells of


@cache
def articles(*, dated: bool) -> tuple[Article, ...]:
    """All articles of the cases, by day; a happening is named after its case and letter."""
    found: list[tuple[str, str, Fingerprint]] = []
    for number, case in enumerate(yaml.safe_load(CASES.read_text("utf-8"))):
        for each in case["articles"]:
            day = str(each["day"])
            print_ = printed(each["text"], title=each["title"], day=day if dated else None)
            found.append((day, f"{number}{each['story']}", print_))
    return tuple((happening, print_) for _, happening, print_ in sorted(found, key=lambda each: each[0]))


def in_order(seed: int, *, dated: bool) -> list[Article]:
    stream = list(articles(dated=dated))
    if seed:
        Random(seed).shuffle(stream)
    return stream


def stories_of(stream: Sequence[Article]) -> dict[str, set[str]]:
    """The stories in which each happening ends up."""
    seen, stories = MemoryArticleIndex(), MemoryStoryIndex()
    found: dict[str, set[str]] = defaultdict(set)
    for happening, print_ in stream:
        relations = relate(print_, seen)
        seen.add(print_)
        found[happening].update(each.story_id for each in assign_story(print_, stories, relations))
    return found


@pytest.mark.parametrize("dated", [True, False])
def test_happenings_of_one_kind_stay_apart_in_any_order(dated: bool) -> None:
    apart = together = total = 0
    for seed in ORDERS:
        found = stories_of(in_order(seed, dated=dated))
        kinds = [happening[:-1] for happening in found if happening.endswith("a")]
        apart += sum(found[f"{kind}a"].isdisjoint(found[f"{kind}b"]) for kind in kinds)
        together += sum(len(stories) == 1 for stories in found.values()) / 2
        total += len(kinds)
    assert together / total >= KEPT_TOGETHER
    assert apart / total >= TOLD_APART[dated]


def test_happenings_of_different_kinds_never_meet() -> None:
    for seed in ORDERS:
        kinds: dict[str, set[str]] = defaultdict(set)
        for happening, stories in stories_of(in_order(seed, dated=True)).items():
            for story in stories:
                kinds[story].add(happening[:-1])
        assert all(len(of_story) == 1 for of_story in kinds.values())


@pytest.mark.parametrize(
    "kind",
    [
        "two court cases before one judge in one week",
        "two quakes in one country, five weeks apart",
        "two visits a month apart",
        "two elections in two countries on one day",
        "two bombings in one city a week apart",
        "weekly press briefings of one spokeswoman",
        "two resolutions of one council",
    ],
)
def test_two_happenings_of_a_kind_are_two_stories_as_days_go_by(kind: str) -> None:
    cases: list[dict[str, Any]] = yaml.safe_load(CASES.read_text("utf-8"))
    number = next(place for place, case in enumerate(cases) if case["kind"] == kind)
    found = stories_of(articles(dated=True))
    assert len(found[f"{number}a"]) == len(found[f"{number}b"]) == 1
    assert found[f"{number}a"] != found[f"{number}b"]
