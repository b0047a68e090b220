"""What a person does at the app: press keys, type words, look at the screen."""

from textual import events
from textual.keys import key_to_character
from textual.pilot import Pilot
from walking import screen_text, settled


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other, letting the app answer before and after each."""
    await settled(pilot)
    for key in keys:
        _send(pilot, key)
        await settled(pilot)


async def at_once(pilot: Pilot[None], *keys: str) -> None:
    """Press all keys before the app has answered the first."""
    await settled(pilot)
    for key in keys:
        _send(pilot, key)
    await settled(pilot)


def _send(pilot: Pilot[None], key: str) -> None:
    character = key if len(key) == 1 else key_to_character(key)
    event = events.Key(key, character)
    event.set_sender(pilot.app)
    pilot.app.post_message(event)


async def write(pilot: Pilot[None], text: str) -> None:
    """Put text where the cursor is, all at once as a paste does: a key for each letter is slow."""
    pilot.app.post_message(events.Paste(text))
    await settled(pilot)


def seen(pilot: Pilot[None]) -> str:
    """Return what stands on the screen."""
    return screen_text(pilot.app)
