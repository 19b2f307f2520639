"""Secrets of sources: from the environment, from Prefect's Secret blocks, and nowhere else."""

import json

import pytest

from domain.errors import InputError, SettingsError
from domain.sources import Source
from flows.polling import credentials
from flows.polling.adding import check_bare
from flows.polling.credentials import secrets_of
from flows.polling.exchange import sources_from_opml, sources_from_yaml
from flows.settings import Settings

SOURCE = Source(source_id="src_1", name="Desk", url="https://news.example/feed")
OTHER = Source(source_id="src_2", name="Other", url="https://other.example/feed")


def settings(headers: object) -> Settings:
    said = headers if isinstance(headers, str) else json.dumps(headers)
    return Settings(source_headers=said)  # type: ignore[arg-type]


def never(name: str) -> str:
    raise AssertionError(f"block {name} was loaded")


def test_headers_are_found_by_host_and_by_id() -> None:
    secrets = secrets_of(settings({"news.example": {"Cookie": "c=1"}, "src_2": {"Authorization": "Bearer t"}}), never)
    assert secrets(SOURCE) == {"Cookie": "c=1"}
    assert secrets(OTHER) == {"Authorization": "Bearer t"}


@pytest.mark.parametrize(
    ("said", "blocks"),
    [
        ("prefect:all", {"all": '{"news.example": {"Cookie": "c=1"}}'}),
        ({"news.example": "prefect:desk"}, {"desk": '{"Cookie": "c=1"}'}),
        ({"news.example": {"Cookie": "prefect:cookie"}}, {"cookie": "c=1"}),
        ("prefect:all", {"all": '{"news.example": "prefect:desk"}', "desk": '{"Cookie": "c=1"}'}),
    ],
)
def test_a_block_may_stand_for_all_of_it_for_a_source_or_for_a_value(said: object, blocks: dict[str, str]) -> None:
    loaded: list[str] = []

    def load(name: str) -> str:
        loaded.append(name)
        return blocks[name]

    secrets = secrets_of(settings(said), load)
    assert loaded == []
    assert secrets(SOURCE) == secrets(SOURCE) == {"Cookie": "c=1"}
    assert sorted(loaded) == sorted(blocks)


def test_a_block_is_loaded_only_for_the_source_that_needs_it() -> None:
    secrets = secrets_of(settings({"news.example": "prefect:desk"}), never)
    assert secrets(OTHER) == {}


@pytest.mark.parametrize("said", ["nonsense", "[1]", '{"a": 1}', '{"news.example": "hush"}'])
def test_what_is_no_headers_is_refused_without_being_shown(said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        secrets_of(settings(said), never)(SOURCE)
    assert "hush" not in str(caught.value)


def test_a_block_that_is_not_there_is_named_and_nothing_of_its_value_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    from prefect.blocks.system import Secret

    def missing(name: str) -> Secret[str]:
        raise ValueError("hush")

    monkeypatch.setattr(Secret, "load", missing)
    with pytest.raises(SettingsError, match="secret/desk") as caught:
        credentials.secret_block("desk")
    assert "hush" not in str(caught.value)


def test_the_value_of_a_block_is_text_or_json(monkeypatch: pytest.MonkeyPatch) -> None:
    from prefect.blocks.system import Secret

    monkeypatch.setattr(Secret, "load", lambda name: Secret(value={"Cookie": "c=1"} if name == "desk" else "plain"))
    assert json.loads(credentials.secret_block("desk")) == {"Cookie": "c=1"}
    assert credentials.secret_block("other") == "plain"


def test_an_address_with_a_password_is_refused_wherever_it_comes_from() -> None:
    address = "https://ana:hush@news.example/feed"
    for attempt in (
        lambda: check_bare(address),
        lambda: sources_from_yaml(f"sources:\n- {{name: A, url: '{address}'}}\n", "x.yaml"),
        lambda: sources_from_opml(f"<opml><body><outline xmlUrl='{address}'/></body></opml>".encode(), "x.opml"),
    ):
        with pytest.raises(InputError, match="EVENTWIRE_SOURCE_HEADERS") as caught:
            attempt()
        assert "hush" not in str(caught.value)
