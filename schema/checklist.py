"""The checklist: five steps, their questions and ideas, five threads, the 4 plus 1 questions.

Codes are stable because records and history refer to them; the words may be improved.
No step or question is ever locked, scored or compulsory.
"""

import msgspec


class Step(msgspec.Struct, frozen=True):
    """One of the five steps: its number ("1" to "5"), its short name and what it is about."""

    number: str
    short: str
    title: str


class Question(msgspec.Struct, frozen=True):
    """A question of a step; `code` starts with the step's number, as in "2.3"."""

    code: str
    short: str
    words: str

    @property
    def step(self) -> str:
        """The number of the step this question belongs to."""
        return self.code.partition(".")[0]


class Idea(msgspec.Struct, frozen=True):
    """A suggestion for a step; `code` starts with the step's number, as in "2.b"."""

    code: str
    words: str

    @property
    def step(self) -> str:
        """The number of the step this idea belongs to."""
        return self.code.partition(".")[0]


class Thread(msgspec.Struct, frozen=True):
    """Something to follow over time, seen from each side: `short` for screens, `words` in full."""

    code: str
    short: str
    words: str


class ReviewQuestion(msgspec.Struct, frozen=True):
    """One of the 4 plus 1 questions; `option` is the word for it on the command line."""

    code: str
    short: str
    words: str

    @property
    def option(self) -> str:
        """The word that stands for this question on the command line, as in "tried"."""
        return self.short.lower()


STEPS = (
    Step("1", "What and why", "What do you want to do together, and why?"),
    Step("2", "Shared understanding", "Building one picture of the issue"),
    Step("3", "Outcomes and process", "What should change, and how you work"),
    Step("4", "Tracking progress", "How it is going"),
    Step("5", "Learning", "What you learn along the way"),
)

QUESTIONS = (
    Question("1.1", "Who named the issue", "Who put this issue into words?"),
    Question("1.2", "Who starts, who leads", "Who will start this, or lead it?"),
    Question("1.3", "What you hope for", "What do you think working in this way will achieve?"),
    Question(
        "1.4",
        "The right people",
        "How will you make sure that everyone who is needed is here from the start? "
        "How will you decide who that is?",
    ),
    Question(
        "1.5",
        "What happened before",
        "How have people who use services been involved around here until now? "
        "What can you learn from that?",
    ),
    Question(
        "2.1",
        "The change and the way there",
        "How will you together say what should change, and agree how to get there?",
    ),
    Question(
        "2.2",
        "One picture of the issue",
        "How will people who use services, frontline staff and other staff "
        "build one picture of the issue and agree on it?",
    ),
    Question(
        "2.3",
        "Common ground",
        "How will you guide the search for common ground, so that staff and people who use "
        "services feel safe and have the power to take on hard things, disagreement too?",
    ),
    Question(
        "2.4",
        "Stories of people who use services",
        "What support will people who use services get to tell their stories, "
        "and to use what they lived through in building the shared picture?",
    ),
    Question(
        "2.5",
        "Stories of staff",
        "What support will staff get to tell their stories, "
        "and to use what they lived through in building the shared picture?",
    ),
    Question(
        "3.1",
        "What everyone brings",
        "How will you use what each person knows, has and is good at, all the way through, "
        "so that you understand the issue better?",
    ),
    Question(
        "3.2",
        "Challenge and strong feelings",
        "When staff or people with lived experience challenge something or show strong feelings, "
        "how will that help you learn what needs to change, and how?",
    ),
    Question(
        "3.3",
        "Open staff",
        "What will support and encourage staff to speak openly about their own lives "
        "and their frontline work?",
    ),
    Question(
        "3.4",
        "Rules and language",
        "Must people with lived experience fit formal meetings and special words "
        "before anyone listens? Or will you build another way to relate and to talk?",
    ),
    Question(
        "3.5",
        "Practical things",
        "How will you settle practical things, such as access, pay, expenses, "
        "and who runs the meetings?",
    ),
    Question(
        "3.6",
        "Showing change",
        "How will you show what has changed, and tell everyone who is involved?",
    ),
    Question("3.7", "Getting past barriers", "How will you get past barriers and hard moments?"),
    Question(
        "3.8",
        "What you cannot get past",
        "What happens if you cannot get past some of them? What will you do?",
    ),
    Question(
        "4.1",
        "Following progress",
        "How will you follow and measure how it is going, both towards the changes you want "
        "for people who use services and for service systems, and in how you work together? "
        "What works and what does not, seen from each side?",
    ),
    Question(
        "5.1",
        "Keeping what you learn",
        "How will you keep hold of what the work teaches you, "
        "and of what you would do another way next time?",
    ),
)

