"""What was signed here once is remembered: never lost in silence, by no one else at work here."""

import threading

import pytest
from signers import Group

from store import errors, signed_before
from store.signed_before import Once


@pytest.mark.parametrize("data", ["", "{", "[]", '{"a": 1}', "\x00"])
def test_what_cannot_be_read_is_never_taken_for_nothing(signed: Group, data: str):
    signed.verify()
    file = signed.folder / ".git/coproduce/signed.json"
    file.write_text(data)
    with pytest.raises(errors.SignedUnreadable) as caught:
        signed.verify()
    assert str(file) in caught.value.sentence
    assert caught.value.hint
    with signed.open() as workspace, pytest.raises(errors.SignedUnreadable):
        signed_before.remember(workspace._desk, [("x", Once(person="p", agreement="a"))])
    assert file.read_text() == data
    file.unlink()
    assert set(signed.states().values()) == {"proven"}


def test_two_at_once_do_not_lose_what_the_other_remembers(signed: Group):
    several, each_of = 4, 12
    ready = threading.Barrier(several)

    def remember(who: int) -> None:
        with signed.open() as workspace:
            ready.wait()
            for number in range(each_of):
                once = Once(person=f"p-{who}", agreement="rules", day="2026-01-01")
                signed_before.remember(workspace._desk, [(f"{who}/{number}", once)])

    threads = [threading.Thread(target=remember, args=(who,)) for who in range(several)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    with signed.open() as workspace:
        found = signed_before.remembered(workspace._desk)
    assert {f"{w}/{n}" for w in range(several) for n in range(each_of)} <= found.keys()


def test_the_file_is_for_this_user_alone(signed: Group):
    signed.verify()
    file = signed.folder / ".git/coproduce/signed.json"
    assert file.stat().st_mode & 0o777 == 0o600
