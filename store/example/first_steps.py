"""How the group's answers to steps 1 and 2 grew over the year: what, why, and one picture."""

from store.example.deed import Deed, edit

FIRST_STEPS: tuple[Deed, ...] = (
    edit(
        "2025-11-10 19:40",
        "north",
        "step/1",
        """
        Staff did.
        The two teams wrote down that too many people stay until closing time.
        We say so here because it matters who starts.
        """,
        section="1.1",
    ),
    edit(
        "2025-11-10 19:48",
        "north",
        "step/1",
        """
        Robin from the North team and Ellis from the Café team asked people to come.
        Robin leads for now.
        """,
        section="1.2",
    ),
    edit(
        "2025-11-24 19:30",
        "north",
        "step/1",
        """
        The first words came from staff: “too many people stay until closing time”.

        Then Sam turned it round.
        People stay because there is no way home, and not much to go home to.

        So the issue, in words we can all say, is this.
        What makes an evening here good enough to leave?
        """,
        section="1.1",
        why="Staying late is not the problem. It is what people do about the problem.",
    ),
    edit(
        "2025-11-24 19:38",
        "north",
        "step/1",
        """
        People who sit here in the evening know things that no rota shows.
        We hope that the café will be run by what they know as well as by what we staff are used to.
        """,
        section="1.3",
    ),
    edit(
        "2025-12-01 19:20",
        "cafe",
        "step/1",
        """
        We go round the room and ask who is missing.
        Today the answer was: carers other than Noor, anyone who cannot do evenings, and the
        manager.
        Gwen came because of that question.
        """,
        section="1.4",
    ),
    edit(
        "2026-01-19 19:45",
        "noor",
        "step/1",
        """
        The first words came from staff: “too many people stay until closing time”.

        Then Sam turned it round.
        People stay because there is no way home, and not much to go home to.

        Noor added the other end of the evening.
        At ten somebody's family gets a phone call, and nobody told them to expect one.

        So the issue, in words we can all say, is this.
        What makes an evening here good enough to leave, and who is ready at the other end?
        """,
        section="1.1",
        why="The issue stopped at the café door. Mine starts there.",
    ),
    edit(
        "2026-01-19 20:41",
        "cafe",
        "step/1",
        """
        We go round the room and ask who is missing.
        In December the answer was: carers other than Noor, anyone who cannot do evenings, and the
        manager.
        Gwen came because of that question, Wren sends letters, and Bernie came today.

        A chair stays empty for a carer of a young adult.
        """,
        section="1.4",
    ),
    edit(
        "2026-02-02 20:34",
        "north",
        "step/1",
        """
        Robin from the North team and Ellis from the Café team asked people to come.
        Ellis and Sam lead the meetings, turn and turn about.
        Robin keeps the notes.
        """,
        section="1.2",
        why="People looked at the note-taker before they spoke.",
    ),
    edit(
        "2026-03-16 20:35",
        "north",
        "step/1",
        """
        People have been asked four times that we know of.
        Once they heard nothing, once it faded out, once it worked, and once nobody remembers.

        What worked was small and happened every time.
        So we promise little, and we write down what became of it.
        """,
        section="1.5",
        why="We did this one after step 2. Nobody wanted to look back until there was some trust.",
    ),
    edit(
        "2026-03-30 19:50",
        "sam",
        "step/1",
        """
        People who sit here in the evening know things that no rota shows.
        We hope that the café will be run by what they know as well as by what staff are used to.

        What has worked before: small things, done each time.
        What has not: being asked and never told.
        """,
        section="1.3",
        why="It said “we staff”. I am in this sentence too.",
    ),
    edit(
        "2026-10-05 19:10",
        "north",
        "step/1",
        """
        We go round the room and ask who is missing.
        Last winter that brought Gwen, and Wren's letters, and Bernie.

        Two chairs are empty now: a carer of a young adult, and someone from the night team.
        We have asked for one since January.
        We do not know yet why nobody has come.
        """,
        section="1.4",
        why="A second chair is empty now, and the first has been for nine months.",
    ),
    edit(
        "2026-01-19 19:15",
        "cafe",
        "step/2",
        """
        We work on this until next Christmas.
        We meet on the first and third Monday, and we take one thing at a time.
        First the door, then the checks, then the way home.

        Every few weeks we stop and look back.
        """,
        section="2.1",
    ),
    edit(
        "2026-02-02 19:25",
        "cafe",
        "step/2",
        """
        We drew one evening on a long roll of paper, from five until ten.
        Everyone put on it what happens for them at that hour.
        The paper hangs in the back room.
        """,
        section="2.2",
    ),
    edit(
        "2026-02-16 19:40",
        "north",
        "step/2",
        """
        We say what we need and not what the other person is like.
        If it gets hot, anyone can say “tea”, and we stop for ten minutes.
        """,
        section="2.3",
    ),
    edit(
        "2026-03-02 19:30",
        "cafe",
        "step/2",
        """
        You choose how.
        Write it, draw it, say it to one person, or keep it to yourself.

        You can bring someone.
        Ellis keeps half an hour free for you before and after.
        Nobody writes it down unless you ask, and you can stop at any word.
        """,
        section="2.4",
    ),
    edit(
        "2026-04-13 19:20",
        "cafe",
        "step/2",
        """
        We drew one evening on a long roll of paper, from five until ten.
        Everyone put on it what happens for them at that hour.
        The paper hangs in the back room.

        We do not agree about eight o'clock.
        For staff it is the quiet hour.
        For people who use the café it is when the worry about the bus begins.
        Both are on the paper, next to each other.
        """,
        section="2.2",
        why="We looked for a sentence in between and there was none.",
    ),
    edit(
        "2026-05-18 20:05",
        "north",
        "step/2",
        """
        We say what we need and not what the other person is like.
        If it gets hot, anyone can say “tea”, and we stop for ten minutes.

        Whoever has the most power in the room speaks last.
        Our manager asked for that herself.

        When we are stuck we do what it says in “When we disagree”.
        """,
        section="2.3",
        why="“Tea” alone was a way of not finishing.",
    ),
)
