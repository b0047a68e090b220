"""The workspace's own code: what tells it from every other, in signatures that outlive a copy."""

from collections.abc import Iterator

from schema import codec
from schema.ids import ACTIVITY_PATH
from schema.kinds import Activity
from schema.proof import is_workspace_id, workspace_id
from store.desk import Desk, Draft
from store.errors import CoproduceError
from store.values import Finding

_NONE = "no-workspace-code"


def own_code(desk: Desk) -> str:
    """Return the workspace's own code, "" when it has none that is right."""
    code = desk.activity().workspace
    return code if is_workspace_id(code) else ""


def findings(desk: Desk) -> Iterator[Finding]:
    """Yield that the workspace has no code, for one made before there were any."""
    if _is_without(desk):
        yield Finding(
            code=_NONE,
            message="The workspace has no code of its own yet, so nothing can be signed here.",
            fix="Give it one. Once is enough for everyone: share it before anyone signs.",
        )


def mend(desk: Desk) -> Iterator[Finding]:
    """Give the workspace a code if it has none, and yield what was done, or why it was not."""
    if not _is_without(desk):
        return
    from store.saving import Write
    from store.writing import opened

    file, blob = opened(desk, ACTIVITY_PATH)
    try:
        code = workspace_id(desk.require_me(), desk.clock().isoformat())
        data = codec.write(codec.with_field(file, "workspace", code))
        desk.save(
            Draft(
                writes=(Write(ACTIVITY_PATH, data, blob),),
                subject="The workspace got a code of its own",
                kind="changed",
                about=(("activity", "activity"),),
            )
        )
    except CoproduceError as problem:
        yield Finding(code=_NONE, message=f"{problem.sentence} {problem.hint}")
    else:
        yield Finding(code=_NONE, message="The workspace got a code of its own.")


def _is_without(desk: Desk) -> bool:
    record = desk.snapshot.record(ACTIVITY_PATH)
    return isinstance(record, Activity) and "workspace" not in record.fields
