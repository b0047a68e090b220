"""The editor: a page to write on that loses nothing, and saves with a reason."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Static, TextArea

from store.errors import CoproduceError, RecordChanged
from tui.app.dialogs.asking import OneLine
from tui.app.dialogs.leaving import leaving
from tui.app.door import Asking, Failed
from tui.app.key_line import KeyLine
from tui.app.place import TopLine
from tui.app.writing.beginning import Beginning, beginning_of
from tui.app.writing.keeping import KEEP, Keeping
from tui.app.writing.page import Page, harmless
from tui.app.writing.preview import Preview
from tui.app.writing.settling import Settling
from tui.app.writing.task import OnSave, WritingTask
from tui.safe import lines, shown
from tui.words import count

if TYPE_CHECKING:
    from store import Workspace
    from store.held import HeldDraft
    from store.values import Saved
    from tui.app.application import Coproduce

__all__ = ["Editor", "OnSave", "WritingTask"]

WHY_STAYS = "This reason stays in the history for good. You may leave it empty."


class Editor(Asking, Screen["Saved | None"]):
    """Write one text. Dismisses what was saved, None when nothing was."""

    HELP = (
        "Write as in any text. Your words are kept as a draft as you type, and saved when you say "
        "so. A line left empty starts a new paragraph."
    )
    AUTO_FOCUS = "#page"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (140, "-widest")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="editor.save"),
        Binding("ctrl+r", "preview", "How it reads", id="editor.preview"),
        Binding("ctrl+e", "outside", "Your editor", priority=True, id="editor.outside"),
        Binding("escape", "leave", "Leave", id="editor.leave"),
    ]
    DEFAULT_CSS = """
    Editor #notice { padding: 0 1; color: $text-muted; }
    Editor #desk { height: 1fr; padding: 1 1 0 1; }
    Editor Page { width: 1fr; height: 1fr; max-width: 100; }
    Editor Preview { display: none; width: 1fr; height: 1fr; padding: 0 1; }
    Editor #count, Editor #support { padding: 0 1; color: $text-muted; }
    Editor #support { display: none; }
    Editor.-reading Preview { display: block; }
    Editor.-narrow.-reading Page { display: none; }
    """

    def __init__(self, task: WritingTask, on_save: OnSave) -> None:
        super().__init__()
        self.writing = task
        self._on_save = on_save
        self._keeping = Keeping(self, task.draft, task.text)
        self._begun = ""
        self._is_read = not task.text
        self._settling = Settling(self, task.text)
        self._why = ""
        self._kept: tuple[Path, ...] = ()
        self._is_saving = False
        self._told = ""
        self._notices = [task.warning] if task.warning else []

    def compose(self) -> ComposeResult:
        """Put the page between what it is about and the keys."""
        yield TopLine(id="top")
        yield Static(id="notice")
        with Horizontal(id="desk"):
            yield Page(id="page")
            yield Preview(id="preview")
        yield Static(id="count")
        yield Static(id="support")
        yield KeyLine()

    @property
    def coproduce(self) -> "Coproduce":
        """The app."""
        return cast("Coproduce", self.app)

    @property
    def page(self) -> Page:
        """The page."""
        return self.query_one("#page", Page)

    @property
    def words(self) -> str:
        """The text as it stands on the page."""
        return self.page.text

    @property
    def is_changed(self) -> bool:
        """Whether there are words here that are not saved."""
        return self.page.text != self._begun

    def on_mount(self) -> None:
        """Show the text at once, and ask for what belongs to it."""
        self.page.placeholder = shown(self.writing.expect_note)
        self.page.read_only = bool(self.writing.text)
        self._show_notices()
        self.tell("reading …" if self.writing.text else "")
        task = self.writing
        self.ask(
            "begin", lambda workspace: beginning_of(workspace, task), self._begin, keys_wait=True
        )

    def on_resize(self) -> None:
        """Fit the line above to the width."""
        self.query_one("#top", TopLine).say(self.writing.heading, self.coproduce.right_of_top)

    def _begin(self, beginning: Beginning) -> None:
        page = self.page
        if self.writing.text:
            self._load(beginning.text, beginning.hidden)
        page.read_only = False
        if beginning.telling:
            self.notice(beginning.telling)
        if left := [each for each in beginning.left if each.text.strip() != page.text.strip()]:
            self._settling.offer(left, date.fromisoformat(beginning.today))
        support = self.query_one("#support", Static)
        support.display = bool(beginning.support)
        support.update(shown(f"support: {beginning.support}"))

    def _load(self, text: str, hidden: int) -> None:
        self.page.begin_clean(text)
        self._begun = self.page.text
        self._is_read = True
        self._told = ""
        self._show_count()
        if hidden:
            what = count(hidden, "hidden character")
            self.notice(f"The saved text has {what}, left out here and when you save.")

    def forget(self, left: "HeldDraft") -> None:
        """Let go of words that were left behind."""
        self._keeping.forget(left)

    def take_up(self, left: "HeldDraft", text: str) -> None:
        """Go on with words that were left behind; what is on the page already stays below."""
        typed = self.words if self.is_changed else ""
        self._keeping.take_over(left)
        self.page.put(f"{text}\n\n{typed}" if typed.strip() else text)

    def begin_from(self, text: str) -> None:
        """Take the words as meant for another text than the one they began from."""
        self._keeping.begin_from(text)

    def notice(self, sentence: str) -> None:
        """Say something above the page."""
        if sentence not in self._notices:
            self._notices.append(sentence)
        self._show_notices()

    def _show_notices(self) -> None:
        notice = self.query_one("#notice", Static)
        notice.display = bool(self._notices)
        notice.update(lines(shown(each) for each in self._notices))

    @on(TextArea.Changed)
    def _typed(self) -> None:
        self._told = ""
        self._show_count()
        self._keeping.later()
        self.query_one(Preview).follow(self.words)

    def on_descendant_blur(self) -> None:
        """Keep the words whenever the page is left."""
        self._keeping.now()

    def keep_words(self) -> None:
        """Keep the words before the app is left."""
        self._keeping.now()

    def tell(self, sentence: str) -> None:
        """Say something short beside the word count."""
        self._told = sentence
        self._show_count()

    def _show_count(self) -> None:
        parts = [count(len(self.words.split()), "word"), self._told]
        said = " · ".join(part for part in parts if part)
        self.query_one("#count", Static).update(shown(said))

    def action_preview(self) -> None:
        """Show how it reads, or hide that."""
        self.toggle_class("-reading")
        preview = self.query_one(Preview)
        preview.follow(self.words)
        self.call_after_refresh(preview.show_now)
        self.call_after_refresh((preview if self._covers_page else self.page).focus)

    @property
    def _covers_page(self) -> bool:
        """Whether the preview stands in the place of the page, where there is no room for both."""
        return self.has_class("-reading") and self.has_class("-narrow")

    def action_outside(self) -> None:
        """Write in the person's own editor, once the keys pressed before are in the text.

        Where nobody chose one, the first time only says which opens and how it is left.
        """
        from tui.app.writing.external import told_which_opens

        if not told_which_opens(self.coproduce):
            self.page.call_later(self._write_outside)

    def _write_outside(self) -> None:
        """Take what is written there as an edit like any other."""
        from tui.app.writing.external import written_outside

        self._keeping.now()
        try:
            text = written_outside(self.coproduce, self.words)
        except CoproduceError as error:
            self.coproduce.say_error(error)
            return
        if text != self.words:
            self.page.put(text)

    def action_leave(self) -> None:
        """Leave; with words that are not saved, ask first. From a preview, go back to the page."""
        if self._is_saving:
            return
        if self._covers_page:
            self.action_preview()
            return
        if not self.is_changed:
            self.dismiss(None)
            return

        def chosen(answer: str | None) -> None:
            if self._keeping.leave(answer):
                # Writing is done in turn: by then the draft is kept, or gone.
                is_kept = answer == KEEP
                self.write("leave", _nothing, lambda _: self._left(is_kept), keys_wait=True)

        is_draft = self._keeping.has_taken
        also = ", and let go of the draft they came from" if is_draft else ""
        self.coproduce.push_screen(leaving("These words are", "them", also), chosen)

    def _left(self, is_kept: bool) -> None:
        """Go back, and let places tell of the draft; words that could not be kept stay here."""
        if is_kept and not self._keeping.has_kept:
            return
        self.dismiss(None)
        self.coproduce.tell_places()

    def action_save(self) -> None:
        """Save, after asking for a reason; nothing is saved when nothing changed."""
        task = self.writing
        if self._is_saving or not self._is_read:
            return
        if task.kind == "words" and not task.may_be_empty and not self.words.strip():
            self.tell("there are no words yet")
        elif not self.is_changed and not task.may_be_empty:
            self.tell("nothing has changed, so there is nothing to save")
        elif not task.ask_why:
            self._save("")
        else:
            more = "\n".join(part for part in (task.warning, WHY_STAYS) if part)
            self.coproduce.push_screen(OneLine("Why? One line.", more), self._save_because)

    def _save_because(self, why: str | None) -> None:
        if why is not None:
            self._save(why)

    def _save(self, why: str) -> None:
        self.send(self.words, why)

    def send(self, text: str, why: str) -> None:
        """Save a text, over the newer one that people have looked at if there was one."""
        self._why = why
        self._is_saving = self.page.read_only = True
        self._keeping.now()
        self.tell("saving …")
        about, version, kept = self.writing.about, self._settling.version, self._kept

        def work(workspace: "Workspace") -> "Saved":
            if version:
                saved = workspace.edit_over(about, text, expect=version, why=why)
            else:
                saved = self._on_save(workspace, text, why)
            for path in kept:
                workspace.forget_draft(path)
            return saved

        self.write("save", work, self._saved, keys_wait=True)

    def _saved(self, saved: "Saved") -> None:
        self._forget()
        for note in saved.notes:
            self.coproduce.notify(note)
        self.coproduce.tell_places()
        self.dismiss(saved)

    def _forget(self) -> None:
        """Let go of the draft; nothing on the page is unsaved any more."""
        self._begun = self.page.text
        self._keeping.drop()

    def give_way(self) -> None:
        """Leave the other text as it is; the words here stay in a private file."""
        self._forget()
        self.dismiss(None)
        where = "\n".join(f"They are kept in a private file: {path}" for path in self._kept[-1:])
        self.coproduce.say("Your words were not saved.", where)

    def on_failed(self, event: Failed) -> None:
        """Say what went wrong; the words stay where they are."""
        event.stop()
        if event.question == "hold":
            self._keeping.failed()
            self.tell("these words could not be kept as a draft")
            return
        if not self._is_read:
            text = harmless(self.writing.text)
            self._load(text.text, text.removed)
        self.page.read_only = False
        if event.question == "save":
            self._is_saving = False
            self.tell("not saved")
            if isinstance(event.error, CoproduceError):
                self._kept = (*self._kept, *event.error.drafts)
        self.refused(event.error)

    def refused(self, error: Exception) -> None:
        """Let people decide between two texts; say anything else that went wrong."""
        if isinstance(error, RecordChanged) and self.writing.kind == "document":
            self._settling.refused(self._why)
        else:
            self.coproduce.say_error(error)


def _nothing(_: "Workspace") -> None:
    return
