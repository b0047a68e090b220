"""Where the people of the worked example stand on each agreement, and how that moved."""

from store.example.deed import Deed, stand

ON_PAY: tuple[Deed, ...] = (
    stand("2025-11-24 20:24", "cafe", "sam", "@pay"),
    stand(
        "2025-11-24 20:27",
        "noor",
        "noor",
        "@pay",
        "not-yet",
        """
        I take two hours off work to be here, the same as anyone.
        Why am I a voucher?
        """,
    ),
    stand(
        "2025-12-01 20:05",
        "cafe",
        "idris",
        "@pay",
        "agree-with-concern",
        "Fifteen pounds is fine. Leaving Noor out is not.",
    ),
    stand("2026-03-02 20:28", "noor", "noor", "@pay", "agree", "Thank you. That is all I wanted."),
    stand("2026-03-02 20:31", "cafe", "sam", "@pay"),
    stand("2026-03-02 20:33", "cafe", "idris", "@pay"),
    stand(
        "2026-03-02 20:36",
        "cafe",
        "ellis",
        "@pay",
        "agree",
        "On Mondays I am at work, so I leave it. It matters that I could ask on my day off.",
    ),
    stand("2026-03-02 20:40", "cafe", "marek", "@pay"),
    stand("2026-03-02 20:43", "north", "robin", "@pay"),
    stand(
        "2026-03-04 09:20",
        "gwen",
        "gwen",
        "@pay",
        "stand-aside",
        "I sign the forms. I should not also be the one who says how much.",
    ),
    stand(
        "2026-03-09 18:05",
        "north",
        "wren",
        "@pay",
        "agree-with-concern",
        "Please keep the advice desk in it. I was afraid of the form until I had sat with them.",
        date="2026-03-06",
    ),
    stand("2026-03-16 18:10", "cafe", "bernie", "@pay", "agree", "First wages since 1998, love."),
)

ON_GROUND_RULES: tuple[Deed, ...] = (
    stand("2026-02-16 18:50", "cafe", "ellis", "@ground-rules"),
    stand("2026-02-16 18:52", "cafe", "idris", "@ground-rules"),
    stand("2026-02-16 18:55", "north", "robin", "@ground-rules"),
    stand(
        "2026-02-16 18:58",
        "cafe",
        "sam",
        "@ground-rules",
        "agree-with-concern",
        "Evenings are hard for me. Being checked on like a cake in an oven does not help.",
    ),
    stand("2026-02-16 19:02", "noor", "noor", "@ground-rules"),
    stand("2026-02-18 22:40", "cafe", "marek", "@ground-rules"),
    stand("2026-02-23 18:15", "north", "wren", "@ground-rules", date="2026-02-20"),
    stand("2026-03-02 18:10", "cafe", "bernie", "@ground-rules"),
    stand("2026-03-04 09:26", "gwen", "gwen", "@ground-rules"),
    stand(
        "2026-04-20 18:20", "cafe", "sam", "@ground-rules", "agree", "Better. I can breathe out."
    ),
    stand("2026-04-20 18:24", "cafe", "ellis", "@ground-rules"),
    stand("2026-05-04 10:15", "north", "wren", "@ground-rules", date="2026-04-30"),
    stand("2026-10-05 20:30", "north", "robin", "@ground-rules"),
    stand(
        "2026-10-05 20:33",
        "cafe",
        "idris",
        "@ground-rules",
        "agree",
        "It took us a year to think of asking.",
    ),
    stand("2026-10-12 11:40", "gwen", "gwen", "@ground-rules"),
)

ON_DISAGREEMENT: tuple[Deed, ...] = (
    stand("2026-05-18 20:30", "cafe", "sam", "@disagreement"),
    stand("2026-05-18 20:32", "north", "robin", "@disagreement"),
    stand("2026-05-18 20:34", "cafe", "bernie", "@disagreement"),
    stand("2026-06-01 18:10", "cafe", "idris", "@disagreement"),
    stand("2026-06-01 18:14", "noor", "noor", "@disagreement"),
    stand(
        "2026-09-28 18:30",
        "cafe",
        "idris",
        "@disagreement",
        "take-back",
        """
        We had a real one in July, about the door, and we did none of what it says.
        I will say yes again when we have done it once.
        """,
    ),
)

ON_MEETINGS: tuple[Deed, ...] = (
    stand("2026-05-04 10:20", "sam", "sam", "@how-we-meet"),
    stand(
        "2026-05-04 10:28",
        "north",
        "wren",
        "@how-we-meet",
        "not-yet",
        """
        Every meeting is in the evening, and by seven I have nothing left.
        One in the daytime, now and then, and I could say yes.
        I do not want to stop the others.
        """,
        date="2026-04-30",
    ),
    stand(
        "2026-05-18 18:15",
        "noor",
        "noor",
        "@how-we-meet",
        "agree",
        "I work in the day. Evenings are the only way I can come at all.",
    ),
    stand("2026-05-18 18:20", "cafe", "ellis", "@how-we-meet"),
    stand("2026-09-14 18:10", "cafe", "idris", "@how-we-meet"),
)

POSITIONS: tuple[Deed, ...] = (*ON_PAY, *ON_GROUND_RULES, *ON_DISAGREEMENT, *ON_MEETINGS)
