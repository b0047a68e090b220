"""What happened around here before the worked example began, and what people said of it."""

from store.example.deed import Deed, new, say

BEFORE: tuple[Deed, ...] = (
    new(
        "2025-11-03 18:30",
        "north",
        "survey",
        "earlier",
        "The evening survey",
        """
        Ninety people filled in a form about evenings at the café.
        Nobody in this room ever saw the answers.

        The lesson: do not ask unless you can say who will tell people what came of it, and when.
        """,
        when="2019",
        promised="The results, and a meeting about them",
        kept="no",
    ),
    new(
        "2025-11-03 18:41",
        "cafe",
        "upstairs",
        "earlier",
        "The Thursday group upstairs",
        """
        Eight people met upstairs on Thursdays.
        The café opens at five and not at six because of them.
        Then the worker who held it together left, and it stopped without a goodbye.

        The lesson: do not hang everything on one person.
        """,
        when="2021 to spring 2022",
        promised="A say in the opening hours, for as long as people wanted",
        kept="partly",
    ),
    new(
        "2025-11-24 18:40",
        "noor",
        "teas",
        "earlier",
        "The carers' teas",
        """
        An hour a month, with cake, and somebody from the team who could answer a question.
        It was small.
        It happened every single time.

        The lesson: small and kept is better than big and dropped.
        """,
        when="2023",
        promised="A cup of tea, an hour, and someone who can answer",
        kept="yes",
    ),
    new(
        "2026-03-16 20:25",
        "north",
        "panel",
        "earlier",
        "The panel about the front door",
        """
        Bernie and one other person remember a panel that was asked what the new front door should
        be like.
        Nobody can say what it was promised, or whether anyone listened.
        The door is heavy and it opens outwards.
        """,
        when="some time before 2018",
        kept="unknown",
    ),
    say(
        "2025-11-03 18:50",
        "cafe",
        "sam",
        "step/1#1.5",
        """
        They asked me in 2019 what I wanted from evenings.
        I said a later bus and a softer light.
        I am still waiting for the bus.
        The light I brought in myself.
        """,
        named="sam-survey",
        date="2025-09-12",
    ),
    say(
        "2025-11-24 18:48",
        "noor",
        "noor",
        "@teas",
        """
        Whoever ran those teas rang me the day before, each month, to say it was on.
        That was the whole secret.
        """,
        date="2025-10-09",
    ),
)