IDEAS = (
    Idea("1.a", "Name the issue together: people who use services, carers and staff."),
    Idea(
        "1.b",
        "Whoever starts it, notice and use what everyone knows and does well. "
        "Some of it shows only later, as people gain trust and confidence.",
    ),
    Idea(
        "1.c",
        "Say what working together can change, drawing on what has and has not worked before.",
    ),
    Idea(
        "1.d",
        "Let the focus help show who is needed: staff of many backgrounds, "
        "people who use services, and carers.",
    ),
    Idea(
        "1.e",
        "Take time for everyone to build trust, "
        "above all if being involved went badly for someone before.",
    ),
    Idea(
        "2.a",
        "Settle together how you will work: by when, on which issues, "
        "and with which helpful methods.",
    ),
    Idea(
        "2.b",
        "Agree what matters to you all, what you aim for, your rules, "
        "and how to work through disagreement.",
    ),
    Idea(
        "2.c",
        "Plan time, and make it safe, for staff and people who use services to talk about "
        "what using and giving care is really like. "
        "It should help show what needs to change, and how.",
    ),
    Idea("3.a", "Write the changes you want together with everyone involved."),
    Idea(
        "3.b",
        "Get to know what the people here can do and are good at, "
        "and make sure it is used throughout.",
    ),
    Idea(
        "3.c",
        "Think about equal access, pay and expenses early on, "
        "so that everyone who wants to can take a full part.",
    ),
    Idea(
        "4.a",
        "Keep time free, from start to end, to look at what works, what does not, and whether "
        "working together on what matters to you all is changing anything.",
    ),
    Idea("4.b", "You could use the 4 plus 1 questions to look back at the work."),
    Idea(
        "5.a",
        "You could pass it on through blogs, stories, films and other creative ways, "
        "to other services and local communities.",
    ),
)

THREADS = (
    Thread(
        "power",
        "balance of power",
        "The balance of power; trust and confidence between professionals "
        "and people who use services",
    ),
    Thread("challenge", "room to challenge", "Being open; room to challenge"),
    Thread("strengths", "what people bring", "Noticing what people know and bring"),
    Thread("relationships", "relationships", "How relationships change"),
    Thread("confidence", "confidence and skills", "Everyone's confidence and skills"),
)

REVIEW_QUESTIONS = (
    ReviewQuestion("1", "Tried", "What did we try?"),
    ReviewQuestion("2", "Learned", "What did it teach us?"),
    ReviewQuestion("3", "Pleased", "What are we glad about?"),
    ReviewQuestion("4", "Concerned", "What worries us?"),
    ReviewQuestion("+1", "Next", "Knowing all this, what do we do next?"),
)

_STEPS = {step.number: step for step in STEPS}
_QUESTIONS = {question.code: question for question in QUESTIONS}
_IDEAS = {idea.code: idea for idea in IDEAS}


def step(number: str) -> Step | None:
    """Return the step with this number, "1" to "5", or None."""
    return _STEPS.get(number)


def question(code: str) -> Question | None:
    """Return the question with this code, as in "2.3", or None."""
    return _QUESTIONS.get(code)


def idea(code: str) -> Idea | None:
    """Return the idea with this code, as in "2.b", or None."""
    return _IDEAS.get(code)


def questions_of(number: str) -> tuple[Question, ...]:
    """Return the questions of one step, in order."""
    return tuple(each for each in QUESTIONS if each.step == number)


def ideas_of(number: str) -> tuple[Idea, ...]:
    """Return the ideas of one step, in order."""
    return tuple(each for each in IDEAS if each.step == number)
