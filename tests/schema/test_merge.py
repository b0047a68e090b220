"""What two versions of one record become, case by case."""

from hypothesis import given
from hypothesis import strategies as st

from schema import merge_texts
from schema.codec import read
from schema.differences import find_differences, quote_of, without_again
from schema.merging.values import meant, worded
from schema.merging.wordings import combined


def record(body="", kind="agreement", extra=""):
    return f"---\nkind: {kind}\nid: rules-abc234\ntitle: Rules\n{extra}---\n{body}"


def fields(base, ours, theirs, kind="meeting"):
    texts = [record("Text.\n", kind, extra) for extra in (base, ours, theirs)]
    merged = merge_texts(*texts)
    assert merged == merge_texts(texts[0], texts[2], texts[1])
    return merged.partition("title: Rules\n")[2].partition("---\n")[0]


def body(base, ours, theirs, kind="agreement"):
    texts = [record(text, kind) for text in (base, ours, theirs)]
    merged = merge_texts(*texts)
    assert merged == merge_texts(texts[0], texts[2], texts[1])
    return merged.partition("---\n")[2].partition("---\n")[2]


def test_a_field_is_as_the_side_that_changed_it():
    assert fields("date: a\n", "date: b\n", "date: a\n") == "date: b\n"
    assert fields("date: a\n", "date: b\n", "date: b\nbreaks: x\n") == "date: b\nbreaks: x\n"
    assert fields("date: a\nbreaks: x\n", "breaks: x\n", "date: a\nbreaks: y\n") == "breaks: y\n"


def test_two_values_of_a_field_stay_side_by_side_and_the_old_one_is_shown():
    merged = fields("about: rules\n", "about: aims\n", "about: payment\n")
    assert merged == "about: rules\ndifferences:\n  about: [aims, payment]\n"
    assert fields("", "about: b\n", "about: a\n") == "differences:\n  about: [a, b]\n"


def test_a_field_changed_here_and_removed_there_is_open():
    merged = fields("date: a\n", "date: b\n", "")
    assert merged == "date: a\ndifferences:\n  date: [b]\ndifferences-removed: [date]\n"


def test_a_list_keeps_what_both_added_and_loses_only_what_someone_had_seen():
    merged = fields("parties: [a, b]\n", "parties: [a, b, c]\n", "parties: [b, d]\n")
    assert merged == "parties: [b, c, d]\n"
    assert fields("", "parties: [a]\n", "parties: [b]\n") == "parties: [a, b]\n"
    assert fields("parties: [a]\n", "", "parties: [a, b]\n") == "parties: [b]\n"
    reordered = fields("parties: [a, b, c]\n", "parties: [c, a, b]\n", "parties: [a, b, c, d]\n")
    assert reordered == "parties: [c, d, a, b]\n"


def test_a_list_of_which_each_kept_what_the_other_took_out_is_open():
    merged = fields("present: [a, b, c]\n", "present: [a, b]\n", "present: [c]\n")
    assert merged.startswith("present: [a, b, c]\ndifferences:\n  present: ")
    assert merged.count("[") == 4
    assert fields("present: [a]\n", "present: []\n", "present: [a, b]\n") == "present: [b]\n"


def test_a_map_is_merged_by_its_names():
    base, ours = 'present:\n  staff: "2"\n', 'present:\n  staff: "3"\n  carer: "1"\n'
    merged = fields(base, ours, 'present:\n  staff: "4"\n  manager: "1"\n')
    parsed = read(record("", "meeting", merged).encode())
    assert parsed.fields["present"] == {"staff": "2", "carer": "1", "manager": "1"}
    assert parsed.fields["differences"] == {"present.staff": ("3", "4")}


def test_a_name_changed_here_and_removed_there_is_open():
    merged = fields('present:\n  staff: "2"\n', 'present:\n  staff: "3"\n', "")
    parsed = read(record("", "meeting", merged).encode())
    assert parsed.fields["present"] == {"staff": "2"}
    assert parsed.fields["differences"] == {"present.staff": ("3",)}
    assert parsed.fields["differences-removed"] == ("present.staff",)


