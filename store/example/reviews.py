"""The four reviews of the worked example, as the group summed them up."""

from store.example.deed import Deed, edit, new

REVIEWS: tuple[Deed, ...] = (
    new(
        "2025-12-15 18:00",
        "north",
        "review-first",
        "review",
        "Before Christmas",
        date="2025-12-15",
        focus="Our first two months: could everyone say what they came to say?",
        present={"service-user": "3", "carer": "1", "staff": "3"},
        covers="October to December 2025",
        every="6 weeks",
    ),
    edit(
        "2025-12-15 20:10",
        "north",
        "@review-first",
        """
        ## 1 Tried

        Sitting in one room.
        Reading a letter out.
        Sorting out pay before anything else.

        ## 2 Learned

        The bus stops at nine, and staff did not know.
        People look at Robin before they speak.

        ## 3 Pleased

        The issue is in our own words.
        Wren was here without being in the room.

        ## 4 Concerned

        Carers get a voucher.
        Whoever is paid to be here talks most.

        ## +1 Next

        - Tea before we start
        - Two minutes each, with a timer
        - Write to the bus company
        - Put the 2019 answers on the wall
        """,
    ),
    new(
        "2026-03-09 18:00",
        "cafe",
        "review-winter",
        "review",
        "End of winter",
        date="2026-03-09",
        focus="Since we wrote the ground rules: do they hold when it gets hard?",
        present={"service-user": "3", "carer": "2", "staff": "2", "manager": "1"},
        covers="January to March 2026",
        every="10 weeks",
        why="Every six weeks was too often. We had only just put the chairs back.",
    ),
    edit(
        "2026-03-09 20:15",
        "cafe",
        "@review-winter",
        """
        ## 1 Tried

        Ground rules, and living with them.
        Tea first.
        The timer, for one evening.

        ## 2 Learned

        A timer makes slow people slower.
        Asking the bus company is quick, and so is their answer.

        ## 3 Pleased

        Carers are paid like everyone else.
        People stayed to wash up. (staff)
        Nobody had to wash up. (people who use the café)

        ## 4 Concerned

        Being checked every two hours feels like being counted.
        One person locks up alone.

        ## +1 Next

        - Ask people what being checked on feels like
        - Write a list of words we would rather not hear
        - Find a second person to lock up
        """,
    ),
    new(
        "2026-06-15 18:00",
        "north",
        "review-spring",
        "review",
        "Spring",
        date="2026-06-15",
        focus="The way home: what happens between nine and ten?",
        present={"service-user": "3", "carer": "1", "staff": "3"},
        covers="March to June 2026",
        every="10 weeks",
    ),
    edit(
        "2026-06-15 20:20",
        "north",
        "@review-spring",
        """
        ## 1 Tried

        Less checking.
        Two people at the door at ten.
        Lifts home, when someone had a car.

        ## 2 Learned

        Lifts depend on who is in, so you cannot count on one.
        Some people liked the checks and did not say.

        ## 3 Pleased

        The list by the urn.
        Staff ask what a word means before we do.

        ## 4 Concerned

        Both meetings each month are in the evening.
        We have not asked carers what an evening at home is like.

        ## +1 Next

        - Try two booked taxis on Fridays
        - Hold one meeting in the daytime
        """,
    ),
    edit(
        "2026-06-29 18:40",
        "north",
        "@review-spring",
        """
        Lifts depend on who is in, so you cannot count on one.
        Some people liked the checks and did not say.
        The night team hears about changes last.
        """,
        section="2",
        why="One answer came two weeks late, from someone who had been on nights.",
    ),
    new(
        "2026-09-14 18:00",
        "cafe",
        "review-summer",
        "review",
        "After the summer",
        date="2026-09-14",
        focus="Since the evening at the door in July: what have we changed, and what not?",
        present={"service-user": "3", "carer": "2", "staff": "1", "manager": "1"},
        covers="June to September 2026",
        every="8 weeks",
    ),
    edit(
        "2026-09-14 20:20",
        "cafe",
        "@review-summer",
        """
        ## 1 Tried

        Two taxis on Fridays at a quarter to ten.
        Someone at the door who is not also doing something else.

        ## 2 Learned

        When we are upset we forget what we agreed.
        People plan their evening round the taxi, so it has to come.

        ## 3 Pleased

        Nobody has been told to come back tomorrow since July.
        The manager answered for it herself.

        ## 4 Concerned

        No one from nights is here any more.
        The daytime meeting did not happen.

        ## +1 Next

        - Ask carers about evenings
        - One daytime meeting before Christmas
        - Find someone from the night team
        - Put the taxi times by the door
        """,
    ),
)
