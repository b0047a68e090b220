"""Making a new workspace."""

from itertools import count
from pathlib import Path

from schema import codec, ids
from schema.checklist import QUESTIONS, STEPS
from schema.ids import STEP_PATHS
from schema.kinds import PERSPECTIVES
from schema.proof import workspace_id
from schema.record import Value
from schema.text import clean_line
from store import git, half_joined, readme
from store.desk import DOMAIN, ME, Desk, Draft, Notes
from store.errors import BadValue, Failed
from store.saving import Write
from store.writing import checked_title, document_text

ATTRIBUTES = b"*.md -text diff=markdown\n"


def place_for(folder: Path | str, title: str) -> Path:
    """Return where a new workspace could go: `folder` while it is empty, else a folder in it.

    The folder in it is named after the title, with a number when that name is taken.
    """
    place = Path(folder).absolute()
    try:
        empty = not place.exists() or half_joined.is_empty(place)
    except OSError:
        empty = False
    if empty:
        return place
    name = ids.slug(title)
    taken = (place / (name if number == 1 else f"{name}-{number}") for number in count(1))
    return next(each for each in taken if not each.exists())


def refuse_used_folder(folder: Path) -> None:
    """Raise Failed unless `folder` is new, or lies there without a repository of its own."""
    begun = (folder / ".git").exists() and git.has_commits(folder)
    if begun or (folder / "coproduce.md").exists():
        raise Failed(
            f"{folder} already holds a workspace or another project.",
            "Choose another folder, or open it with: coproduce -C FOLDER status",
        )
    for above in folder.parents:
        if (above / "coproduce.md").exists() and (above / ".git").exists():
            raise Failed(
                f"{folder} lies inside the workspace {above}.",
                "Make the new one in a folder outside it.",
            )
    if folder.exists() and not folder.is_dir():
        raise Failed(f"{folder} is a file, not a folder.", "Choose another folder.")


def refuse_unfit(title: str, perspectives: tuple[str, ...]) -> None:
    """Raise BadValue for a title or a perspective that does not fit, before anything is made."""
    checked_title(clean_line(title).text)
    for each in perspectives:
        if each not in PERSPECTIVES:
            raise BadValue(f"“{each}” is no perspective.", f"Use: {', '.join(PERSPECTIVES)}")


def found(
    desk: Desk,
    *,
    title: str,
    name: str,
    perspectives: tuple[str, ...],
    body: str,
    why: str = "",
) -> tuple[str, ...]:
    """Write the first records of a new workspace as one change; return notes for the maker.

    They are the activity, the five steps, and a person record for whoever makes it, who is also
    remembered as the author in this repository only.
    """
    notes = Notes()
    activity = checked_title(notes.line(title))
    person = ids.person_id(desk.randbelow)
    chosen = notes.line(name) or person
    desk.repository.set_config(ME, person)
    desk.repository.set_config("user.name", chosen)
    desk.repository.set_config("user.email", f"{person}@{DOMAIN}")
    writes = [
        _activity(desk, activity, person, document_text(notes.text(body))),
        Write(".gitattributes", ATTRIBUTES, None),
        *(_step(number) for number in STEP_PATHS),
        person_record(person, chosen, perspectives, desk.today),
    ]
    about = [("activity", "activity"), *(("step", n) for n in STEP_PATHS), ("person", person)]
    if not _has_readme(desk.repository.paths.root):
        writes.append(Write(readme.PATH, readme.first(activity), None))
    saved = desk.save(
        Draft(
            writes=tuple(writes),
            subject="New workspace: the activity, five steps, one person",
            kind="created",
            about=tuple(about),
            why=why,
        ),
        notes.said(),
    )
    return saved.notes


def _has_readme(root: Path) -> bool:
    """Return whether a page for visitors lies there, in any spelling of its name."""
    return any(each.name.casefold() == readme.PATH.casefold() for each in root.iterdir())


def _write(kind: str, id_: str, fields: dict[str, Value], body: str) -> Write:
    kept = {name: value for name, value in fields.items() if value}
    return Write(ids.path_of(kind, id_), codec.write(codec.new_file(kept, body)), None)


def _activity(desk: Desk, title: str, person: str, body: str) -> Write:
    fields: dict[str, Value] = {
        "kind": "activity",
        "id": "activity",
        "title": title,
        "format": "1",
        "started": desk.today,
        "convened_by": (person,),
        "perspectives": PERSPECTIVES,
        "workspace": workspace_id(person, desk.clock().isoformat()),
    }
    return _write("activity", "activity", fields, body)


def _step(number: str) -> Write:
    short = next(step.short for step in STEPS if step.number == number)
    fields: dict[str, Value] = {"kind": "step", "id": number, "title": short, "step": number}
    return _write("step", number, fields, _step_text(number))


def person_record(person: str, name: str, perspectives: tuple[str, ...], today: str) -> Write:
    """Return the first record of somebody who is here from `today` on (ISO 8601)."""
    fields: dict[str, Value] = {
        "kind": "person",
        "id": person,
        "title": name,
        "perspectives": perspectives,
        "here": "here",
        "joined": today,
    }
    return _write("person", person, fields, "")


def _step_text(number: str) -> str:
    asked = (each for each in QUESTIONS if each.code.startswith(f"{number}."))
    return "\n".join(f"## {each.code} {each.short}\n" for each in asked)


def make(folder: Path) -> git.Repository:
    """Make `folder` an empty repository for a new workspace."""
    refuse_used_folder(folder)
    half_joined.clear(folder)
    return git.create(folder)
