"""The texts of the five agreements of the worked example, and why each was changed."""

from store.example.deed import Deed, edit, new

EVERYONE = (
    "@robin",
    "@ellis",
    "@sam",
    "@noor",
    "@idris",
    "@marek",
    "@gwen",
    "@wren",
    "@bernie",
)
WITHOUT_MAREK = tuple(name for name in EVERYONE if name != "@marek")

_GROUND_RULES = """
These hold in the back room, and on the café floor in the evening.

We listen until the other person has finished.

Everyone can take a break and come back.

Staff check in every two hours.

What is said here about people stays here.

How we work through disagreement we still have to write.
"""
_CHECKED_WHEN_ASKED = _GROUND_RULES.replace(
    "Staff check in every two hours.",
    "Staff check in when the person asks, and otherwise every two hours.",
).replace(
    "How we work through disagreement we still have to write.",
    "We work through disagreement as we agreed in “When we disagree”.",
)

GROUND_RULES: tuple[Deed, ...] = (
    new(
        "2026-01-26 18:30",
        "north",
        "ground-rules",
        "agreement",
        "Ground rules",
        _GROUND_RULES,
        step="2",
        about="ground-rules",
        parties=EVERYONE,
    ),
    edit(
        "2026-02-09 18:20",
        "north",
        "@ground-rules",
        f"{_GROUND_RULES}\nPhones stay in a box by the door.\n",
        why="Staff felt that people were not listening.",
    ),
    edit(
        "2026-02-16 18:35",
        "cafe",
        "@ground-rules",
        _GROUND_RULES,
        why="Two people need their phone near them to feel safe. We took the box out again.",
    ),
    edit(
        "2026-03-16 20:45",
        "north",
        "@ground-rules",
        review_on="2026-09-07",
    ),
    edit(
        "2026-04-14 18:10",
        "north",
        "@ground-rules",
        _CHECKED_WHEN_ASKED,
        why="People asked for less checking at night. And “When we disagree” is written now.",
    ),
    edit(
        "2026-09-07 20:25",
        "cafe",
        "@ground-rules",
        parties=WITHOUT_MAREK,
        review_on="2026-12-07",
        why="One of us has left. We ran out of evening, so we look at the rest in December.",
    ),
    edit(
        "2026-10-05 20:15",
        "cafe",
        "@ground-rules",
        _CHECKED_WHEN_ASKED.replace(
            "Staff check in when the person asks, and otherwise every two hours.",
            "When you come in, staff ask how often you would like someone to come by, and they "
            "keep to it.\nIf nobody asked you, it is every two hours.",
        ),
        why="Two hours is too often for some of us and too long for others. So ask.",
    ),
)

PAY: tuple[Deed, ...] = (
    new(
        "2025-11-24 20:15",
        "cafe",
        "pay",
        "agreement",
        "Pay for time and travel",
        """
        People who use the café are offered £15 for each meeting.

        Carers are offered a voucher.

        Travel is paid on the day, in cash.
        """,
        step="3",
        about="payment",
        parties=("@robin", "@ellis", "@sam", "@noor", "@idris", "@marek"),
    ),
    edit(
        "2026-03-02 20:20",
        "noor",
        "@pay",
        """
        Everyone whose job does not pay them to be here is offered £15 for each meeting.
        That means carers too, and peer workers on their day off.

        You choose each time: take it, or leave it.
        Nobody asks why.

        Before you sign, you can sit down with the advice desk.
        Being paid can change other money that you get.

        Travel is paid on the day, in cash.
        The envelope is on your chair before you arrive.
        """,
        parties=EVERYONE,
        review_on="2027-03-01",
        why="A voucher says thank you. Pay says we need you. The money was found in the end.",
    ),
    edit(
        "2026-09-07 20:32",
        "cafe",
        "@pay",
        parties=WITHOUT_MAREK,
        why="One of us has left. The text is the same.",
    ),
)

DISAGREEMENT: tuple[Deed, ...] = (
    new(
        "2026-02-16 19:10",
        "cafe",
        "disagreement",
        "agreement",
        "When we disagree",
        """
        First you say back what the other person said, until they say “yes, that is it”.

        Then each of us says what we need.

        If we are still stuck, both wordings go into the notes and we come back to it in two weeks.

        Anyone can ask Ellis or Bernie to sit in between.

        Nobody has to agree for the sake of peace.
        """,
        step="2",
        about="disagreement",
        parties=("@robin", "@ellis", "@sam", "@noor", "@idris", "@bernie", "@young-carer"),
    ),
    edit(
        "2026-05-18 20:20",
        "cafe",
        "@disagreement",
        """
        First you say back what the other person said, until they say “yes, that is it”.

        Then each of us says what we need.

        If we are still stuck, both wordings go into the notes and we come back to it at the next
        meeting, first thing.

        Anyone can ask Ellis or Bernie to sit in between.

        Nobody has to agree for the sake of peace.
        """,
        why="Two weeks turned into never, twice.",
    ),
)

MEETINGS_AGREED: tuple[Deed, ...] = (
    new(
        "2026-04-20 20:30",
        "sam",
        "how-we-meet",
        "agreement",
        "How we meet",
        """
        We meet on the first and third Monday, in the back room.

        Tea is from half past five and we start at six.

        We stop at a quarter past eight, so that everyone can get the nine o'clock bus.

        Anyone can put something on the list.
        What comes from people who are not paid to be here goes first.

        No names in the notes unless you ask.

        Two people lock up.
        """,
        step="3",
        about="meetings",
        parties=EVERYONE,
    ),
    edit(
        "2026-09-07 20:05",
        "sam",
        "@how-we-meet",
        """
        We meet on the first and third Monday, in the back room.

        Tea is from half past five and we start at six.

        We stop at a quarter past eight, so that everyone can get the nine o'clock bus.

        You can send words instead of coming.
        They are read out first, by someone you choose.

        Anyone can put something on the list.
        What comes from people who are not paid to be here goes first.

        No names in the notes unless you ask.

        Two people lock up.
        """,
        parties=WITHOUT_MAREK,
        review_on="2027-01-18",
        why="Letters kept being read last, when everyone was putting coats on.",
    ),
)

VALUES: tuple[Deed, ...] = (
    new(
        "2026-03-23 18:40",
        "cafe",
        "values",
        "agreement",
        "What matters to us",
        """
        Warm before tidy.

        Nobody is sent home without a word.
        """,
        step="2",
        about="values",
    ),
    edit(
        "2026-07-20 20:10",
        "cafe",
        "@values",
        """
        Warm before tidy.

        Nobody is sent home without a word.

        Staff are people in the evening too.

        (Bernie wants one about laughing. We have not found the sentence yet.)
        """,
        why="We keep coming back to this list and it keeps not being finished. That is all right.",
    ),
)

AGREEMENTS: tuple[Deed, ...] = (
    *GROUND_RULES,
    *PAY,
    *DISAGREEMENT,
    *MEETINGS_AGREED,
    *VALUES,
)
