"""A note that is placed stays what it was: the words, the day, as whom, and its content note."""

from pathlib import Path

from schema.kinds import Words
from store import Workspace


def test_a_placed_note_keeps_everything_that_was_said_with_it(example: Path) -> None:
    with Workspace.open(example) as workspace:
        note = workspace.say(
            "unplaced",
            "I was locked out.",
            by="anonymous",
            perspectives=("carer",),
            date="2026-03-01",
            quote="the door",
            form="spoken",
            media=("https://example.org/a",),
            content_note="a hard night",
        )
        placed = workspace.say("step/1#1.1", "", replaces=(note.id,))
        record = workspace.read(f"contribution/{placed.id}")
        assert isinstance(record, Words)
        assert (record.by, record.perspectives, record.date) == (
            "anonymous",
            ("carer",),
            "2026-03-01",
        )
        assert (record.quote, record.form, record.media, record.content_note) == (
            "the door",
            "spoken",
            ("https://example.org/a",),
            "a hard night",
        )
        assert record.body == "I was locked out.\n"


def test_what_is_given_when_placing_counts_more_than_the_note(example: Path) -> None:
    with Workspace.open(example) as workspace:
        note = workspace.say("unplaced", "Tea first.", by="Sam", content_note="none needed")
        placed = workspace.say("step/1#1.1", "", replaces=(note.id,), content_note="about tea")
        assert workspace.read(f"contribution/{placed.id}").content_note == "about tea"
