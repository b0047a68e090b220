"""What the group said it would do next, and what became of it: kept, changed, dropped, or open."""

from store.example.deed import Deed, edit, new

FROM_FIRST: tuple[Deed, ...] = (
    new(
        "2025-12-15 20:26",
        "north",
        "tea-first",
        "action",
        "Tea before we start",
        "The urn goes on at a quarter past five.",
        owner="@ellis",
        due="2026-01-19",
        from_="@review-first",
    ),
    new(
        "2025-12-15 20:28",
        "north",
        "two-minutes",
        "action",
        "Two minutes each",
        "Everyone gets two minutes before anyone gets four. Robin brings a timer.",
        owner="@robin",
        due="2026-01-19",
        from_="@review-first",
    ),
    new(
        "2025-12-15 20:30",
        "north",
        "write-to-bus",
        "action",
        "Write to the bus company",
        "Ask for one bus at twenty past ten, Mondays to Fridays.",
        owner="@gwen",
        due="2026-01-31",
        from_="@review-first",
    ),
    new(
        "2025-12-15 20:32",
        "north",
        "old-answers",
        "action",
        "Put the 2019 answers on the wall",
        owner="@gwen",
        due="2026-02-28",
        from_="@review-first",
    ),
    edit(
        "2026-01-19 20:20",
        "cafe",
        "@tea-first",
        state="kept",
        why="Kept. The urn takes twenty-five minutes, not fifteen.",
    ),
    edit(
        "2026-02-02 18:40",
        "north",
        "@two-minutes",
        """
        Everyone gets a turn before anyone gets a second one.
        A wooden spoon goes round, and whoever holds it talks.
        There is no timer.
        """,
        state="changed",
        why="The beep made one of us jump and another talk faster.",
    ),
    edit(
        "2026-02-23 18:30",
        "gwen",
        "@write-to-bus",
        """
        Ask for one bus at twenty past ten, Mondays to Fridays.

        They wrote back in four days.
        There is no driver after nine and there will not be one this year.
        """,
        state="kept",
        why="Late, but written. Keeping it did not get us a bus.",
    ),
    edit(
        "2026-03-09 18:20",
        "gwen",
        "@old-answers",
        state="dropped",
        why="I looked in every cupboard. Nobody kept the forms. I said so to the group, and sorry.",
    ),
)

FROM_WINTER: tuple[Deed, ...] = (
    new(
        "2026-03-09 20:24",
        "cafe",
        "ask-checks",
        "action",
        "Ask people what being checked on feels like",
        owner="@sam",
        due="2026-04-06",
        from_="@review-winter",
    ),
    new(
        "2026-03-09 20:26",
        "cafe",
        "word-list",
        "action",
        "A list of words we would rather not hear",
        owner="@idris",
        due="2026-04-20",
        from_="@review-winter",
    ),
    new(
        "2026-03-09 20:28",
        "cafe",
        "second-person",
        "action",
        "A second person to lock up",
        owner="@marek",
        due="2026-05-04",
        from_="@review-winter",
    ),
    edit(
        "2026-04-13 18:30",
        "sam",
        "@ask-checks",
        """
        I asked eleven people, over three Fridays, with a drawing of an oven.
        Seven would like fewer checks.
        Three would not.
        One wanted the drawing.
        """,
        state="kept",
    ),
    edit(
        "2026-05-04 10:40",
        "cafe",
        "@word-list",
        """
        It became a list of words that people would like explained.
        It hangs by the urn.
        Anyone may add one.
        Nobody has to say who did.
        """,
        state="changed",
        why="Telling people what not to say made everybody careful. Asking did not.",
    ),
    edit(
        "2026-05-18 19:50",
        "cafe",
        "@second-person",
        state="kept",
        why="Whoever works the bar stays ten minutes, and is paid for them.",
    ),
)

FROM_SPRING: tuple[Deed, ...] = (
    new(
        "2026-06-15 20:36",
        "north",
        "taxis",
        "action",
        "Try two booked taxis on Fridays",
        owner="@gwen",
        due="2026-07-17",
        from_="@review-spring",
    ),
    new(
        "2026-06-15 20:38",
        "north",
        "daytime-once",
        "action",
        "Hold one meeting in the daytime",
        owner="@robin",
        due="2026-07-31",
        from_="@review-spring",
    ),
    edit(
        "2026-07-20 18:20",
        "gwen",
        "@taxis",
        state="kept",
        why="From the 10th of July. Both were full both times.",
    ),
    edit(
        "2026-09-07 19:30",
        "north",
        "@daytime-once",
        state="dropped",
        why="Three dates, and each time someone could not be let off a shift. I gave up in August.",
    ),
)

FROM_SUMMER: tuple[Deed, ...] = (
    new(
        "2026-09-14 20:30",
        "cafe",
        "ask-carers",
        "action",
        "Ask carers about evenings",
        "Not in a form. By telephone, between six and seven, which is when they can talk.",
        owner="@noor",
        due="2026-10-12",
        from_="@review-summer",
    ),
    new(
        "2026-09-14 20:32",
        "cafe",
        "daytime-again",
        "action",
        "One daytime meeting before Christmas",
        "Promised before, and not kept. This time Gwen covers the shift herself.",
        owner="@robin",
        due="2026-12-11",
        from_="@review-summer",
    ),
    new(
        "2026-09-14 20:34",
        "cafe",
        "find-night",
        "action",
        "Find someone from the night team",
        owner="@gwen",
        due="2026-10-31",
        from_="@review-summer",
    ),
    new(
        "2026-09-14 20:36",
        "cafe",
        "taxi-times",
        "action",
        "Put the taxi times by the door",
        owner="@ellis",
        due="2026-09-25",
        from_="@review-summer",
    ),
    edit(
        "2026-09-28 18:10",
        "cafe",
        "@taxi-times",
        state="kept",
        why="In big letters, at the height where you stand with your coat on.",
    ),
    edit(
        "2026-11-02 18:35",
        "gwen",
        "@find-night",
        """
        Nobody from nights can come at six.
        So two of us go up at ten on the second Monday, with what is left of the cake, and ask.
        """,
        state="changed",
        why="We kept asking them to come to us.",
    ),
)

PROMISES: tuple[Deed, ...] = (*FROM_FIRST, *FROM_WINTER, *FROM_SPRING, *FROM_SUMMER)
