"""Saying where someone stands: first the exact text they say it of, then where, why, who and when.

What comes back is bound to that text by its digest: a text that changed meanwhile is refused.
"""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static, TextArea

from schema.digest import fits, normalise_digest
from schema.kinds import POSITIONS
from schema.said import Recorded
from schema.text import capital_first
from store.people_here import PersonHere
from tui import words
from tui.app.dialogs.asking import Choose
from tui.app.dialogs.finding import FindOne
from tui.app.reading import Part, Reading
from tui.app.sentences import Line, Sentences
from tui.app.writing.first_words import SAVING_MEANS
from tui.app.writing.keeping import Keeping
from tui.app.writing.one_text import KeepsOneText
from tui.app.writing.page import Page
from tui.layout import dim
from tui.safe import joined, shown

if TYPE_CHECKING:
    from tui.app.application import Coproduce

_NOBODY_HAS_TO = "Because … (nobody has to give a reason)"
_HELP = "What would help? (if they like; kept as own words about this)"
_SLIP = "Code on the slip (if they answered on paper)"
_OTHER_TEXT = (
    "The code is not that of the text shown here: the answer is kept for the earlier text on the "
    "slip, and they are asked about this one."
)
_NO_CODE = (
    "The code on the slip is not whole yet: type at least its first 8 signs, or leave it out."
)
_NOT_YET, _TAKE_BACK = "not-yet", "take-back"


class AgreedText(msgspec.Struct, frozen=True, kw_only=True):
    """The exact text of an agreement: what is shown, and the digest that binds what is said to it.

    `code` is the digest as people read it.
    """

    id: str
    title: str
    parts: tuple[Part, ...]
    digest: str
    code: str


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """Where someone stands on the text with this digest; `date` is the day they said it.

    `help` is what would help someone who cannot agree yet, in their own words. A form may begin
    with no `position`: nobody's yes is written before they gave it. `slip` is the code on the paper
    they answered on, as it was typed: it names the text they read.
    """

    digest: str
    by: str = ""
    position: str = ""
    because: str = ""
    help: str = ""
    date: str = ""
    slip: str = ""