def test_a_field_that_changed_its_type_is_open_as_one_string():
    merged = fields("", "parties: [p-aaaaaaaa, p-bbbbbbbb]\n", "parties: everyone\n")
    parsed = read(record("", "meeting", merged).encode())
    assert parsed.fields["differences"] == {"parties": ('["p-aaaaaaaa", "p-bbbbbbbb"]', "everyone")}
    assert meant('["p-aaaaaaaa", "p-bbbbbbbb"]') == ("p-aaaaaaaa", "p-bbbbbbbb")


@given(
    st.one_of(
        st.none(),
        st.text(min_size=1),
        st.lists(st.text()).map(tuple),
        st.dictionaries(st.text(), st.text()),
        st.sampled_from(['"a"', "[x", '["a"]', "{}", '""']),
    )
)
def test_a_wording_stands_for_the_value_it_was_written_for(value):
    assert meant(worded(value)) == value


def test_a_settled_field_stays_settled_until_someone_who_had_not_seen_it_edits_again():
    extra = "about: rules\ndifferences:\n  about: [aims, payment]\n"
    assert fields(extra, "about: aims\n", extra) == "about: aims\n"
    third = "about: rules\ndifferences:\n  about: [aims, payment, values]\n"
    beside = fields(extra, "about: aims\n", third)
    assert without_again(beside) == "about: rules\ndifferences:\n  about: [aims, values]\n"
    assert "differences-again:\n  about: " in beside


def test_comments_and_unknown_fields_of_both_sides_stay():
    merged = fields("date: a # one\n", "date: b # two\nx: 1\n", "# three\ndate: c # four\ny: 2\n")
    for word in ("# two", "# three", "# four", "x: 1", "y: 2"):
        assert word in merged


def test_paragraphs_that_only_one_side_changed_are_taken():
    merged = body(
        "One.\n\nTwo.\n\nThree.\n", "One!\n\nTwo.\n\nThree.\n", "One.\n\nThree.\n\nFour.\n"
    )
    assert merged == "One!\n\nThree.\n\nFour.\n"


def test_a_paragraph_both_changed_becomes_a_difference_in_its_place():
    merged = body("A.\n\nWe meet weekly.\n", "A.\n\nWe meet daily.\n", "A.\n\nWe meet monthly.\n")
    assert merged == "A.\n\n" + quote_of(("We meet daily.", "We meet monthly."))


def test_a_paragraph_changed_here_and_removed_there_is_open():
    merged = body("A.\n\nWe meet weekly.\n\nB.\n", "A.\n\nWe meet daily.\n\nB.\n", "A.\n\nB.\n")
    assert find_differences(merged, {})[0].wordings == ("", "We meet daily.")
    assert "*(left out)*" in merged


def test_new_paragraphs_of_both_sides_are_kept_each_once():
    merged = body("A.\n", "A.\n\nMine.\n\nShared.\n", "A.\n\nYours.\n\nShared.\n")
    assert merged == "A.\n\nMine.\n\nYours.\n\nShared.\n"


def test_two_edits_of_one_paragraph_of_an_agreement_are_never_put_together():
    old = "One a.\nTwo b.\nThree c.\n"
    mine, yours = old.replace("One a", "One x"), old.replace("Three c", "Three y")
    assert find_differences(body(old, mine, yours), {})
    assert body(old, mine, yours, "outcome") == "One x.\nTwo b.\nThree y.\n"
    beside = old.replace("Two b", "Two z")
    assert find_differences(body(old, mine, beside, "outcome"), {})
    assert find_differences(body(old, mine, yours, "words"), {})


def test_a_moved_paragraph_takes_the_other_sides_edit_with_it():
    first, last = "We begin with a round in which everyone speaks.", "We end by asking each other."
    old = f"{first}\n\nStaff ask first.\n\n{last}\n"
    moved = f"{first}\n\n{last}\n\nStaff ask first.\n"
    edit = old.replace("ask first", "ask first, always")
    assert body(old, moved, edit) == f"{first}\n\n{last}\n\nStaff ask first, always.\n"
    both = f"Staff ask first.\n\n{first}\n\n{last}\n"
    assert body(old, moved, both).count("Staff ask first.") == 1
    gone = f"{first}\n\n{last}\n"
    assert find_differences(body(old, moved, gone), {})[0].wordings == ("", "Staff ask first.")


