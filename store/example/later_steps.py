"""How the group's answers to steps 3, 4 and 5 grew: the change, how it is going, what is learnt."""

from store.example.deed import Deed, edit, reopen, set_aside

LATER_STEPS: tuple[Deed, ...] = (
    edit(
        "2025-11-24 20:05",
        "cafe",
        "step/3",
        """
        Nobody should have to ask for the bus fare.
        We want to settle pay before anything else.
        """,
        section="3.5",
        why="Out of order: pay came up before we had an issue, so we started there.",
    ),
    edit(
        "2026-01-05 19:50",
        "cafe",
        "step/3",
        """
        No one has to fit a form of words here.
        Letters, drawings and saying nothing all count as taking part.
        If a word needs explaining, whoever said it explains it.
        """,
        section="3.4",
    ),
    edit(
        "2026-03-02 20:10",
        "noor",
        "step/3",
        """
        Nobody should have to ask for the bus fare.
        It lies in an envelope on your chair.

        Pay is in “Pay for time and travel”, and it counts carers.
        The back room has a step at the door, so the ramp goes down at five.
        If you cannot come, you can ring in, or send words and have them read out.
        """,
        section="3.5",
        why="The first text forgot carers, the step at the door, and everyone who stays at home.",
    ),
    edit(
        "2026-04-13 20:20",
        "cafe",
        "step/3",
        """
        We tried asking everyone what they are good at, and people went quiet.
        So we notice it when it happens, and say it out loud.
        If the person likes, it goes on their page here.
        """,
        section="3.1",
    ),
    edit(
        "2026-04-20 20:00",
        "north",
        "step/3",
        """
        When someone is angry we ask what it is about before we ask them to be calm.
        Twice now the anger was right.
        The first time it was about pay and the second time about the checks.
        """,
        section="3.2",
    ),
    edit(
        "2026-05-18 19:30",
        "gwen",
        "step/3",
        """
        We write each barrier down with the name of someone who will try something.
        We come back to it after a month.
        """,
        section="3.7",
    ),
    edit(
        "2026-06-01 19:40",
        "sam",
        "step/3",
        """
        No one has to fit a form of words here.
        Letters, drawings and saying nothing all count as taking part.

        If a word needs explaining, whoever said it explains it.
        The list of such words hangs by the urn.
        There are nineteen, and “pathway” is at the top.
        """,
        section="3.4",
    ),
    edit(
        "2026-07-06 19:15",
        "cafe",
        "step/3",
        """
        The bus is the one we could not get past.
        Then we say so, with the reason, to everyone who asked.
        We look for what can be done instead.
        And we keep it on the list, because a bus company can change its mind too.
        """,
        section="3.8",
    ),
    edit(
        "2025-12-15 20:20",
        "north",
        "step/4",
        """
        We use the four questions and the one after.
        Each of us answers alone first, then we put the answers side by side.
        """,
        section="4.1",
    ),
    edit(
        "2026-06-15 20:30",
        "north",
        "step/4",
        """
        We use the four questions and the one after.
        Each of us answers alone first, then we put the answers side by side.
        If they differ we leave them like that.

        On the first Friday of the month someone at the door asks how you are getting home.
        We count those answers, and nothing about you.

        We begin each review with what we promised at the last one.
        """,
        section="4.1",
        why="Twice we began with new ideas and forgot the old ones.",
    ),
    edit(
        "2026-07-20 19:25",
        "cafe",
        "step/5",
        """
        What we learn goes on a page of its own while we still remember it.
        Sam draws it, and somebody reads it back to the group.
        """,
        section="5.1",
    ),
    set_aside(
        "2026-01-19 20:10",
        "cafe",
        "wren",
        "step/3#3.b",
        """
        Not for us as a form to fill in.
        We were each given a page with boxes for what we are good at.
        I looked at mine for a week.
        Let us notice it as we go instead.
        """,
    ),
    set_aside(
        "2026-03-30 20:15",
        "cafe",
        "idris",
        "step/5#5.a",
        """
        Not for us.
        This is a small town.
        I do not want my face in a film that the man at the chip shop has seen.
        """,
    ),
    set_aside(
        "2026-03-02 19:45",
        "north",
        "robin",
        "step/2#2.5",
        """
        Not for us just now.
        Staff have an hour for this at work, every other week.
        """,
    ),
    reopen(
        "2026-07-20 19:28",
        "cafe",
        "idris",
        "step/5#5.a",
        """
        Sam's drawings have no faces in them and no names.
        Those could go out.
        Still no films.
        """,
    ),
)
