"""What people said about steps 1 to 3, in their own words; some contradict one another."""

from store.example.deed import Deed, say

ABOUT_THE_ISSUE: tuple[Deed, ...] = (
    say(
        "2025-11-10 19:44",
        "cafe",
        "sam",
        "step/1#1.1",
        """
        You wrote that too many people stay late.
        Too many for whom?
        I stay because the bus has gone and my flat is cold.
        """,
        quote="too many people stay until closing time",
    ),
    say(
        "2025-11-17 18:30",
        "cafe",
        "marek",
        "step/1#1.1",
        "For whom? For whoever has to lock up with six people still in their coats.",
        date="2025-11-09",
        form="a note from the night book",
    ),
    say(
        "2025-12-01 19:10",
        "north",
        "gwen",
        "step/1#1.4",
        """
        I was not asked until today and I noticed that I minded.
        I suppose that is worth knowing.
        """,
    ),
    say(
        "2025-12-01 19:14",
        "north",
        "wren",
        "step/1#1.4",
        """
        If the right people must all be in the room at seven in the evening, I cannot be one.
        Please count the ones who write.
        """,
        date="2025-11-28",
        form="letter",
    ),
    say(
        "2026-03-16 20:30",
        "cafe",
        "bernie",
        "step/1#1.5",
        """
        I came here with my husband in the winter of 2014 and they had just shut.
        The man was kind and he still shut the door.
        We sat in the car until it got light.
        So when you ask me about history, love, that is mine.
        """,
        content_note="about being turned away at the door",
    ),
)

ABOUT_THE_PICTURE: tuple[Deed, ...] = (
    say(
        "2026-02-02 19:30",
        "cafe",
        "marek",
        "step/2#2.2",
        "Eight o'clock is the best hour. Everyone has eaten and nobody needs anything.",
    ),
    say(
        "2026-02-02 19:33",
        "cafe",
        "sam",
        "step/2#2.2",
        """
        Eight o'clock is the worst hour.
        I have stopped asking for things by then because I am counting back from nine.
        """,
        media=("https://example.org/evenings/eight-o-clock-drawing",),
        form="drawn, and said",
    ),
    say(
        "2026-02-02 19:36",
        "cafe",
        "ellis",
        "step/2#2.2",
        "It was quiet at eight when I was a visitor too. I was holding my breath.",
        perspectives=("service-user",),
    ),
    say(
        "2026-02-16 19:45",
        "cafe",
        "ellis",
        "step/2#2.3",
        """
        As staff I like “tea” as a stop word, because it is gentle.
        I would like us to come back afterwards, though, and we do not.
        """,
        perspectives=("staff",),
        quote="anyone can say “tea”",
    ),
    say(
        "2026-02-17 14:00",
        "cafe",
        "anonymous",
        "step/2#2.3",
        "I only say the safe half.",
        perspectives=("service-user",),
    ),
    say(
        "2026-05-18 20:10",
        "noor",
        "noor",
        "step/2#2.3",
        """
        If Gwen speaks last we all wait to hear what she thinks.
        I would rather she went first and got it over with.
        """,
        quote="Whoever has the most power in the room speaks last.",
    ),
)

ABOUT_THE_WORK: tuple[Deed, ...] = (
    say(
        "2025-12-01 19:50",
        "cafe",
        "idris",
        "step/3#3.4",
        """
        Last week somebody said “going forward” four times.
        I was already facing forward.
        """,
    ),
    say(
        "2026-04-20 20:05",
        "cafe",
        "idris",
        "step/3#3.2",
        """
        I was sharp with Marek by the urn in March.
        I keep telling it as if I had been brave.
        """,
        named="idris-urn",
    ),
    say(
        "2026-04-21 09:30",
        "north",
        "anonymous",
        "step/3#3.3",
        """
        I have worked here four years.
        I do not say when I have had a bad night, because the next rota is made by whoever heard it.
        """,
        perspectives=("staff",),
    ),
    say(
        "2026-06-29 18:50",
        "north",
        "robin",
        "step/3#3.3",
        """
        In March I said that staff have their own hour for this.
        It has been cancelled three times since.
        I do not know what I would want instead.
        """,
    ),
    say(
        "2026-04-13 20:25",
        "sam",
        "sam",
        "step/3#3.1",
        "I would like it written down that the drawings are for you to see and not to keep.",
        named="sam-drawings",
    ),
    say(
        "2026-06-01 19:45",
        "sam",
        "sam",
        "step/3#3.1",
        """
        You can keep the oven one and the one of eight o'clock.
        The others are still mine.
        """,
        replaces=("@sam-drawings",),
    ),
    say(
        "2026-07-06 19:40",
        "cafe",
        "idris",
        "step/3#3.2",
        """
        Strong feelings help you learn, it says.
        Then learn.
        Who was on the door?
        """,
        named="idris-door",
    ),
    say(
        "2026-07-06 19:46",
        "cafe",
        "marek",
        "step/3#3.2",
        """
        Give us one night to ask the person before the whole room does.
        That is not hiding.
        """,
    ),
)

WORDS: tuple[Deed, ...] = (*ABOUT_THE_ISSUE, *ABOUT_THE_PICTURE, *ABOUT_THE_WORK)
