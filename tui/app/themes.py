"""How it looks: a calm light, a calm dark, a high-contrast one, and the terminal's own colours."""

from collections.abc import Mapping

from textual.theme import Theme

LIGHT = Theme(
    name="calm-light",
    primary="#2f5d62",
    secondary="#5b6c5d",
    accent="#8a4b2a",
    warning="#7a5200",
    error="#9b2c2c",
    success="#2e6b3f",
    foreground="#26302e",
    background="#f7f5ef",
    surface="#f1eee5",
    panel="#e6e2d6",
    dark=False,
    variables={"text-muted": "#4f5a56"},
)
DARK = Theme(
    name="calm-dark",
    primary="#9cc5c1",
    secondary="#a9b8a4",
    accent="#e0a878",
    warning="#e3c07a",
    error="#e59a93",
    success="#9fcfa5",
    foreground="#dfe3dd",
    background="#1c2322",
    surface="#222a29",
    panel="#2d3736",
    dark=True,
    variables={"text-muted": "#b4beb8"},
)
# Each pair of text and ground stands at 7:1 or more (WCAG 2.2, 1.4.6), in the calm ones at 4.5:1
# or more (1.4.3); a test measures both on the screen.
CONTRAST = Theme(
    name="high-contrast",
    primary="#ffff00",
    secondary="#ffffff",
    accent="#00ffff",
    warning="#ffff00",
    error="#ffb3b3",
    success="#80ff80",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    dark=True,
    variables={"text-muted": "#f0f0f0", "footer-key-foreground": "#ffff00"},
)
OWN = (LIGHT, DARK, CONTRAST)
TERMINAL = "ansi-dark"
USUAL = DARK.name

WORDS: Mapping[str, str] = {
    "calm-light": "calm, light",
    "calm-dark": "calm, dark",
    "high-contrast": "high contrast",
    TERMINAL: "the colours of this terminal",
}
