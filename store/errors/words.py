"""What was typed or chosen and does not fit."""

from store.errors.families import WrongWords


class UnknownReference(WrongWords):
    """What was typed names nothing here."""

    code = "unknown-reference"

    def __init__(
        self,
        typed: str,
        hint: str = "See what there is with: coproduce list",
        sentence: str = "",
    ) -> None:
        super().__init__(sentence or f"There is nothing here called “{typed}”.", hint)
        self.typed = typed


class AmbiguousReference(WrongWords):
    """What was typed fits several; `candidates` lists them, as they can be typed in full."""

    code = "ambiguous-reference"

    def __init__(self, typed: str, candidates: tuple[str, ...], hint: str = "") -> None:
        super().__init__(
            f"“{typed}” fits {len(candidates)}: {', '.join(candidates)}.",
            hint or "Type a little more of the one you mean.",
        )
        self.typed = typed
        self.candidates = candidates


class UnknownPerson(WrongWords):
    """Nobody here has that id or chosen name."""

    code = "unknown-person"

    def __init__(self, typed: str) -> None:
        super().__init__(
            f"There is nobody here called “{typed}”.",
            "See who is here with: coproduce list person",
        )
        self.typed = typed


class BadValue(WrongWords):
    """A value does not fit its place."""

    code = "bad-value"