class WhereIStand(KeepsOneText, ModalScreen[Given | None]):
    """Asks where someone stands, on this text and no other. None when they leave it.

    `given` is what the form begins with; `people` can be chosen, `me` is at the keyboard. `first`
    is said above the text, and `at_form` passes over the text of someone who has just read it.
    Only the people in `said_yes` can take a yes back.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="position.save"),
        Binding("escape", "leave", "Back", id="position.leave"),
        Binding("enter", "go_on", "Go on", show=False, id="position.go-on"),
        Binding("space", "mark", "Choose", show=False, id="position.mark"),
    ]
    CSS = """
    WhereIStand .dialog { width: 84; height: 100%; max-height: 36; padding: 0 2; }
    WhereIStand .dialog Static { margin-bottom: 0; }
    WhereIStand #form { height: 1fr; overflow-y: auto; }
    WhereIStand #reading { height: 1fr; }
    WhereIStand #text { margin: 1 0; }
    WhereIStand #position { height: auto; max-height: 5; margin: 1 0; }
    WhereIStand Page { height: 1fr; min-height: 3; max-height: 10; background: $panel; }
    WhereIStand Page { margin-bottom: 1; }
    WhereIStand Horizontal { height: 1; }
    WhereIStand .label { width: 9; }
    WhereIStand #note { margin: 1 0 0 0; color: $text-muted; }
    WhereIStand Input { width: 14; }
    WhereIStand #slip-label { width: auto; margin-right: 2; }
    WhereIStand #slip { width: 1fr; }
    WhereIStand #day { width: 1fr; padding-left: 2; color: $text-muted; }
    WhereIStand Button { min-width: 8; }
    """

    def __init__(
        self,
        text: AgreedText,
        people: Sequence[PersonHere],
        given: Given,
        *,
        me: str,
        first: str = "",
        at_form: bool = False,
        said_yes: Collection[str] = (),
    ) -> None:
        super().__init__()
        self._said_yes = said_yes
        self._today = words.date_of(given.date)
        self._help: Keeping | None = None
        self._text = text
        self._people = {each.id: each for each in people}
        self._given = given
        self._me = me
        self._first = first
        self._at_form = at_form
        self._by = given.by or me
        self._position = given.position
        self._begun_at = given.position or POSITIONS[0]
        self._can_say: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Both halves; one is shown at a time."""
        with Vertical(classes="dialog"):
            yield Static(id="heading")
            with Vertical(id="reading"):
                yield Reading(id="text")
                yield Static(shown(self._text.code, "$text-muted"))
            with Vertical(id="form"):
                with Horizontal():
                    yield Static(shown("Who"), classes="label")
                    yield Button(id="who", compact=True)
                yield Sentences(id="position")
                yield Static(shown(_NOBODY_HAS_TO), id="reason")
                yield Page(id="because")
                yield Static(shown(_HELP), id="what-helps")
                yield Page(id="help")
                with Horizontal():
                    yield Static(shown("Said on"), classes="label")
                    yield Input(self._given.date, id="date", compact=True)
                    yield Static(id="day")
                with Horizontal(id="on-paper"):
                    yield Static(shown(_SLIP), id="slip-label")
                    yield Input(self._given.slip, id="slip", compact=True)
                yield Static(id="note")
                yield Button("Save", id="save", variant="primary", compact=True)
            yield Static(id="keys", classes="keys")

    def on_mount(self) -> None:
        """Fill both halves and show the first."""
        first = [Part((self._first, ""))] if self._first else []
        code = Part(("", dim("What you say counts for these words and no others.")))
        self.query_one("#text", Reading).show([*first, *self._text.parts, code])
        self.query_one("#because", Page).begin(self._given.because)
        self.query_one("#help", Page).begin(self._given.help)
        self._offer_positions()
        self._show_who()
        self._show_day(self._given.date)
        self._turn(to_form=self._at_form)
        self._keep()

    def _keep(self) -> None:
        ref, before = f"agreement/{self._text.id}", self._help
        self.keep_for(position_draft(ref, self._by))
        self._help = Keeping(_Help(self), help_draft(ref, self._by), "")
        self._help.now()
        if before is not None:
            before.drop_own()

    @property
    def words(self) -> str:
        """The reason as it stands."""
        return self.query_one("#because", Page).text

    @property
    def is_changed(self) -> bool:
        """Whether there is a reason that is not saved."""
        return self.words.strip() not in ("", self._given.because.strip())

    def take_up(self, text: str) -> None:
        """Show a reason that was left behind, once the form is."""
        self.query_one("#because", Page).put(text)

    def tell(self, sentence: str) -> None:
        """Say something short above the reason."""
        said = " · ".join(part for part in (_NOBODY_HAS_TO, sentence) if part)
        self.query_one("#reason", Static).update(shown(said))

    @property
    def help_words(self) -> str:
        """What would help, as it stands."""
        return self.query_one("#help", Page).text

    def keep_words(self) -> None:
        """Keep the reason, and what would help."""
        super().keep_words()
        if self._help is not None:
            self._help.now()

    @on(TextArea.Changed, "#because")
    def _written(self) -> None:
        self.keep_later()

    @on(TextArea.Changed, "#help")
    def _help_written(self) -> None:
        if self._help is not None and self.is_attached:
            self._help.later()

    @property
    def coproduce(self) -> "Coproduce":
        """The app."""
        return cast("Coproduce", self.app)

    @property
    def is_at_form(self) -> bool:
        """Whether the form is shown, and not the text."""
        return self.query_one("#form").display

    def _turn(self, *, to_form: bool) -> None:
        shown_half, other = ("#form", "#reading") if to_form else ("#reading", "#form")
        self.query_one(shown_half).display = True
        # At once, or the next key would reach whatever is left to have the focus.
        self.set_focus(self.query_one("#position" if to_form else "#text"))
        self.query_one(other).display = False
        heading = self._heading() if to_form else self._reading_heading()
        self.query_one("#heading", Static).update(shown(heading, "bold"))
        keys = (
            "Tab next   ctrl+s save   Esc back to the text"
            if to_form
            else "j k up and down   Enter go on   Esc leave it"
        )
        self.query_one("#keys", Static).update(shown(keys, "$text-muted"))

    def _heading(self) -> str:
        title = f"“{self._text.title}”"
        if self._by == self._me:
            return f"Where I stand on {title}"
        return f"Where {self._speaker} stands on {title}"

    def _reading_heading(self) -> str:
        exact = f"{self._text.title}: the exact text"
        whose = "" if self._by == self._me else f", for {self.coproduce.naming(self._speaker)}"
        return f"{exact}{whose}"

    @property
    def _speaker(self) -> str:
        found = self._people.get(self._by)
        return found.name if found else self._by

    def _show_positions(self) -> None:
        chosen = self._position
        positions = self.query_one("#position", Sentences)
        positions.show(
            Line(joined("● " if each == chosen else "○ ", words.POSITIONS[each]), each)
            for each in self._can_say
        )
        positions.go_to(chosen or self._begun_at)
        self._show_help()

    def _offer_positions(self) -> None:
        """Offer to take a yes back only to somebody who has given one."""
        takes_back = self._by in self._said_yes or self._given.position == _TAKE_BACK
        self._can_say = tuple(e for e in POSITIONS if takes_back or e != _TAKE_BACK)
        if self._position not in self._can_say:
            self._position = ""
        self._show_positions()

    def _show_help(self) -> None:
        # Words that are written already are never hidden.
        asked = self._position == _NOT_YET or bool(self.help_words.strip())
        for each in ("#what-helps", "#help"):
            self.query_one(each).display = asked

    def _show_who(self) -> None:
        self.query_one("#who", Button).label = Content.assemble(
            shown(self._speaker), ("  Enter: someone else", "$text-muted")
        )
        notes: list[str] = []
        self.query_one("#on-paper").display = self._by != self._me
        if self._slip:
            notes.append(_slip_says(self._slip, self._text.digest))
        if self._by != self._me:
            recorder = self._people.get(self._me)
            by = recorder.name if recorder else "whoever is at the keyboard"
            when = self.query_one("#date", Input).value.strip()
            aloud = words.day(when, self._today) if self._today else when
            told = Recorded(recorder=by, person=self._speaker, aloud=aloud).words
            notes.append(f"{capital_first(told)}; that is always shown.")
        found = self._people.get(self._by)
        if found and not found.spoke:
            notes.append(SAVING_MEANS)
        note = self.query_one("#note", Static)
        note.display = any(notes)
        note.update(shown(" ".join(filter(None, notes))))

    @property
    def _slip(self) -> str:
        """The code on the paper someone else answered on; who is at the screen reads the text."""
        return self.query_one("#slip", Input).value.strip() if self._by != self._me else ""

    @on(Sentences.Moved, "#position")
    def _moved(self, event: Sentences.Moved) -> None:
        event.stop()
        # The message may be older than the cursor, which may have moved on since.
        target = event.sentences.target
        if not self._position and target == self._begun_at:
            return
        if target and target != self._position:
            self._position = target
            self._show_positions()

    @on(Sentences.Opened, "#position")
    def _chosen(self, event: Sentences.Opened) -> None:
        event.stop()
        self._position = event.target
        self._show_positions()
        self.query_one("#because", TextArea).focus()

    @on(Button.Pressed, "#who")
    def _ask_who(self, event: Button.Pressed) -> None:
        event.stop()

        def chosen(person: str | None) -> None:
            if person:
                if person != self._by:
                    self._by = person
                    self._keep()
                    self._offer_positions()
                self._show_who()
                self._turn(to_form=True)
                self.query_one("#who").focus()

        choices = [(each.id, _called(each, self._me)) for each in self._people.values()]
        self.coproduce.push_screen(FindOne("Whose answer is it?", choices, self._by), chosen)

    @on(Input.Changed, "#date")
    def _dated(self, event: Input.Changed) -> None:
        event.stop()
        self._show_day(event.value)
        self._show_who()

    def _show_day(self, typed: str) -> None:
        day = words.date_of(typed.strip())
        if day is None:
            said = "year-month-day, like 2026-05-03"
        else:
            said = f"{words.DAYS[day.weekday()]}, {day.day} {words.MONTHS[day.month - 1]}"
        self.query_one("#day", Static).update(shown(said))

    @on(Input.Changed, "#slip")
    def _slip_typed(self, event: Input.Changed) -> None:
        event.stop()
        self._show_who()
        if event.value:
            self.query_one("#note").scroll_visible(animate=False)

    @on(Input.Submitted, "#date")
    @on(Input.Submitted, "#slip")
    @on(Button.Pressed, "#save")
    def _save(self, event: Input.Submitted | Button.Pressed) -> None:
        event.stop()
        self.action_save()

    def action_mark(self) -> None:
        """Choose the position under the cursor."""
        positions = self.query_one("#position", Sentences)
        if positions.has_focus and positions.target:
            self._position = positions.target
            self._show_positions()

    def action_go_on(self) -> None:
        """Go from the text to the form."""
        if not self.is_at_form:
            self._turn(to_form=True)

    def action_save(self) -> None:
        """Close with what was given; from the text, only go on to the form."""
        if not self.is_at_form:
            self._turn(to_form=True)
            return
        # Keys can be quicker than the message that a line was opened or the cursor moved.
        positions = self.query_one("#position", Sentences)
        chosen = self._position or positions.opened
        position = positions.target if chosen or positions.target != self._begun_at else ""
        if not position:
            who = "you stand" if self._by == self._me else f"{self._speaker} stands"
            self.coproduce.say(f"Choose where {who} first.")
            return
        if self._slip and not normalise_digest(self._slip):
            self.coproduce.say(_NO_CODE)
            return
        self.answer()
        if self._help is not None:
            self._help.now()
        self.dismiss(
            Given(
                digest=self._text.digest,
                by=self._by,
                position=position,
                because=self.query_one("#because", Page).text.strip(),
                help=self.help_words.strip(),
                date=self.query_one("#date", Input).value.strip(),
                slip=self._slip,
            )
        )

    def action_leave(self) -> None:
        """Go back to the text; from the text, leave. Words already written are asked about."""
        if self.is_at_form and not self._at_form:
            self._turn(to_form=False)
            return
        if not self.is_changed and self.help_words.strip() == self._given.help.strip():
            self.dismiss(None)
            return

        def chosen(answer: str | None) -> None:
            if answer == "keep":
                self.keep_words()
                self.set_words_aside()
                self.dismiss(None)
            elif answer == "forget":
                self.give_up()
                if self._help is not None:
                    self._help.drop()
                self.dismiss(None)

        choices = (
            ("on", "Go on"),
            ("keep", "Keep it as a draft, and leave"),
            ("forget", "Leave without it"),
        )
        question = "Nothing is saved yet."
        self.coproduce.push_screen(Choose(question, choices, otherwise="go on"), chosen)


def _slip_says(slip: str, digest: str) -> str:
    if not normalise_digest(slip):
        return _NO_CODE
    return "" if fits(slip, digest) else _OTHER_TEXT


class _Help:
    """What would help, as a text that is kept while it is written."""

    def __init__(self, form: WhereIStand) -> None:
        self._form = form
        self.write = form.write
        self.set_timer = form.set_timer

    @property
    def words(self) -> str:
        """The text as it stands."""
        return self._form.help_words

    @property
    def is_changed(self) -> bool:
        """Whether there is any."""
        return bool(self.words.strip())

    def tell(self, sentence: str) -> None:
        """Say nothing: the reason above tells of drafts."""


def help_draft(ref: str, by: str) -> str:
    """Return the name under which what would help someone is kept: own words about it."""
    return f"words:{ref} by {by}"


def position_draft(ref: str, by: str) -> str:
    """Return the name under which the reason of `by` about an agreement is kept as a draft."""
    return f"position:{ref} by {by}"


def _called(person: PersonHere, me: str) -> str:
    said = [f"{person.name} (at the keyboard)" if person.id == me else person.name]
    said += [words.perspective(each) for each in person.perspectives]
    return " · ".join(said)
