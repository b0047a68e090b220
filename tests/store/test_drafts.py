"""Words that could not be saved are kept exactly, for this user's eyes only."""

import stat
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import drafts, errors
from store.git import Repository


@given(st.binary(max_size=500))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_any_bytes_come_back(repository: Repository, words: bytes) -> None:
    place = drafts.keep(repository.paths, words, "step/2")
    (kept,) = [d for d in drafts.kept(repository.paths) if d.path == place]
    assert drafts.read(kept) == words
    drafts.forget(kept)


def test_a_draft_is_private_and_says_what_it_was_for(repository: Repository) -> None:
    place = drafts.keep(repository.paths, "Grüße\n", "agreements/ground-rules-abc234.md")
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    assert place.suffix == ".md"
    (kept,) = drafts.kept(repository.paths)
    assert kept.path == place
    assert kept.about == "agreements/ground-rules-abc234.md"
    assert datetime.now(UTC) - kept.when < timedelta(minutes=1)
    assert drafts.read(kept).decode() == "Grüße\n"


@pytest.mark.parametrize("about", ["../../x", "a/" * 200, "", "step/2#2.3", "\n", "é" * 300])
def test_no_name_leads_out_of_the_folder(repository: Repository, about: str) -> None:
    place = drafts.keep(repository.paths, "words", about, ".md")
    assert place.parent == drafts.folder(repository.paths)
    assert place.resolve() == place
    assert place.read_text() == "words"
    (kept,) = drafts.kept(repository.paths)
    assert kept.about == about or len(about) > 100


def test_drafts_are_listed_oldest_first_and_can_be_let_go(repository: Repository) -> None:
    assert drafts.kept(repository.paths) == ()
    places = [drafts.keep(repository.paths, f"{n}", "step/1") for n in range(3)]
    (drafts.folder(repository.paths) / "something else").write_text("not a draft")
    assert [d.path for d in drafts.kept(repository.paths)] == places
    first = drafts.kept(repository.paths)[0]
    drafts.forget(first)
    drafts.forget(first)
    assert first not in drafts.kept(repository.paths)
    with pytest.raises(errors.NotWritable):
        drafts.read(first)
