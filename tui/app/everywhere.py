"""The keys that work everywhere: help, finding, jumping, settings, the projector, a text file."""

from typing import TYPE_CHECKING, ClassVar, Protocol, cast, runtime_checkable

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType

from tui.app.keyboard import Keyboard

if TYPE_CHECKING:
    from textual.command import Provider

    from tui.app.application import Coproduce


def _finding() -> "type[Provider]":
    from tui.app.palette import Finding

    return Finding


@runtime_checkable
class ShowsNames(Protocol):
    """A screen over a place, which draws names that may have to be hidden."""

    is_mounted: bool

    def names_changed(self) -> None:
        """Draw the names as they may be shown now."""
        ...


class Everywhere(App[None]):
    """An app that can explain itself, and be found one's way in, from every screen."""

    COMMANDS = {_finding}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("z,f6", "jump", "Go to a part of the screen", show=False, id="app.jump"),
        Binding(
            "ctrl+p",
            "command_palette",
            "Find anything by its name",
            show=False,
            priority=True,
            id="app.find",
        ),
        Binding("f2", "projector", "Hide names, for a projector", show=False, id="app.projector"),
        Binding("f3", "settings", "Settings", show=False, id="app.settings"),
        Binding("f5", "write_out", "Write this screen to a file", show=False, id="app.write-out"),
        Binding("ctrl+r", "look_again", "Read everything again", show=False, id="app.look-again"),
        Binding("question_mark", "help", "Help", id="app.help"),
        # Also over a dialog, where a question mark may be part of what is typed.
        Binding("f1", "help", "Help", priority=True, id="app.help"),
    ]

    projector = False

    def __init__(self, *, watch_css: bool = False) -> None:
        super().__init__(watch_css=watch_css)
        self.keyboard = Keyboard(self, super().on_event)

    async def on_event(self, event: events.Event) -> None:
        """Take keys in their order; everything else as it comes."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self.keyboard.take(event)
        else:
            await super().on_event(event)

    def tell_places(self) -> None:
        """Let what is on screen show what is true now."""

    def get_key_display(self, binding: Binding) -> str:
        """Return what people call a key."""
        from tui.app.keys import key_words

        return binding.key_display or key_words(binding.key)

    def action_help(self) -> None:
        """Show help for where you are."""
        from tui.app.help import Help

        if isinstance(self.screen, Help):
            self.screen.action_close()
            return
        self.push_screen(Help(self.screen))

    def action_jump(self) -> None:
        """Label the parts of the screen, to go to one by its letter."""
        from tui.app.jump import Jump

        self.push_screen(Jump(self.screen))

    def action_projector(self) -> None:
        """Hide names and who is waited for, or show them again."""
        self.projector = not self.projector
        self.tell_places()
        for screen in self.screen_stack:
            if isinstance(screen, ShowsNames) and screen.is_mounted:
                screen.names_changed()

    def action_look_again(self) -> None:
        """Read what is on screen again, with what was changed outside."""
        self.tell_places()

    def action_settings(self) -> None:
        """Show the settings."""
        from tui.app.settings import Settings

        if not isinstance(self.screen, Settings):
            self.push_screen(Settings())

    def action_write_out(self) -> None:
        """Write what stands on the screen to a text file."""
        from tui.app.writing_out import offer_to_write

        offer_to_write(cast("Coproduce", self), self.screen)

    def action_command_palette(self) -> None:
        """Find an action, a place, a record, a person or a question by its name."""
        from tui.app.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())
