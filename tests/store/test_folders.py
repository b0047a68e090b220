"""Files reached by opened folders: never through a link, never over somebody's edit."""

import os
from pathlib import Path

import pytest

from store import errors, files
from store.files import Folders
from store.git import Repository
from store.objects import object_id

TOKEN = "token"


def beside(folders: Folders, path: str, data: bytes, expected: str = "") -> bool:
    return folders.write_beside(path, data, TOKEN, expected, durable=False, runs=False)


def test_a_file_is_written_into_folders_that_are_made(tmp_path: Path) -> None:
    with Folders(tmp_path) as folders:
        assert beside(folders, "a/b/c.md", b"new\n")
        assert not (tmp_path / "a/b/c.md").exists()
        assert folders.put_in_place("a/b/c.md", TOKEN, "", "sha1")
        assert folders.id_of("a/b/c.md", "sha1") == object_id("blob", b"new\n")
    assert [each.name for each in (tmp_path / "a/b").iterdir()] == ["c.md"]


@pytest.mark.parametrize("path", ["link/x.md", "link", "fifo", "folder", "x.md/y.md", "a/.git/x"])
def test_what_is_no_plain_file_inside_is_neither_read_nor_written(
    tmp_path: Path, path: str
) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    outside.mkdir()
    (root / "folder").mkdir(parents=True)
    (outside / "x.md").write_bytes(b"theirs\n")
    (root / "x.md").write_bytes(b"ours\n")
    (root / "link").symlink_to(outside)
    os.mkfifo(root / "fifo")
    with Folders(root) as folders:
        with pytest.raises(errors.UnsafePath):
            folders.id_of(path, "sha1")
        with pytest.raises(errors.UnsafePath):
            files.place_of(root, path)
        with pytest.raises(errors.UnsafePath):
            folders.remove(path)
        with pytest.raises(errors.UnsafePath):
            files.put(root, path, b"new\n", TOKEN, "", "sha1")
    assert [each.name for each in outside.iterdir()] == ["x.md"]
    assert (outside / "x.md").read_bytes() == b"theirs\n"
    assert not list(root.glob(".*"))


def test_a_link_in_the_place_of_an_opened_folder_leads_nowhere(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    outside.mkdir()
    (root / "a").mkdir(parents=True)
    (outside / "x.md").write_bytes(b"theirs\n")
    with Folders(root) as folders:
        assert folders.id_of("a/x.md", "sha1") == ""
        (root / "a").rename(root / "moved")
        (root / "a").symlink_to(outside)
        assert beside(folders, "a/x.md", b"new\n")
        assert folders.put_in_place("a/x.md", TOKEN, "", "sha1")
    assert (outside / "x.md").read_bytes() == b"theirs\n"
    assert (root / "moved/x.md").read_bytes() == b"new\n"


@pytest.mark.parametrize("now", [b"edited\n", None])
def test_a_file_edited_or_removed_after_it_was_looked_at_stays_so(
    tmp_path: Path, now: bytes | None
) -> None:
    place = tmp_path / "x.md"
    place.write_bytes(b"first\n")
    first = object_id("blob", b"first\n")
    with Folders(tmp_path) as folders:
        assert beside(folders, "x.md", b"new\n", first)
        place.unlink()
        if now is not None:
            place.write_bytes(now)
        assert not folders.put_in_place("x.md", TOKEN, first, "sha1")
        folders.discard("x.md", TOKEN)
    assert [each.read_bytes() for each in tmp_path.iterdir()] == ([now] if now else [])


def test_a_file_keeps_its_mode_and_what_was_left_beside_it_goes(tmp_path: Path) -> None:
    place = tmp_path / "x.md"
    place.write_bytes(b"first\n")
    place.chmod(0o666)
    files.temporary_name(place, TOKEN).write_bytes(b"half")
    first = object_id("blob", b"first\n")
    assert not files.put(tmp_path, "x.md", b"new\n", TOKEN, first, "sha1")
    assert files.put(tmp_path, "x.md", b"new\n", TOKEN, first, "sha1")
    assert place.read_bytes() == b"new\n"
    assert place.stat().st_mode & 0o777 == 0o666


def test_a_removed_file_takes_empty_folders_with_it_and_they_can_come_back(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/c.md").write_bytes(b"first\n")
    (tmp_path / "a/stays.md").write_bytes(b"stays\n")
    with Folders(tmp_path) as folders:
        folders.remove("a/b/c.md")
        folders.remove("a/b/c.md")
        assert sorted(each.name for each in (tmp_path / "a").iterdir()) == ["stays.md"]
        assert beside(folders, "a/b/c.md", b"again\n")
        assert folders.put_in_place("a/b/c.md", TOKEN, "", "sha1")
    assert (tmp_path / "a/b/c.md").read_bytes() == b"again\n"


def test_more_folders_than_are_kept_open(tmp_path: Path) -> None:
    before = len(list(Path("/proc/self/fd").iterdir())) if Path("/proc").exists() else 0
    with Folders(tmp_path) as folders:
        for number in range(300):
            assert beside(folders, f"in-{number}/x.md", b"new\n")
        opened = len(list(Path("/proc/self/fd").iterdir())) if before else 0
        assert opened - before < 100
        for number in range(300):
            assert folders.put_in_place(f"in-{number}/x.md", TOKEN, "", "sha1")
    assert len(list(tmp_path.glob("*/x.md"))) == 300


def test_loose_and_packed_objects_are_read_in_the_order_asked_for(
    repository: Repository, folder: Path
) -> None:
    texts = [f"text {number}\n".encode() for number in range(600)]
    stream = b"".join(b"blob\ndata %d\n%s\n" % (len(text), text) for text in texts[::2])
    repository.run("-c", "fastimport.unpackLimit=1", "fast-import", "--quiet", given=stream)
    for number, text in enumerate(texts[1::2]):
        (folder / f"{number}.txt").write_bytes(text)
    names = "\n".join(f"{number}.txt" for number in range(300)).encode()
    repository.run("hash-object", "-w", "--stdin-paths", given=names)
    ids = [object_id("blob", text) for text in texts]
    asked = [*ids, "HEAD:dirty.txt", "0" * 40, *ids[:1]]
    found = list(repository.read_objects(asked, limit=9))
    read = [each.data if each else b"none" for each in found]
    long = [None if len(text) > 9 else text for text in texts]
    assert read == [*long, b"saved\n", b"none", texts[0]]
    assert [each.size for each in found[:600] if each] == [len(text) for text in texts]


def test_a_damaged_loose_object_is_not_taken_for_what_it_was(
    repository: Repository, folder: Path
) -> None:
    blob = object_id("blob", b"first\n")
    place = folder / ".git" / "objects" / blob[:2] / blob[2:]
    place.chmod(0o644)
    place.write_bytes(place.read_bytes()[:-3])
    try:
        found = list(repository.read_objects([blob]))
    except errors.GitFailed:
        found = [None]
    assert found == [None]
