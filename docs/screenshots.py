"""Draw the pictures of docs/tour.md from the worked example, so that they never go stale."""

import asyncio
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from store import Workspace
from store.example.make import make_example
from tui.app.application import Coproduce

PICTURES = Path(__file__).parent / "tour"
TODAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


class Picture(msgspec.Struct, frozen=True):
    """One picture: its name, and the keys that lead to it from the first screen."""

    name: str
    keys: tuple[str, ...]
    size: tuple[int, int] = (100, 32)


PICTURES_OF_THE_TOUR = (
    Picture("now", ()),
    Picture("steps", ("2", "j", "j")),
    Picture("agreements", ("3",)),
    Picture("agreement", ("3", "enter")),
    Picture("reviews", ("4",)),
    Picture("review", ("4", "j", "j", "j", "j", "j", "enter")),
    Picture("people", ("5",)),
    Picture("records", ("6",)),
    Picture("history", ("7",)),
    Picture("share", ("s",)),
    Picture("note", ("2", "n")),
    Picture("help", ("3", "question_mark")),
)


def main() -> None:
    """Make the example once and draw every picture from it."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "evenings"
        make_example(folder).close()
        for picture in PICTURES_OF_THE_TOUR:
            drawn = asyncio.run(_draw(folder, picture))
            (PICTURES / f"{picture.name}.svg").write_text(drawn, "utf-8")
            print(f"docs/tour/{picture.name}.svg")


async def _draw(folder: Path, picture: Picture) -> str:
    app = Coproduce(lambda: Workspace.open(folder, clock=lambda: TODAY), watch=False)
    async with app.run_test(size=picture.size) as pilot:
        app.theme = "calm-light"
        for key in ("", *picture.keys):
            if key:
                await pilot.press(key)
            await pilot.pause()
            while not app.door.idle:
                await asyncio.sleep(0.01)
            await pilot.pause()
        return app.export_screenshot(title="coproduce", simplify=True)


if __name__ == "__main__":
    main()
