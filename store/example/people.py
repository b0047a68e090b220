"""Who is in the worked example: nine people, two places still empty, two teams."""

from store.example.deed import Deed, edit, new, say

TITLE = "Evenings at the crisis café"
STARTED = "2025-11-03 17:40"
FIRST = "north"
FIRST_NAME = "North team"
ABOUT = """\
People come to the café on the hardest evenings of their year.
We look together at what an evening here is like: the door, the first cup of tea, the way home."""

TEAMS: tuple[Deed, ...] = (
    edit(
        "2025-11-03 17:42",
        "north",
        "@north",
        """
        The laptop of the North team, which Robin brings.
        Whoever holds it types for the group, and the history says “North team”.
        A team never says where it stands: people do.
        """,
        here="",
        joined="",
        why="A team is not a person. We only need to know which laptop it was.",
    ),
    new(
        "2025-11-03 17:44",
        "north",
        "cafe",
        "person",
        "Café team",
        """
        The laptop behind the bar at the café.
        Ellis holds it most often.
        """,
        here="",
    ),
)

PEOPLE: tuple[Deed, ...] = (
    new(
        "2025-11-03 17:46",
        "north",
        "robin",
        "person",
        "Robin",
        """
        I am a nurse in the North team.
        I visit people in the daytime, so I only knew the café from what they told me.
        I type the notes for now.
        Tell me when I write down something you did not say.
        """,
        perspectives=("staff",),
        brings=("keeps notes", "knows who to ring at the council"),
        here="here",
        joined="2025-10-13",
    ),
    new(
        "2025-11-03 17:55",
        "north",
        "ellis",
        "person",
        "Ellis",
        """
        I work at the café three evenings a week as a peer worker.
        Before that I came in through the same door as everyone else, and some weeks I still do.
        So I sit on two chairs here.
        I will say which one I am on.
        """,
        perspectives=("staff", "service-user"),
        brings=("knows what the first five minutes feel like",),
        here="here",
        joined="2025-10-13",
    ),
    new(
        "2025-11-03 18:02",
        "north",
        "sam",
        "person",
        "Sam",
        """
        Tuesdays and Fridays, the chair by the radiator.
        I draw while people talk.
        It does not mean I am not listening.
        """,
        perspectives=("service-user",),
        brings=("every bus time by heart",),
        here="here",
        joined="2025-10-13",
    ),
    new(
        "2025-11-03 18:06",
        "north",
        "noor",
        "person",
        "Noor",
        """
        My brother comes to the café.
        I come for myself.
        I want to know what happens after nine, because that is when my phone rings.
        """,
        perspectives=("carer",),
        brings=("makes lists that get done",),
        here="here",
        joined="2025-10-13",
    ),
    new(
        "2025-11-10 18:30",
        "cafe",
        "idris",
        "person",
        "Idris",
        """
        I cooked for a living.
        I say what I think, and then I think about it.
        """,
        perspectives=("service-user",),
        brings=("can feed forty",),
        here="here",
        joined="2025-11-10",
    ),
    new(
        "2025-11-17 18:20",
        "cafe",
        "marek",
        "person",
        "Marek",
        """
        Night team.
        We answer the phone upstairs until seven and one of us locks up at ten.
        I am here because nobody had asked us yet.
        """,
        perspectives=("staff",),
        brings=("knows the building in the dark",),
        here="here",
        joined="2025-11-17",
    ),
    new(
        "2025-12-01 18:15",
        "north",
        "gwen",
        "person",
        "Gwen",
        """
        I manage the café and the money that keeps it open.
        I was asked to come and listen.
        That is harder than it sounds.
        """,
        perspectives=("manager",),
        brings=("can say yes to small sums",),
        here="here",
        joined="2025-12-01",
    ),
    new(
        "2025-12-01 18:25",
        "north",
        "wren",
        "person",
        "Wren",
        """
        Wren is not the name I use at home, and I would like it to stay that way.
        I would rather write than speak.
        By seven in the evening I am worn out, so you may get letters from me.
        """,
        perspectives=("service-user",),
        brings=("writes clearly",),
        here="here",
        joined="2025-12-01",
    ),
    new(
        "2026-01-19 17:50",
        "cafe",
        "bernie",
        "person",
        "Bernie",
        """
        My husband has been up and down for thirty years and I have sat in a lot of corridors.
        I like a laugh.
        I can also run a raffle, if it comes to that.
        """,
        perspectives=("carer",),
        brings=("thirty years of corridors", "raffles"),
        here="here",
        joined="2026-01-19",
    ),
    new(
        "2026-01-19 20:35",
        "noor",
        "young-carer",
        "person",
        "a carer of a young adult",
        """
        Somebody whose son or daughter has just left the young people's service.
        We have asked at the Saturday group and at the college.
        We keep the chair.
        """,
        perspectives=("carer",),
        here="not-here-yet",
        asked_by="@noor",
        why="Both our carers look after grown men. Nobody here knows what it is like at 18.",
    ),
    edit(
        "2026-04-13 20:50",
        "north",
        "@sam",
        brings=("every bus time by heart", "draws what a meeting felt like"),
        why="We only found out about the drawings when one was left on the table.",
    ),
    edit(
        "2026-06-01 20:20",
        "cafe",
        "@idris",
        brings=("can feed forty", "asks the question nobody else will"),
        why="Someone said this in a meeting, and he said it could go in.",
    ),
    edit(
        "2026-09-07 18:05",
        "cafe",
        "@marek",
        here="left",
        why="He has a day job now. He said his words can stay.",
    ),
    new(
        "2026-09-14 20:55",
        "north",
        "night-place",
        "person",
        "someone from the night team",
        """
        Marek's chair.
        Meetings end as the night shift begins, so it may have to be someone on their night off.
        """,
        perspectives=("staff",),
        here="not-here-yet",
        asked_by="@robin",
    ),
)

ACTIVITY: tuple[Deed, ...] = (
    edit(
        "2025-11-03 18:12",
        "north",
        "activity",
        started="2025-10-13",
        convened_by=("@north", "@cafe"),
        led_by=("@robin",),
        setting="A café in a market town for people who need company or calm, open five till ten. "
        "A charity runs it (the Café team). Nurses from the North team come by twice a week.",
        support="If you need someone now: ask whoever wears the green lanyard. "
        "Samaritans, 116 123, free, day and night. NHS 111, then option 2. In danger: 999.",
        why="We met twice before we had anywhere to write. This is where we put it.",
    ),
    edit(
        "2026-02-02 20:30",
        "north",
        "activity",
        led_by=("@ellis", "@sam"),
        why="People looked at the note-taker before they spoke. Two others take turns now.",
    ),
    say(
        "2026-02-02 20:38",
        "north",
        "robin",
        "activity",
        """
        I minded for about a day.
        Then I noticed that I had heard more in one meeting than in the five before.
        """,
    ),
)
