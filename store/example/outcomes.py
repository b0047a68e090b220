"""The changes the group wants, and how near they are, seen from each side and over time."""

from store.example.deed import Deed, archive, edit, new, progress

THE_WAY_HOME: tuple[Deed, ...] = (
    new(
        "2025-11-10 20:02",
        "north",
        "fewer-late",
        "outcome",
        "Fewer people at closing time",
        "Most people have left by nine.",
        for_="services",
        made_with=("staff",),
        known_by="The count in the evening book",
    ),
    archive(
        "2026-01-26 18:10",
        "north",
        "@fewer-late",
        "This was what staff wished for before anyone else was asked. The next one replaces it.",
    ),
    new(
        "2026-01-26 18:45",
        "cafe",
        "get-home",
        "outcome",
        "You can stay until ten and still get home",
        """
        Nobody leaves early because of the bus.
        Nobody stays late because of it either.
        """,
        for_="people",
        made_with=("service-user", "carer", "staff"),
        known_by="On first Fridays someone asks at the door how you are getting home, and counts",
    ),
    progress(
        "2026-03-30 18:20",
        "cafe",
        "sam",
        "@get-home",
        "same",
        "Same bus, same run for it. The running is what people see of me.",
    ),
    progress(
        "2026-03-30 18:25",
        "north",
        "robin",
        "@get-home",
        "closer",
        "We talk about it at handover now, which we never did.",
    ),
    progress(
        "2026-07-20 18:30",
        "cafe",
        "sam",
        "@get-home",
        "closer",
        "Fridays, yes. There is a car with a light on, and it waits.",
    ),
    progress(
        "2026-07-20 18:34",
        "noor",
        "noor",
        "@get-home",
        "closer",
        "I know when he leaves. I did not know how much of my evening that was.",
    ),
    progress(
        "2026-07-20 18:37",
        "cafe",
        "idris",
        "@get-home",
        "same",
        "Two taxis, eight seats, one night a week. I live on the other days.",
    ),
    progress(
        "2026-10-19 18:15",
        "gwen",
        "gwen",
        "@get-home",
        "unsure",
        "I can pay for Fridays until March. I do not want to promise April.",
    ),
)

THE_DOOR: tuple[Deed, ...] = (
    new(
        "2026-02-02 19:50",
        "cafe",
        "hello-first",
        "outcome",
        "A hello before a form",
        """
        The first person you meet says their name and asks if you would like something warm.
        Questions come after that.
        Nobody is told to come back tomorrow.
        """,
        for_="services",
        made_with=("service-user", "staff"),
        known_by="We ask the three people who came most recently, and they tell us if they want to",
    ),
    progress(
        "2026-06-01 18:30",
        "cafe",
        "marek",
        "@hello-first",
        "closer",
        "Most nights. Not when two come at once and I am on my own.",
    ),
    progress(
        "2026-07-08 10:05",
        "cafe",
        "idris",
        "@hello-first",
        "further",
        "Somebody was told to come back tomorrow. In July. After all our paper.",
        date="2026-07-06",
    ),
    progress(
        "2026-07-13 09:30",
        "gwen",
        "gwen",
        "@hello-first",
        "same",
        "One evening went badly. I counted forty that did not, but I know how that sounds.",
    ),
    progress(
        "2026-11-02 18:20",
        "cafe",
        "ellis",
        "@hello-first",
        "closer",
        "New people tell me about the tea now. Before, they told me about the clipboard.",
    ),
)

THE_LIST: tuple[Deed, ...] = (
    new(
        "2026-02-02 20:00",
        "cafe",
        "whose-list",
        "outcome",
        "Whoever it is about sets the list",
        "What we talk about comes from people who use the café and from carers, as well as staff.",
        for_="process",
        made_with=("service-user", "carer", "staff", "manager"),
        known_by="Who wrote the list, meeting by meeting",
    ),
    progress(
        "2026-05-18 18:30",
        "noor",
        "noor",
        "@whose-list",
        "closer",
        "I wrote the list in March, and they did it, in my order.",
    ),
    progress(
        "2026-09-28 18:40",
        "north",
        "wren",
        "@whose-list",
        "same",
        "You can put things on the list if you are in the room on Monday. I am not.",
        date="2026-09-24",
    ),
    edit(
        "2026-10-05 18:20",
        "sam",
        "@whose-list",
        """
        What we talk about comes from people who use the café and from carers, as well as staff.
        You can put something on the list from home.
        """,
        why="It was pointed out to us in a letter. The list hung on a nail in the back room.",
    ),
)

THE_LIGHT: tuple[Deed, ...] = (
    new(
        "2026-03-30 18:40",
        "sam",
        "light",
        "outcome",
        "A softer light after dark",
        """
        The strip light goes off at seven and the lamps come on.
        It stays like that until someone asks.
        """,
        for_="people",
        made_with=("service-user",),
        known_by="You look up and it does not hurt",
    ),
    progress(
        "2026-10-19 18:25",
        "sam",
        "sam",
        "@light",
        "closer",
        "Four lamps now. I only brought the first.",
    ),
    progress(
        "2026-10-19 18:28",
        "cafe",
        "ellis",
        "@light",
        "unsure",
        "Nicer, yes. I also cannot read the sign-in book, or see who would like company.",
    ),
)

OUTCOMES: tuple[Deed, ...] = (*THE_WAY_HOME, *THE_DOOR, *THE_LIST, *THE_LIGHT)
