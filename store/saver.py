"""What git, and the checks it runs, are told of who saves: what stands in the commit, no more."""

import os

from store.objects import Identity, Signer

ANONYMOUS_IDENTITY = Identity("someone", "anonymous@coproduce.invalid")
_ROLES = ("author", "committer")
_COUNT = "GIT_CONFIG_COUNT"


def as_saver(signer: Signer) -> dict[str, str]:
    """Return what makes git write `signer` into commits, and into its own log of the branch.

    It is handed on to every check. Where `signer` is someone anonymous, the settings that name
    the person at the keyboard are put out of sight too.
    """
    env = {
        f"GIT_{role.upper()}_{part}": value
        for role in _ROLES
        for part, value in (
            ("NAME", signer.name),
            ("EMAIL", signer.email),
            ("DATE", f"@{signer.date}"),
        )
    }
    if signer.email != ANONYMOUS_IDENTITY.email:
        return env
    return {**env, "EMAIL": signer.email, **_settings(signer)}


def _settings(signer: Signer) -> dict[str, str]:
    """Return the environment that puts settings over the user's own, after any put there before."""
    named = ("user", *_ROLES)
    over = [(f"{section}.name", signer.name) for section in named]
    over += [(f"{section}.email", signer.email) for section in named]
    over += [("user.signingkey", ""), ("coproduce.me", "")]
    given = os.environ.get(_COUNT, "")
    first = int(given) if given.isdecimal() else 0
    env = {_COUNT: str(first + len(over))}
    for number, (key, value) in enumerate(over, first):
        env |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return env
