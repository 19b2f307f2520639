"""Which of several versions and copies an article is said to be related to, and how that reads."""

from benchmarks.making import made_article
from domain.documents import Article
from domain.relations import Relation, RelationKind
from extractors.relations import MemoryArticleIndex, fingerprint, relate
from extractors.relations.readable import as_written, readable

MILK = (
    "Farmers in the Drava valley blocked the bridge at Ormoz on Monday to protest against the price of milk. Some 120 "
    "tractors stood on the road from six in the morning, police said. The head of the farmers' union, Katja Zupan, said"
    " that dairies paid 31 cents a litre while a litre cost 44 cents to produce. She asked Minister Mateja Calusic to "
    "come to the bridge. Drivers were sent by way of Ptuj, and a school bus turned back. Across the border in Varazdin,"
    " farmers parked four tractors in sympathy, and their spokesman Ivan Horvat said that prices were no better there."
)
PASSAGE = MILK[MILK.index("The head of") : MILK.index("Across the")]
ESSAY = (
    "Milk was once the wealth of the eastern villages, and each had a dairy with a brass tap at its door. Those days "
    "went with the border posts. {passage} Nobody at the table believes that a minister can change what a shop pays. "
    "The old men drink their wine, the young ones look at their telephones, and outside the snow begins again. It is a "
    "quiet anger that has outlived four governments and will outlive a fifth."
)
URL = "https://dravaherald.example/bridge"


def relations_of(article: Article, *before: Article) -> tuple[Relation, ...]:
    index = MemoryArticleIndex()
    for each in before:
        index.add(fingerprint(each), each.text)
    return relate(fingerprint(article), index, article.text)


def test_of_several_versions_of_an_article_the_closest_is_told() -> None:
    versions = [
        made_article(text, url=URL)
        for text in (
            MILK.replace("120", "90"),
            MILK,
            MILK.replace("31 cents", "33 cents") + " The road was opened at noon.",
        )
    ]
    (found,) = relations_of(made_article(MILK, url="https://styriapost.example/7"), *versions)
    assert (found.kind, found.to_version) == (RelationKind.SAME_TEXT, versions[1].version_id)


def test_a_passage_of_a_report_that_many_outlets_carry_is_an_excerpt() -> None:
    copies = [
        made_article(f"{MILK} Outlet number {at} adds a line.", url=f"https://o{at}.example/a") for at in range(10)
    ]
    found = relations_of(made_article(ESSAY.format(passage=PASSAGE)), *copies)
    assert found
    assert {each.kind for each in found} == {RelationKind.EXCERPT}


def test_what_ten_pages_repeat_beside_articles_of_their_own_is_no_passage() -> None:
    words = "harbour bishop glacier violin orchard pepper lantern saddle marble turbine".split()
    pages = [
        made_article(
            " ".join(
                f"The {word} of day {at} was {word} number {at * 7} beside {word} road {at * 3}." for at in range(40)
            )
            + f" {PASSAGE}"
        )
        for word in words
    ]
    assert relations_of(made_article(ESSAY.format(passage=PASSAGE)), *pages) == ()


def test_changed_names_and_figures_are_told_as_they_are_written() -> None:
    later = made_article(MILK.replace("Horvat", "Kovačić").replace("120", "210"), url=URL)
    (found,) = relations_of(later, made_article(MILK, url=URL))
    assert found.kind is RelationKind.CORRECTION
    assert found.changes[0] == "facts: 120, Horvat -> 210, Kovačić"


def test_a_rewrite_names_what_both_have_as_it_is_written() -> None:
    rewritten = made_article(
        "A bridge over the Drava at Ormoz was shut by farmers on Monday because of what dairies give them for milk. "
        "Police counted 120 tractors, the first of which came at six. Katja Zupan, who leads their union, reckons that "
        "a litre costs 44 cents to make but brings in only 31 cents. Minister Mateja Calusic ought to show herself. "
        "Traffic went round by Ptuj. In Varazdin, four tractors were parked by people who feel the same; Ivan Horvat "
        "complained for them."
    )
    (found,) = relations_of(rewritten, made_article(MILK))
    assert found.kind is RelationKind.DERIVATIVE
    assert "Ormoz" in found.reason
    assert "order" in found.reason


def test_words_that_are_not_in_the_text_stay_as_they_are() -> None:
    assert readable(("drava", "dunmor"), "On the Drava") == ("Drava", "dunmor")
    assert readable(("drava", "13-45"), None) == ("drava", "13-45")
    assert as_written(("drava",), "İ is longer without its dot than with it") == ("drava",)
