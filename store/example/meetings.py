"""The meetings of the worked example: who set the list, breaks, and what made coming possible."""

from store.example.deed import Deed, new

MEETINGS: tuple[Deed, ...] = (
    new(
        "2025-11-03 19:10",
        "north",
        "meeting-first",
        "meeting",
        "The first time round a table",
        """
        We met in the team office, because that is where the chairs were.
        Nobody stayed to talk.
        Next time we go to the café.
        """,
        date="2025-10-13",
        present={"service-user": "1", "carer": "1", "staff": "2"},
        agenda_by=("staff",),
        breaks="none",
        payment_offered="no",
        why="From a paper notebook. We had nowhere else to put it then.",
    ),
    new(
        "2025-11-24 20:45",
        "cafe",
        "meeting-november",
        "meeting",
        "What is the issue?",
        """
        Robin read out what staff had written.
        Sam asked whether anyone had ever stayed late because they liked it.
        Nobody had.
        We changed the issue.
        """,
        date="2025-11-24",
        present={"service-user": "2", "carer": "1", "staff": "3"},
        agenda_by=("staff",),
        breaks="one, ten minutes",
        adjustments="the lamp instead of the strip light",
        payment_offered="yes, £15; carers a voucher",
    ),
    new(
        "2026-01-19 20:50",
        "cafe",
        "meeting-january",
        "meeting",
        "Tea first",
        """
        Tea from half past five, for the first time.
        Two people came early just for that and went home before the meeting.
        We think that is fine.

        Bernie came.
        Wren's letter was read out by Ellis.
        """,
        date="2026-01-19",
        present={"service-user": "3", "carer": "2", "staff": "3", "manager": "1"},
        agenda_by=("staff", "service-user"),
        breaks="tea before, ten minutes in the middle",
        adjustments="ramp down at five; a letter read out",
        payment_offered="yes, £15; carers a voucher",
    ),
    new(
        "2026-03-02 20:55",
        "noor",
        "meeting-march",
        "meeting",
        "Pay, again",
        """
        Gwen said she had found the money for carers, and where.
        Noor asked why that took three months.
        Gwen said that for two of them she had not asked anyone.
        It was quiet, and then it was better.
        """,
        date="2026-03-02",
        present={"service-user": "3", "carer": "2", "staff": "3", "manager": "1"},
        agenda_by=("carer",),
        breaks="ten minutes in the middle",
        adjustments="ramp down at five",
        payment_offered="yes, £15 for everyone not paid to be here",
    ),
    new(
        "2026-05-18 20:50",
        "north",
        "meeting-may",
        "meeting",
        "The evening on a roll of paper",
        """
        We stood along the paper and each said where on it we would like to be.
        One of the night staff stood at ten o'clock, by the door.
        It is the only hour when nobody else is there.
        """,
        date="2026-05-18",
        present={"service-user": "3", "carer": "2", "staff": "3", "manager": "1"},
        agenda_by=("service-user", "carer"),
        breaks="whenever someone says tea",
        adjustments="chairs along the wall for those who do not like to stand",
        payment_offered="yes",
    ),
    new(
        "2026-07-06 20:40",
        "cafe",
        "meeting-july",
        "meeting",
        "The door",
        """
        Someone was told to come back tomorrow, at twenty to ten on a Tuesday.
        Some of us wanted to talk about nothing else.
        Staff wanted to wait until they had asked whoever was on.
        We ran over by half an hour.
        Two people missed the bus and had to be driven home.
        """,
        date="2026-07-06",
        present={"service-user": "3", "carer": "1", "staff": "3", "manager": "1"},
        agenda_by=("service-user",),
        breaks="none, we forgot",
        payment_offered="yes",
    ),
    new(
        "2026-10-05 20:48",
        "cafe",
        "meeting-october",
        "meeting",
        "How often would you like someone to come by?",
        """
        We changed the checking rule again.
        One carer had simply asked at home, which none of us had thought of.
        """,
        date="2026-10-05",
        present={"service-user": "3", "carer": "2", "staff": "2", "manager": "1"},
        agenda_by=("carer", "service-user"),
        breaks="ten minutes in the middle",
        adjustments="ramp down at five; Wren's words read out first, by Sam",
        payment_offered="yes",
    ),
    new(
        "2026-11-16 20:35",
        "north",
        "meeting-now",
        "meeting",
        "Before the second winter",
        """
        We are tired and it is dark again.
        The taxis work.
        The chair by the window is still empty.

        We talked about the daytime meeting and did not settle a day.
        """,
        date="2026-11-16",
        present={"service-user": "2", "carer": "2", "staff": "2"},
        agenda_by=("service-user", "carer", "staff"),
        breaks="ten minutes in the middle",
        adjustments="ramp down at five",
        payment_offered="yes",
    ),
)
