"""How it looks: enough contrast in every theme, and nothing told by colour alone."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.app import App
from textual.color import Color
from textual.screen import ModalScreen
from walking import make_app, settled

from tui.app import themes
from tui.app.application import Coproduce

# WCAG 2.2: 1.4.6 (enhanced) for the high-contrast theme, 1.4.3 (minimum) for the calm ones.
LEAST = {"calm-light": 4.5, "calm-dark": 4.5, "high-contrast": 7.0}
TEXTS = ("foreground", "text-muted", "primary", "secondary", "accent", "warning", "error")
GROUNDS = ("background", "surface", "panel")
# Scroll bars and frames: no text, but to be seen (WCAG 2.2, 1.4.11).
_NO_TEXT = frozenset("▁▂▃▄▅▆▇█▔╭╮╰╯─│━🔎")


def _drawn(app: Coproduce) -> Iterator[tuple[str, float]]:
    """Yield each piece of text as it is drawn, with its contrast; of a dialog, only what is its."""
    screen = app.screen
    for y, strip in enumerate(screen._compositor.render_strips()):
        x = 0
        for segment in strip:
            at, x = x, x + segment.cell_length
            style = segment.style
            if not segment.text.strip() or set(segment.text) & _NO_TEXT or style is None:
                continue
            if isinstance(screen, ModalScreen) and screen.get_widget_at(at, y)[0] is screen:
                continue
            assert style.color is not None
            assert style.bgcolor is not None
            text = Color.from_rich_color(style.color)
            ground = Color.from_rich_color(style.bgcolor)
            yield segment.text, _contrast(text, ground)


def _contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2, contrast ratio)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", LEAST)
def test_everything_drawn_can_be_read(example: Path, theme: str) -> None:
    app = make_app(example)
    app.theme = theme
    faint: set[tuple[str, str, float]] = set()
    seen: set[str] = set()

    async def look(where: str) -> None:
        for text, contrast in _drawn(app):
            seen.add(where)
            if contrast < LEAST[theme]:
                faint.add((where, text.strip(), round(contrast, 2)))

    async def go() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await look("now")
            for key in ("question_mark", "ctrl+p", "z", "f3", "b"):
                await pilot.press(key)
                await settled(pilot)
                await pilot.app.workers.wait_for_complete()
                await settled(pilot)
                await look(key)
                if key == "f3":
                    await pilot.press("enter")
                    await settled(pilot)
                    await look("choices")
                    await pilot.press("escape")
                await pilot.press("escape")
                await settled(pilot)

    asyncio.run(go())
    assert len(seen) == 7
    assert not faint


def test_the_high_contrast_colours_stand_apart_on_every_ground() -> None:
    colours = themes.CONTRAST.to_color_system().generate() | dict(themes.CONTRAST.variables)
    pairs = {(text, ground) for text in TEXTS for ground in GROUNDS}
    measured = {
        pair: _contrast(Color.parse(colours[pair[0]]), Color.parse(colours[pair[1]]))
        for pair in pairs
    }
    assert {pair for pair, contrast in measured.items() if contrast < 7} == set()


def test_quiet_text_is_quieter_than_the_rest() -> None:
    for theme in (themes.LIGHT, themes.DARK):
        colours = theme.to_color_system().generate() | dict(theme.variables)
        ground = Color.parse(colours["background"])
        loud, quiet = (
            _contrast(Color.parse(colours[name]), ground) for name in ("foreground", "text-muted")
        )
        assert quiet < loud


def test_contrast_is_measured_as_the_guidelines_define_it() -> None:
    black, white = Color.parse("#000000"), Color.parse("#ffffff")
    assert round(_contrast(black, white), 2) == 21
    assert round(_contrast(Color.parse("#777777"), white), 2) == 4.48


def test_every_theme_has_a_name_in_words(example: Path) -> None:
    app: App[None] = make_app(example)
    assert set(themes.WORDS) <= set(app.available_themes)
    assert {each.name for each in themes.OWN} < set(themes.WORDS)


def test_without_colour_everything_is_still_told(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app(example)
    colours: set[tuple[int, ...]] = set()
    first: list[str] = []

    async def go() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            black = Color.parse("#000000")
            strips = app.screen._compositor.render_strips()
            for strip in strips:
                for applied in app.get_line_filters():
                    strip = strip.apply_filter(applied, black)  # noqa: PLW2901 - as it is sent
                styles = [segment.style for segment in strip if segment.style]
                shown = [each for style in styles for each in (style.color, style.bgcolor) if each]
                colours.update(tuple(each.get_truecolor()) for each in shown)
            first.extend(strips[3].text.split())

    asyncio.run(go())
    assert app.no_color
    assert len(colours) > 2
    assert all(len(set(colour)) == 1 for colour in colours)
    assert first[0] == "open"
