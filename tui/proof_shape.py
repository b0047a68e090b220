"""The JSON shape of what is proven."""

from store.verdict import Proof, SeenKey, Verified
from tui.shapes import Shape, kept


def proof_shape(found: Verified) -> Shape:
    """Return what is proven of where people stand."""
    return {
        "positions": [_position(each) for each in found.positions],
        "missing": [{"agreement": e.agreement, "person": e.person} for e in found.missing],
        "several": [{"agreement": e.agreement, "person": e.person} for e in found.several],
        "keys": [_key(each) for each in found.keys],
        "warnings": list(found.warnings),
        "outside": list(found.outside),
        "damaged": [
            {"id": each.id, "path": each.path, "damaged": each.damaged} for each in found.damaged
        ],
    }


def _position(proof: Proof) -> Shape:
    return kept(
        {
            "id": proof.id,
            "agreement": proof.agreement,
            "person": proof.person,
            "name": proof.name,
            "state": proof.state,
            "why": proof.why,
            "position": proof.position,
            "date": proof.date,
            "current": proof.current,
            "signed": proof.signed,
            "key": proof.key,
            "recorded_by": proof.recorded_by,
            "look_together": proof.doubtful or proof.other_key,
        },
        *("why", "key", "recorded_by"),
    )


def _key(seen: SeenKey) -> Shape:
    return {
        "person": seen.person,
        "name": seen.name,
        "key": seen.key,
        "since": seen.since,
        "asked": seen.asked,
        "first": seen.first,
    }
