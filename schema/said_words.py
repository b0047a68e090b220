"""The words for where people stand, how it goes and what became of something."""

from collections.abc import Mapping

POSITIONS: Mapping[str, str] = {
    "agree": "I agree",
    "agree-with-concern": "I agree, with a concern",
    "stand-aside": "I stand aside",
    "not-yet": "I can't agree yet",
    "take-back": "I take back my yes",
}
REPLIES: Mapping[str, str] = {
    "did": "we did",
    "could-not": "we could not",
    "not-yet": "not yet",
}
DIRECTIONS: Mapping[str, str] = {
    "closer": "closer",
    "same": "the same",
    "further": "further away",
    "unsure": "not sure",
}
SET_ASIDE: Mapping[str, str] = {"aside": "not for us", "open": "taken up again"}
