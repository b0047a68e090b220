"""What a report never does: show what was taken back, press anyone, or let a yes speak alone."""

import re

import pytest

FORMS = ("html", "text", "md", "docx")


def test_words_taken_back_are_in_no_report(hand):
    ref = hand.agreement("We listen.", hand.robin)
    said = hand.workspace.say(f"agreement/{ref}", "PURPLE ELEPHANT")
    given = hand.workspace.agree(ref, position="not-yet", because="GREEN GIRAFFE")
    before = hand.everywhere(ref)
    assert "PURPLE ELEPHANT" in before["agreement html"]
    assert "GREEN GIRAFFE" in before["changes text"]
    hand.workspace.withdraw(said.id)
    hand.workspace.withdraw(given.id)
    for name, text in hand.everywhere(ref).items():
        assert "ELEPHANT" not in text, name
        assert "GIRAFFE" not in text, name


def test_a_taken_back_yes_counts_at_once(hand):
    ref = hand.agreement("We listen.", hand.robin)
    hand.workspace.agree(ref)
    assert "Where this is now: agreed." in hand.report("agreement", ref)
    hand.workspace.agree(ref, position="take-back", because="Not like this.")
    text = hand.report("agreement", ref)
    assert "Where this is now: people are asked." in text
    assert "took back the yes" in text
    assert "2026: agrees" not in text


@pytest.mark.parametrize("form", FORMS)
def test_words_with_a_content_note_stand_behind_it(hand, form):
    ref = hand.agreement("We listen.", hand.robin)
    hand.workspace.say(f"agreement/{ref}", "The night it happened.", content_note="self-harm")
    text = hand.report("agreement", ref, form)
    assert text.index("Content note: ") < text.index("The night it happened.")
    assert text.count("The night it happened.") == 1
    if form == "html":
        folded = re.search(r"<details>(.*?)</details>", text, re.DOTALL)
        assert folded
        assert "The night it happened." in folded[1]
        assert "self-harm" in folded[1].partition("</summary>")[0]
        assert "<details open" not in text


def test_a_document_with_a_content_note_is_folded_with_its_changes(hand):
    ref = hand.workspace.new(
        "agreement", "After the night", {"content_note": "self-harm"}, "We call the BLUE nurse."
    ).id
    hand.workspace.edit(ref, body="We call the RED nurse.")
    for kind, since in (("agreement", ""), ("changes", ""), ("changes", "2026-05-01")):
        html = hand.report(kind, ref if kind == "agreement" else "", "html", since=since)
        outside = re.sub(r"<details>.*?</details>", "", html, flags=re.DOTALL)
        assert "BLUE" not in outside
        assert "RED nurse" not in outside
        assert "RED" in html


@pytest.mark.parametrize("when", ["noted still", "noted once", "never noted"])
def test_what_changed_since_is_folded_only_where_its_words_need_it_and_is_found(hand, when):
    note = {} if when == "never noted" else {"content_note": "self-harm"}
    fields = {**note, "parties": (hand.robin,)}
    ref = hand.workspace.new("agreement", "After", fields, "We call the BLUE nurse.").id
    hand.workspace.agree(ref)
    now = {"content_note": ""} if when == "noted once" else {}
    hand.workspace.edit(ref, body="We call the RED nurse.", fields=now)
    html = hand.report("agreement", ref, "html")
    section = next(part for part in html.split("<section") if "What changed since" in part)
    outside = re.sub(r"<details>.*?</details>", "", section, flags=re.DOTALL)
    assert "1 word added, 1 word taken out." in outside
    assert ("BLUE" in outside) == (when == "never noted")
    assert "BLUE" in section
    assert ("self-harm" in section) == (when != "never noted")
    moved = hand.report("changes", "", "html")
    apart = re.sub(r"<details>.*?</details>", "", moved, flags=re.DOTALL)
    assert "BLUE" not in apart or when == "never noted"


def test_who_cannot_agree_yet_stands_first_with_their_words(hand):
    sam, noor = hand.person("Sam"), hand.person("Noor")
    ref = hand.agreement("We listen.", hand.robin, sam, noor)
    hand.workspace.agree(ref)
    hand.workspace.agree(ref, by=noor)
    hand.workspace.agree(ref, by=sam, position="not-yet", because="Seven is too late for me.")
    for kind in ("agreement", "changes"):
        text = hand.report(kind, ref if kind == "agreement" else "")
        words = text.index("Seven is too late for me.")
        assert words < text.index("agrees")
        assert text.index("Sam") < words


