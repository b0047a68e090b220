"""What a review promised and what became of it, and the points that still wait for a reply."""

from schema.evidence import Evidence
from schema.kinds import record_of
from schema.promises import Promise, promised_lines, promises, promises_of, unanswered
from schema.record import Contribution, Document

SAM, ROBIN = "p-aaaaaaaa", "p-bbbbbbbb"
SPRING = "review/spring-abc234"


def document(kind: str, id: str, body: str = "", **fields: object) -> Document:  # noqa: A002
    record = record_of(f"{kind}/{id}.md", {"kind": kind, "id": id, "title": id, **fields}, body)
    assert isinstance(record, Document)
    return record


def review(*next_lines: str, id: str = "spring-abc234", date: str = "2026-05-12", **more: object):  # noqa: A002
    body = "## 1 Tried\n\n- Tea.\n\n## +1 Next\n\n" + "\n".join(next_lines) + "\n"
    return document("review", id, body, date=date, **more)


def action(id: str, title: str, **fields: object) -> Document:  # noqa: A002
    return document("action", id, title=title, **{"from": SPRING, **fields})


def said(id: str, kind: str = "words", body: str = "The bus stops at nine.\n", **fields: object):  # noqa: A002
    header = {
        "kind": kind,
        "id": id,
        "ref": "step/2#2.3",
        "by": SAM,
        "date": "2026-03-01",
        **fields,
    }
    record = record_of(f"contributions/{id}.md", header, body)
    assert isinstance(record, Contribution)
    return record


def evidence(*records: Document | Contribution) -> Evidence:
    return Evidence(
        documents=tuple(each for each in records if isinstance(each, Document)),
        contributions=tuple(each for each in records if isinstance(each, Contribution)),
    )


def states(known: Evidence) -> list[tuple[str, str]]:
    return [(each.text, each.state) for each in promises(known)]


def waiting(*records: Contribution) -> list[str]:
    return [each.contribution for each in unanswered(evidence(*records))]


def test_each_list_item_and_each_paragraph_is_one_promise():
    lines = promised_lines(
        review(
            "Sam asks the bus company.",
            "It may take time.",
            "",
            "- Tea before",
            "  we start",
            "- [ ] Two minutes each",
            "1. A quiet room",
            "",
            "### Later",
            "> a quote",
        )
    )
    assert lines == (
        "Sam asks the bus company. It may take time.",
        "Tea before we start",
        "Two minutes each",
        "A quiet room",
    )


def test_a_line_nobody_took_on_is_written_down():
    assert promises(evidence(review("- Ask carers about evenings."))) == (
        Promise(text="Ask carers about evenings.", state="written-down", review="spring-abc234"),
    )


def test_an_action_gives_its_line_an_owner_a_day_and_what_became_of_it():
    known = evidence(
        review("- Ask carers about evenings, by June.", "- Tea before we start."),
        action("tea-abc234", "tea before we start", state="kept", owner=ROBIN),
        action("ask-abc234", "Ask carers about evenings", due="2026-06-03", owner=SAM),
    )
    assert promises(known) == (
        Promise(
            text="Ask carers about evenings",
            state="open",
            review="spring-abc234",
            owner=SAM,
            due="2026-06-03",
            action="ask-abc234",
        ),
        Promise(
            text="tea before we start",
            state="kept",
            review="spring-abc234",
            owner=ROBIN,
            action="tea-abc234",
        ),
    )


def test_an_action_that_names_its_own_id_in_next_is_the_same():
    known = evidence(review("- The tea (tea-abc234)"), action("tea-abc234", "Buy a kettle"))
    assert states(known) == [("Buy a kettle", "open")]


def test_words_inside_other_words_are_not_the_same():
    known = evidence(review("- Teach everyone."), action("tea-abc234", "Tea"))
    assert states(known) == [("Teach everyone.", "written-down"), ("Tea", "open")]


def test_actions_that_no_line_mentions_come_after_by_day():
    known = evidence(
        review("- Rest."),
        action("b-abc234", "B"),
        action("a-abc234", "A", due="2026-06-01", state="dropped"),
    )
    assert states(known) == [("Rest.", "written-down"), ("A", "dropped"), ("B", "open")]


def test_one_action_stands_for_one_line():
    known = evidence(review("- Tea", "- Tea"), action("tea-abc234", "Tea", state="kept"))
    assert [state for _, state in states(known)] == ["kept", "written-down"]


def test_only_the_newest_review_that_promised_anything_counts():
    spring, summer = review("- Old."), review("- New.", id="summer-abc234", date="2026-08-01")
    planned = document("review", "autumn-abc234", date="2026-10-01")
    gone = review("- Gone.", id="gone-abc234", date="2026-09-01", archived="2026-09-02")
    assert states(evidence(spring, summer, planned, gone)) == [("New.", "written-down")]
    assert [each.text for each in promises_of(spring, evidence(spring, summer))] == ["Old."]


def test_actions_of_other_reviews_are_other_promises():
    known = evidence(review("- Rest."), action("a-abc234", "A", **{"from": "review/winter-abc234"}))
    assert states(known) == [("Rest.", "written-down")]


def test_no_review_promised_nothing():
    assert promises(evidence()) == ()


def test_words_wait_until_somebody_replies():
    reply = said("r", "reply", ref="contribution/a", reply="could-not")
    assert waiting(said("b", date="2026-02-01"), said("a")) == ["b", "a"]
    assert waiting(said("b", date="2026-02-01"), said("a"), reply) == ["b"]


def test_a_withdrawn_reply_answers_nothing_and_withdrawn_words_wait_for_nothing():
    withdrawn = said("r", "reply", "", ref="contribution/a", reply="did", withdrawn="2026-04-01")
    assert waiting(said("a"), withdrawn) == ["a"]
    assert waiting(said("a", body="", withdrawn="2026-04-01")) == []


def test_a_correction_waits_in_place_of_what_it_replaced():
    assert waiting(said("a"), said("b", replaces=("a",))) == ["b"]


def test_what_worries_someone_in_a_review_waits_and_the_rest_does_not():
    body = "## 1 Tried\n\nTea.\n\n## 4 Concerned\n\nEvenings are hard.\n"
    (point,) = unanswered(evidence(said("a", "answer", body, ref=SPRING)))
    assert (point.text, point.ref) == ("Evenings are hard.", SPRING)
    assert waiting(said("a", "answer", "## 3 Pleased\n\nTea.\n", ref=SPRING)) == []


def test_the_reason_of_someone_who_cannot_agree_yet_waits():
    def position(what: str, body: str = "Evenings are hard.\n") -> list[str]:
        return waiting(said("a", "position", body, ref="agreement/x-abc234", position=what))

    assert position("not-yet") == position("agree-with-concern") == ["a"]
    assert position("agree") == position("not-yet", "") == []


def test_what_someone_says_of_a_person_waits_for_no_reply():
    assert waiting(said("a", ref=f"person/{SAM}")) == []
