"""Notes from meetings, what was said about single records, and what became of what people said."""

from store.example.deed import Deed, list_for_visitors, look, reply, say, withdraw

NOTES: tuple[Deed, ...] = (
    say(
        "2026-03-02 20:50",
        "cafe",
        "sam",
        "unplaced",
        "It is not the door that is heavy. It is that you have to pull it.",
        named="note-door",
    ),
    say(
        "2026-06-15 20:45",
        "cafe",
        "bernie",
        "unplaced",
        "Can we have the biscuits that are not wrapped? You hear every one of us.",
    ),
    say(
        "2026-10-06 16:00",
        "cafe",
        "anonymous",
        "unplaced",
        "Ask who is not laughing.",
        perspectives=("carer",),
    ),
    say(
        "2026-03-16 20:50",
        "north",
        "sam",
        "@panel",
        "",
        replaces=("@note-door",),
        why="Said in passing on 2 March. Whoever said it wants it kept with the old panel.",
    ),
)

ABOUT_RECORDS: tuple[Deed, ...] = (
    say(
        "2026-02-09 18:30",
        "cafe",
        "idris",
        "@ground-rules",
        """
        My phone is how my sister knows I am all right.
        If it goes in a box, I go in the box.
        """,
        quote="Phones stay in a box by the door.",
        named="idris-phone",
    ),
    say(
        "2026-09-28 18:50",
        "cafe",
        "bernie",
        "@ground-rules",
        "He likes the knock. Two hours is too long for him, if anything.",
        quote="Staff check in when the person asks, and otherwise every two hours.",
        named="bernie-knock",
    ),
    say(
        "2026-09-28 18:53",
        "sam",
        "sam",
        "@ground-rules",
        "I still count the minutes to the next one. Two hours is too often for me.",
    ),
    say(
        "2025-12-01 19:40",
        "cafe",
        "sam",
        "@bus",
        "The bus stops at nine. Ask them for one more.",
        named="sam-bus",
    ),
    say(
        "2026-05-18 19:40",
        "cafe",
        "wren",
        "@how-we-meet",
        """
        Thank you for asking me again.
        The answer is the same, and I am not cross about it.
        """,
        date="2026-05-15",
        form="letter",
        named="wren-daytime",
    ),
    say(
        "2026-11-16 20:05",
        "noor",
        "noor",
        "@ask-carers",
        """
        I have rung four of eleven.
        They talk for an hour.
        That is why I am late, and I am not sorry.
        """,
    ),
    say(
        "2026-11-16 20:15",
        "north",
        "sam",
        "@values",
        "“Warm before tidy” is the only one I remember without looking.",
    ),
)

REPLIES: tuple[Deed, ...] = (
    reply(
        "2026-02-16 18:40",
        "cafe",
        "ellis",
        "@idris-phone",
        "did",
        "The box is gone.",
        told="2026-02-16",
    ),
    reply(
        "2026-02-23 18:45",
        "gwen",
        "gwen",
        "@sam-bus",
        "could-not",
        """
        I asked, and they said no.
        There is no driver after nine, and one more bus costs more than the café has in a month.
        I am sorry it took me until February to ask.
        """,
        told="2026-02-23",
    ),
    reply(
        "2026-06-01 18:50",
        "north",
        "robin",
        "@wren-daytime",
        "not-yet",
        "I am looking for a day when the shift can be covered.",
    ),
    reply(
        "2026-09-16 12:10",
        "north",
        "robin",
        "@wren-daytime",
        "could-not",
        """
        Because I could not get anyone let off a shift, three times.
        I should have written to you in July.
        We have promised it again, and this time Gwen covers the shift.
        """,
        told="2026-09-16",
    ),
    reply(
        "2026-07-20 18:50",
        "gwen",
        "gwen",
        "@idris-door",
        "did",
        """
        We asked the person first, and then all of us.
        There is a second one at the door now, and “come back tomorrow” is not something we say.
        """,
        told="2026-07-20",
    ),
    reply(
        "2026-10-05 20:20",
        "cafe",
        "ellis",
        "@bernie-knock",
        "did",
        "It is in the rule now: staff ask how often, and keep to it.",
        told="2026-10-05",
    ),
    reply(
        "2025-12-15 20:40",
        "north",
        "gwen",
        "@sam-survey",
        "not-yet",
        "I did not know that nobody was told. I will look for the answers.",
    ),
    reply(
        "2026-03-09 18:25",
        "gwen",
        "gwen",
        "@sam-survey",
        "could-not",
        "The forms were thrown away when the office moved. I have no answer to give you.",
        told="2026-03-09",
    ),
)

LOOKED: tuple[Deed, ...] = (look("2026-10-12 18:00", "north"),)

LISTED: tuple[Deed, ...] = (list_for_visitors("2026-10-05 20:50", "cafe"),)

TAKEN_BACK: tuple[Deed, ...] = (withdraw("2026-04-27 12:15", "cafe", "@idris-urn"),)