def test_a_settled_text_stays_settled_and_a_third_wording_stands_beside_it():
    old = "A.\n\n" + quote_of(("One way.", "Two ways."))
    settled = "A.\n\nOur one way.\n"
    assert body(old, settled, old) == settled
    third = "A.\n\n" + quote_of(("One way.", "Two ways.", "Three ways."))
    assert find_differences(body(old, settled, third), {})[0].wordings == (
        "Our one way.",
        "Three ways.",
    )


def test_what_was_settled_in_different_ways_is_open_again_and_says_so():
    old = "A.\n\n" + quote_of(("One way.", "Two ways."))
    again = body(old, "A.\n\nOne way.\n", "A.\n\nTwo ways.\n")
    assert again != old
    assert without_again(again) == old
    (found,) = find_differences(again, {})
    assert found.again
    third = body(old, again, "A.\n\nThree ways.\n")
    assert find_differences(third, {})[0].wordings == ("One way.", "Three ways.", "Two ways.")
    assert body(again, again, "A.\n\nOne way.\n") == "A.\n\nOne way.\n"


def test_a_field_that_was_settled_in_different_ways_is_open_again_and_says_so():
    old = "about: rules\ndifferences:\n  about: [aims, payment]\n"
    again = fields(old, "about: aims\n", "about: payment\n")
    assert again != old
    assert without_again(again) == old
    third = fields(old, again, "about: values\n")
    assert without_again(third).endswith("  about: [aims, payment, values]\n")
    assert fields(again, again, "about: aims\n") == "about: aims\n"
    assert fields(old, "about: aims\n", "about: aims\n") == "about: aims\n"


def test_a_part_of_a_map_that_was_settled_in_different_ways_says_so_too():
    open_ = 'differences:\n  present.staff: ["3", "4"]\n'
    old = f'present:\n  staff: "2"\n{open_}'
    again = fields(old, 'present:\n  staff: "3"\n', 'present:\n  staff: "4"\n')
    assert without_again(again) == old
    assert "differences-again:\n  present.staff: " in again


def test_a_settlement_and_a_further_wording_stand_side_by_side_and_a_third_side_takes_neither():
    old = "A.\n\n" + quote_of(("One way.", "Two ways."))
    worded = "A.\n\n" + quote_of(("One way.", "Four ways."))
    beside = body(old, "A.\n\nOne way.\n", worded)
    assert find_differences(beside, {})[0].wordings == ("Four ways.", "One way.")
    third = body(old, beside, "A.\n\nTwo ways.\n")
    assert find_differences(third, {})[0].wordings == ("Four ways.", "One way.", "Two ways.")


def test_a_mark_stays_while_only_one_side_changes_the_difference():
    old = "A.\n\n" + quote_of(("One way.", "Two ways."))
    again = body(old, "A.\n\nOne way.\n", "A.\n\nTwo ways.\n")
    reworded = again.replace("Two ways.", "Five ways.")
    assert body(again, again.replace("A.", "B."), reworded) == reworded.replace("A.", "B.")
    (found,) = find_differences(body(again, reworded, again.replace("One", "No")), {})
    assert found.wordings == ("Five ways.", "No way.")
    assert found.again == find_differences(again, {})[0].again


def test_a_difference_that_changed_beside_something_new_is_known_by_a_wording_it_still_holds():
    old = "A.\n\n" + quote_of(("Kept as it was.", "Everyone\n\nmay take a break."))
    changed = "A.\n\n- new\n- list\n\n" + quote_of(("Kept as it was.", "We write it anew."))
    merged = body(old, "A.\n\nSettled so.\n", changed)
    assert without_again(merged) == "A.\n\n- new\n- list\n\n" + quote_of(
        ("Settled so.", "We write it anew.")
    )


