"""Which text of an agreement a code names, as it is printed on a slip of paper, and its age."""

from datetime import date, timedelta

import msgspec

from schema.days import in_words
from schema.digest import digest, normalise_digest
from schema.kinds import Agreement, Position
from schema.replacement import current
from schema.standing import STANDS
from store.comparing import agreed_text, agreement_in, words_changed
from store.desk import Desk
from store.errors import BadValue, SaidSince, TextChanged, UnknownText
from store.history import commits

# The clocks and the time zones of two computers may be apart, never by more than this.
_APART = timedelta(days=1)


class NamedText(msgspec.Struct, frozen=True):
    """One text an agreement has or had, as `agreement` held it.

    `day` (ISO 8601) is when it was first saved, `commit` the newest change that left it there.
    """

    agreement: Agreement
    digest: str
    day: str
    commit: str


def texts_of(desk: Desk, path: str) -> tuple[NamedText, ...]:
    """Return every text of the agreement at `path` that is in the history here, newest first."""
    made = [
        (commit, file.new_id)
        for commit in commits(desk.repository, "--topo-order", "HEAD", paths=(path,))
        for file in commit.files
        if file.path == path and file.new_id
    ]
    forms = dict(desk.repository.read_blobs(sorted({blob for _, blob in made})))
    found: dict[str, NamedText] = {}
    for commit, blob in made:
        agreement = agreement_in(forms[blob]) if blob in forms else None
        if agreement is None:
            continue
        code = digest(agreement.id, agreement.title, agreement.body)
        day = commit.when[:10]
        known = found.get(code)
        found[code] = (
            msgspec.structs.replace(known, day=min(known.day, day))
            if known
            else NamedText(agreement, code, day, commit.id)
        )
    return tuple(found.values())


def prefix_of(typed: str) -> str:
    """Return the code of a text, or the beginning of one, as it was typed. Raises BadValue."""
    plain = normalise_digest(typed)
    if not plain:
        raise BadValue(
            f"“{typed}” does not name a text.",
            "Copy at least 8 of the letters and digits shown beside the agreement.",
        )
    return plain


def named(desk: Desk, agreement: Agreement, typed: str) -> NamedText | None:
    """Return the earlier text that a code or the beginning of one names, None for the text now.

    Raises BadValue for what is no code or fits several texts, and UnknownText.
    """
    plain = prefix_of(typed)
    if digest(agreement.id, agreement.title, agreement.body).startswith(plain):
        return None
    found = [each for each in texts_of(desk, agreement.path) if each.digest.startswith(plain)]
    if not found:
        raise UnknownText(f"agreement/{agreement.id}")
    if len(found) > 1:
        raise BadValue(f"“{typed}” fits several texts.", "Copy more of its letters and digits.")
    return found[0]


def meant(desk: Desk, agreement: Agreement, typed: str, *, earlier: bool) -> NamedText | None:
    """Return the earlier text an answer is for, None for the text as it is now.

    `typed` is the code of the text that was read, "" for the text now. Raises TextChanged for an
    earlier text unless `earlier`, and what `named` raises.
    """
    found = named(desk, agreement, typed) if typed else None
    if found and not earlier:
        raise TextChanged(f"agreement/{agreement.id}", found.commit[:12])
    return found


def refuse_said_since(
    desk: Desk, agreement: Agreement, text: NamedText, by: str, position: str, day: str
) -> None:
    """Raise SaidSince where an answer to an earlier text would hide what the person said later.

    Later is what has a later day; and beside a yes also what was said of a later text, whichever
    day: a yes to words that are gone takes the place of nothing said about newer ones.
    """
    reference = f"agreement/{agreement.id}"
    said = desk.snapshot.counting(desk.snapshot.about("agreement", agreement.id), reference)
    texts = [each.digest for each in texts_of(desk, agreement.path)]
    as_old = set(texts[texts.index(text.digest) :])
    for each in current(said):
        if not isinstance(each, Position) or each.by != by:
            continue
        if each.date > day or (position in STANDS and each.digest not in as_old):
            raise SaidSince(desk.name(by), _told(desk, each.date), reference)


def earlier_note(desk: Desk, agreement: Agreement, text: NamedText) -> str:
    """Return that an answer is for an earlier text and how much changed since, in a sentence."""
    changed = words_changed(agreed_text(text.agreement), agreed_text(agreement)).total
    since = f" {changed} {'word' if changed == 1 else 'words'} changed since." if changed else ""
    return (
        f"This is for the earlier text of {_told(desk, text.day)}, "
        f"not for the text as it is now.{since}"
    )


def too_early_note(desk: Desk, agreement: Agreement, code: str, day: str) -> str:
    """Return a warning when `day` lies before the text was first saved here, "" when it does not.

    What was agreed on paper may be typed in days later, so it is no reason to refuse anything.
    """
    if not day or day >= desk.today:
        return ""
    found = next((e.day for e in texts_of(desk, agreement.path) if e.digest == code), "")
    # Another computer's clock may be ahead of this one.
    born = min(found, desk.today)
    if not born or date.fromisoformat(day) >= date.fromisoformat(born) - _APART:
        return ""
    return (
        f"These words were first saved here on {_told(desk, born)}, after the day you gave "
        f"({_told(desk, day)}). Make sure that they are the words this person was asked about."
    )


def _told(desk: Desk, day: str) -> str:
    return in_words(day, date.fromisoformat(desk.today))