def test_a_yes_recorded_for_someone_never_stands_alone(hand):
    sam = hand.person("Sam")
    ref = hand.agreement("We listen.", sam)
    hand.workspace.agree(ref, by=sam, date="2026-05-01")
    for name, text in hand.everywhere(ref).items():
        plain = " ".join(re.sub(r"<[^>]+>", "", text).split())
        assert "Sam agree" not in plain, name
        assert not re.search(r"Sam, 1 May 2026: agree", plain), name
        if name.startswith("agreement"):
            assert "Recorded by Robin for Sam, read aloud on 1 May 2026: agrees" in plain, name
        if name.startswith("history"):
            assert "Recorded by Robin for Sam, read aloud on 1 May 2026." in plain, name


def test_nobody_is_named_for_not_having_answered(hand):
    sam = hand.person("Sam")
    ref = hand.agreement("We listen.", hand.robin, sam)
    hand.workspace.agree(ref)
    text = " ".join(hand.report("agreement", ref).split())
    assert "Nobody has to, and there is no hurry." in text
    assert re.search(r"(waiting|missing|not said|no answer)[^.]*Sam", text) is None
    assert "Sam" not in hand.report("changes").partition("What changed")[0]


def test_unnamed_words_say_nothing_that_could_point_at_someone(hand):
    ref = hand.agreement("We listen.", hand.robin)
    hand.workspace.say(f"agreement/{ref}", "It scares me.", by="anonymous", perspectives=("carer",))
    for name, text in hand.everywhere(ref).items():
        if name.startswith(("agreement", "changes")):
            assert "It scares me." in text, name
            assert "Someone" in text, name
        assert "a carer" not in text, name
        assert "Recorded by" not in text, name


def test_rows_of_fewer_than_three_people_are_not_shown_apart(hand):
    present = {"service-user": "4", "carer": "1", "staff": "2"}
    ref = hand.workspace.new(
        "review", "Spring", {"date": "2026-04-30", "present": present}, "## 1 Tried\n\nTea.\n"
    ).id
    people = [hand.person(f"P{n}", "staff" if n < 2 else "service-user") for n in range(6)]
    for number, person in enumerate(people):
        hand.workspace.answer(
            ref, {"1": "Yes."}, threads={"power": "worse" if number < 2 else "better"}, by=person
        )
    for form in FORMS:
        text = " ".join(re.sub(r"<[^>]+>", " ", hand.report("review", ref, form)).split())
        assert "7 people: 4 people who use services and 3 others" in text
        assert "1 carer" not in text
        assert "a carer" not in text
        assert "2 staff" not in text
    for form in FORMS:
        assert "a carer" not in hand.report("changes", "", form)


def test_how_one_person_feels_about_a_thread_is_not_told(hand):
    sam = hand.person("Sam", "carer")
    ref = hand.workspace.new("review", "Spring", {"date": "2026-05-01"}).id
    hand.workspace.answer(ref, {"1": "Tea."}, threads={"power": "worse"}, by=sam)
    for kind, about in (("review", ref), ("changes", "")):
        for form in FORMS:
            assert "worse" not in hand.report(kind, about, form)


def test_no_report_has_a_percentage_or_a_git_word(of_example):
    git_words = r"\b(commit|push|pull|branch|merge|HEAD|repository|conflict)\b"
    for kind in ("changes", "agreement", "review", "history"):
        text = of_example(kind)
        assert not re.search(r"\d\s*%|per cent|score", text), kind
        assert not re.search(git_words, text), kind


def test_nothing_asks_why_someone_took_their_words_back(hand):
    ref = hand.agreement("We listen.", hand.robin)
    hand.workspace.withdraw(hand.workspace.say(f"agreement/{ref}", "Gone.").id)
    for name, text in hand.everywhere(ref).items():
        assert "Gone." not in text, name
        assert not re.search(r"why .* (withdrew|took (it|them) back)", text, re.IGNORECASE), name


def test_what_others_said_about_someone_is_on_nobodys_paper(hand):
    sam = hand.person("Sam")
    hand.day = "2026-05-02"
    hand.workspace.say(f"person/{sam}", "PURPLE ELEPHANT")
    own = hand.workspace.say(f"person/{sam}", "I draw.", by=sam)
    text = hand.report("changes", "", since="2026-05-02")
    assert "ELEPHANT" not in text
    assert "I draw." in text
    hand.workspace.withdraw(own.id)
    assert "Sam" not in hand.report("changes", "", since="2026-05-02")
