"""How a gentle question is put: what it holds, and words for who had a part in something."""

from collections.abc import Collection, Iterable, Mapping

import msgspec

from schema.evidence import Evidence
from schema.kinds import Agreement
from schema.spoken import Perspectives, speakers
from schema.standing import AGREED, CHANGED_SINCE_AGREED

_STAFF = frozenset({"staff", "manager"})
_LIVED = frozenset({"service-user", "carer"})
_NAMES: Mapping[frozenset[str], str] = {
    frozenset({"service-user"}): "people who use services",
    frozenset({"carer"}): "carers",
    _LIVED: "people who use services and carers",
    frozenset({"staff"}): "staff",
    frozenset({"manager"}): "managers",
    _STAFF: "staff",
}
_NOBODY: Mapping[str, str] = {
    "service-user": "nobody who uses services",
    "carer": "no carer",
    "staff": "no staff",
}
_AGREED_TEXTS: Mapping[str, str] = {
    "issue": "What the issue is was",
    "values": "What matters to you all was",
    "aims": "What you aim for was",
    "ground-rules": "The ground rules were",
    "process": "How you work was",
    "disagreement": "How you work through disagreement was",
    "meetings": "How you meet was",
    "payment": "Pay was",
}


class Prompt(msgspec.Struct, frozen=True):
    """A gentle question from the evidence: the code of its idea, and its words.

    `set_aside` keeps it quiet, not hidden: the group said "not for us, because …". `about` is the
    record whose day has come, "" for a question that no day asks.
    """

    code: str
    text: str
    set_aside: bool = False
    about: str = ""


def ask(evidence: Evidence, idea: str, text: str, *questions: str) -> tuple[Prompt, ...]:
    """Return one prompt about an idea, quiet when it or a question it speaks of is set aside."""
    quiet = not evidence.set_aside.isdisjoint((idea, *questions))
    return (Prompt(idea, text, quiet),)


def one_side(as_whom: Iterable[Perspectives]) -> str:
    """Return who alone had a part, as in "staff"; "" when both sides had, nobody, or who is unsure.

    The sides are people who use services and carers, and staff and managers. Someone who did not
    say, or named another perspective, could be of either side.
    """
    everyone = tuple(as_whom)
    named = frozenset(perspective for each in everyone for perspective in each)
    return _NAMES.get(named, "") if all(everyone) else ""


def missing_groups(evidence: Evidence, as_whom: Iterable[Perspectives]) -> tuple[str, ...]:
    """Return which of service-user, carer and staff had no part; () when someone did not say.

    Managers count as staff. A group that this activity does not name is not missed.
    """
    everyone = tuple(as_whom)
    named = {perspective for each in everyone for perspective in each}
    if not all(everyone) or not named:
        return ()
    if "manager" in named:
        named.add("staff")
    return tuple(each for each in _NOBODY if each in evidence.perspectives and each not in named)


def agreed_without(
    evidence: Evidence, idea: str, about: Collection[str], *questions: str
) -> tuple[Prompt, ...]:
    """Return a prompt for each agreed text of a kind in which one of the groups had no part."""
    found: dict[str, None] = {}
    for agreement in evidence.of(Agreement):
        state = evidence.standings.get(agreement.id, "")
        if agreement.about not in about or state not in (AGREED, CHANGED_SINCE_AGREED):
            continue
        missing = missing_groups(evidence, _who_took_part(evidence, agreement))
        if missing:
            nobody = " and ".join(_NOBODY[each] for each in missing)
            found[f"{_AGREED_TEXTS[agreement.about]} agreed with {nobody} taking part"] = None
    code = f" ({', '.join(questions or (idea,))})."
    return tuple(
        prompt for text in found for prompt in ask(evidence, idea, text + code, *questions)
    )


def _who_took_part(evidence: Evidence, agreement: Agreement) -> Iterable[Perspectives]:
    """Return as whom people gave a position, and as whom those asked are here."""
    given = [e for e in evidence.about(f"agreement/{agreement.id}") if e.kind == "position"]
    spoke = speakers(given, evidence.perspectives_of)
    silent = {each for each in agreement.parties if each} - {each.person for each in spoke}
    yield from (each.perspectives for each in spoke)
    yield from (evidence.perspectives_of.get(each, ()) for each in sorted(silent))


def times(count: int) -> str:
    """Return how often something happened, in words."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
