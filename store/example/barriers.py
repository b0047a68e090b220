"""What is in the way, what is done instead, and what was learnt on the way."""

from store.example.deed import Deed, edit, new

BARRIERS: tuple[Deed, ...] = (
    new(
        "2025-12-01 19:35",
        "cafe",
        "bus",
        "barrier",
        "The last bus goes at nine",
        """
        The café closes at ten.
        Whoever comes by bus has to leave when the evening starts to help.
        """,
        state="open",
        route="Gwen writes to the bus company",
    ),
    edit(
        "2026-02-23 18:40",
        "gwen",
        "@bus",
        """
        The café closes at ten.
        Whoever comes by bus has to leave when the evening starts to help.

        We asked for a later one.
        The answer was no, politely.
        """,
        route="Lifts, when someone has a car",
    ),
    edit(
        "2026-07-20 18:45",
        "cafe",
        "@bus",
        """
        The café closes at ten.
        Whoever comes by bus has to leave when the evening starts to help.

        We asked for a later one.
        The answer was no, politely.
        We could not get past this.

        What we do instead: on Fridays two taxis wait at a quarter to ten, booked and paid for.
        On other days we ask early in the evening who is on the bus, and talk to them first.
        """,
        state="lived-with",
        route="Two booked taxis on Fridays; on other days, bus people first",
        why="Lifts were a nice idea, and you cannot plan an evening on one.",
    ),
    new(
        "2026-03-09 20:32",
        "cafe",
        "lock-up",
        "barrier",
        "One person locks up alone",
        "It is dark, the door sticks, and the last person out may be upset.",
        state="open",
        route="Marek looks for a second person",
    ),
    edit(
        "2026-05-18 19:55",
        "cafe",
        "@lock-up",
        state="overcome",
        route="The bar stays ten minutes longer, in paid time",
    ),
    new(
        "2026-05-18 19:35",
        "gwen",
        "pay-and-benefits",
        "barrier",
        "Being paid can change other money",
        """
        Some people leave the £15 because they are afraid of what it does to the rest.
        The advice desk can look at it with you, and cannot promise.
        """,
        state="open",
        route="The advice desk comes on the first Monday",
    ),
)

LEARNING: tuple[Deed, ...] = (
    new(
        "2026-02-16 19:50",
        "cafe",
        "learnt-tea",
        "learning",
        "Tea is not a break from the work",
        """
        When tea came after the meeting, people who were new said nothing.
        When it came before, they had already said something, about biscuits.

        Next time: half an hour of tea first, and count it as part of the meeting.
        """,
        audience="Anyone who runs a meeting",
        from_="@review-first",
    ),
    new(
        "2026-07-20 19:35",
        "sam",
        "learnt-rules",
        "learning",
        "The same rule sounds different from over there",
        """
        “Staff check in every two hours” was kind when staff wrote it.
        It was a knock on the door when you sat behind it.
        And it was a comfort to some who never said.

        Next time: ask the people a rule is for, and ask more than the loud ones.
        """,
        audience="Teams who are writing rules",
        media=("https://example.org/evenings/the-oven-drawings",),
        from_="@review-spring",
        why="Drawings only. No faces, no names.",
    ),
    new(
        "2026-09-28 19:10",
        "gwen",
        "learnt-july",
        "learning",
        "Say it when you cannot keep it",
        """
        Twice we dropped a promise and hoped nobody would ask.
        Both times somebody had been counting the days.

        Next time: tell people in the week you know, even if there is nothing else to say.
        """,
        audience="Us",
        from_="@review-summer",
    ),
)