def test_differences_that_two_others_found_become_one():
    old = "One a b c.\n\nTwo y e f.\n\nThree g h i.\n"
    some = old.replace("Two y e f.\n", quote_of(("Two d e x.", "Two y e f.")))
    more = old.replace("Two y e f.\n", quote_of(("", "Two y e f.")))
    (found,) = find_differences(body(old, some, more), {})
    assert found.wordings == ("", "Two d e x.", "Two y e f.")


def test_sections_are_merged_by_their_codes():
    old = "## 1.1 Who\n\n## 1.2 Why\n\nOld why.\n\n## 1.3 Where\n"
    mine = old.replace("## 1.2", "Mine, here.\n\n## 1.2")
    yours = old.replace("Old why.", "New why.").replace(
        "## 1.3 Where\n", "## 1.3 Where\n\nThere.\n"
    )
    assert body(old, mine, yours, "step") == (
        "## 1.1 Who\n\nMine, here.\n\n## 1.2 Why\n\nNew why.\n\n## 1.3 Where\n\nThere.\n"
    )


def test_a_section_taken_out_here_and_written_in_there_stays():
    old = "## 1.1 Who\n\nSome.\n\n## 1.2 Why\n\nOld why.\n"
    merged = body(old, "## 1.1 Who\n\nSome.\n", old.replace("Old why", "New why"), "step")
    assert merged.startswith("## 1.1 Who\n\nSome.\n\n## 1.2 Why\n\n> **Different")
    assert find_differences(merged, {})[0].wordings == ("", "New why.")


def test_a_section_taken_out_here_whose_heading_changed_there_stays():
    old = "## 1.1 Who\n\nSome.\n\n## 1.2 Why\n\nOld why.\n"
    theirs = old.replace("## 1.2 Why", "## 1.2 Why it matters")
    assert body(old, "## 1.1 Who\n\nSome.\n", theirs, "step") == (
        "## 1.1 Who\n\nSome.\n\n## 1.2 Why it matters\n"
    )


def test_a_heading_that_both_changed_is_a_difference_also_when_nothing_stands_below():
    old = "## 1.1 Who\n\n## 1.2 Why\n\nOld why.\n"
    mine, yours = old.replace("Who", "Who comes"), old.replace("Who", "Who is asked")
    (found,) = find_differences(body(old, mine, yours, "step"), {})
    assert found.wordings == ("## 1.1 Who comes", "## 1.1 Who is asked")


SECTIONS = "Lead.\n\n## 1.1 Who\n\nSome.\n\n## 1.2 Why\n\nOld why.\n\n## 1.3 Where\n"


def test_a_heading_taken_out_here_stays_out_when_its_words_change_there():
    for heading, words in (("## 1.1 Who", "Some."), ("## 1.2 Why", "Old why.")):
        mine = SECTIONS.replace(f"{heading}\n\n", "")
        yours = SECTIONS.replace(words, "New.\n\nMore.")
        merged = body(SECTIONS, mine, yours, "step")
        assert merged == yours.replace(f"{heading}\n\n", "")


def test_two_headings_taken_out_here_stay_out_when_words_change_there():
    mine = SECTIONS.replace("## 1.1 Who\n\n", "").replace("## 1.2 Why\n\n", "")
    yours = SECTIONS.replace("Old why.", "New why.").replace("Some.", "Some more.")
    assert body(SECTIONS, mine, yours, "step") == (
        "Lead.\n\nSome more.\n\nNew why.\n\n## 1.3 Where\n"
    )


def test_a_heading_taken_out_here_stays_when_it_was_changed_there():
    mine = SECTIONS.replace("## 1.2 Why\n\n", "")
    yours = SECTIONS.replace("## 1.2 Why", "## 1.2 Why it matters")
    assert "## 1.2 Why it matters\n" in body(SECTIONS, mine, yours, "step")


def test_a_section_taken_out_whose_words_stand_above_too_is_open_when_they_change_there():
    old = "Same.\n\n## 1.1 Who\n\nSame.\n"
    merged = body(old, "Same.\n", "Same.\n\n## 1.1 Who\n\nOther.\n", "step")
    assert find_differences(merged, {})[0].wordings == ("", "Other.")


def test_a_fence_left_open_swallows_no_heading_and_no_difference():
    old = "## 1.1 Who\n\nA.\n\n## 1.2 Why\n\nB.\n"
    mine = "## 1.1 Who\n\nA.\n\n```\nopen\n```\n\n## 1.2 Why\n\nB.\n\n```\nopen\n"
    merged = body(old, mine, old.replace("B.", "C."), "step")
    assert merged.count("\n```\n") >= 3


def test_a_wording_whose_label_somebody_wrote_over_stays():
    was = quote_of(("We sing", "We talk"))
    mine = was.replace("We talk", "We talk at tea")
    theirs = was.replace("**Wording 1**", "zwei 1**")
    merged = body(was, mine, theirs)
    assert all(word in merged for word in ("sing", "tea", "zwei"))


def test_a_header_of_which_each_side_took_out_the_rest_stays():
    was = "---\nkind: agreement\nid: x-abc234\ntitle: T\n---\n"
    mine, theirs = "---\nid: x-abc234\ntitle: T\n---\n", "---\nkind: agreement\n---\n"
    assert merge_texts(was, mine, theirs) == merge_texts(was, theirs, mine) == was


def test_words_taken_back_win():
    head = "---\nkind: words\nid: abcdefgh23456722\nref: activity\nby: anonymous\n%s---\n%s"
    said = head % ("", "My words.\n")
    gone = head % ('withdrawn: "2026-05-01"\n', "")
    assert merge_texts(said, gone, head % ("form: written\n", "My words!\n")) == gone
    assert merge_texts(said, head % ("", "Else.\n"), gone) == gone
    assert merge_texts(gone, gone, said) == merge_texts(gone, said, gone) == gone
    kept = head % ('withdrawn: "2026-05-01"\n', "My words.\n")
    assert merge_texts(said, kept, gone) == merge_texts(said, gone, kept) == gone


def test_what_is_no_record_is_merged_as_text():
    merged = merge_texts("A.\n\nB.\n", "A.\n\nB!\n", "A.\n\nB?\n")
    assert merged == "A.\n\n" + quote_of(("B!", "B?"))


def test_both_made_one_record_with_two_titles_and_it_is_still_a_record():
    merged = merge_texts(
        "", record("A.\n"), record("B.\n").replace("title: Rules", "title: Other rules")
    )
    found = read(merged.encode())
    assert found.fields["title"] == "Other rules"
    assert found.fields["differences"] == {"title": ("Other rules", "Rules")}
    assert "A." in found.body
    assert "B." in found.body


def test_both_gave_a_record_a_title_that_is_no_text_and_it_is_still_a_record():
    one, other = (record().replace("Rules", f"\n  carer: {each}") for each in ("a", "b"))
    found = read(merge_texts("", one, other).encode())
    assert found.fields["title"] == "a"
    assert found.fields["differences"] == {"title.carer": ("a", "b")}


def test_other_line_endings_are_no_change():
    old = record("One.\n\nTwo.\n")
    mine = old.replace("\n", "\r\n")
    for ending in ("\n", "\r\n"):
        yours = record("One.\n\nThree.\n").replace("\n", ending)
        assert not find_differences(read(merge_texts(old, mine, yours).encode()).body, {})


names = st.frozensets(st.sampled_from(["", "a", "b", "c", "d"]), min_size=1, max_size=3)


@given(names, names, names)
def test_wordings_of_both_sides_are_combined_fairly(base, ours, theirs):
    both = combined(base, ours, theirs)
    assert both == combined(base, theirs, ours)
    assert set(both) <= base | ours | theirs
    assert (ours - base) | (theirs - base) <= set(both)
    assert both == tuple(sorted(set(both)))
    assert both
    assert set(combined(base, ours, base)) == ours
    # Merging the outcome with a side again changes nothing.
    assert combined(ours, both, ours) == both
