"""What git, ssh and servers say is told in sentences; what signs somebody in is told to nobody."""

from pathlib import Path

import pytest

from store import errors
from store.process import Result
from store.scrubbing import secrets_of, without_secrets
from store.sharing import refusals, remotes

HERE = Path("/home/noor/evenings")
WHERE, HOST = "https://git.example.org/evenings.git", "git.example.org"


def said(words: str, *, pushing: bool = False, out: str = "") -> errors.CoproduceError:
    answer = Result(out.encode(), words, 128)
    return refusals.refusal(answer, WHERE, HOST, HERE, pushing=pushing)


FETCHING = [
    ("error: insufficient permission for adding an object to repository database .git/objects",
     "NotWritable"),
    ("fatal: Unable to create temporary file '/home/noor/.git/objects/x': Permission denied",
     "NotWritable"),
    ("fatal: unable to access 'https://x/': Could not resolve host: x", "HostUnknown"),
    ("ssh: Could not resolve hostname x: Temporary failure in name resolution", "HostUnknown"),
    ("fatal: unable to look up x (port 9418) (Name or service not known)", "HostUnknown"),
    ("ssh: connect to host x port 22: Connection timed out", "NoAnswer"),
    ("fatal: unable to connect to x:\nx[0: 10.0.0.1]: errno=No route to host", "NoAnswer"),
    ("fatal: unable to access 'https://x/': Failed to connect to x port 443", "NoAnswer"),
    ("fatal: unable to access 'https://x/': Operation too slow. Less than 100 bytes", "NoAnswer"),
    ("error: RPC failed; HTTP 502 curl 22 The requested URL returned error: 502", "NoAnswer"),
    ("fatal: early EOF\nfatal: fetch-pack: invalid index-pack output", "NoAnswer"),
    ("fatal: could not read Username for 'https://x': terminal prompts disabled", "SignInNeeded"),
    ("remote: Invalid username or password.\nfatal: Authentication failed for 'https://x/'",
     "SignInNeeded"),
    ("remote: HTTP Basic: Access denied\nfatal: Authentication failed for 'https://x/'",
     "SignInNeeded"),
    ("git@x: Permission denied (publickey).\nfatal: Could not read from remote repository.",
     "SignInNeeded"),
    ("Received disconnect from 10.0.0.1: 2: Too many authentication failures", "SignInNeeded"),
    ("Host key verification failed.\nfatal: Could not read from remote repository.",
     "UnknownHostKey"),
    ("@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.",
     "ChangedHostKey"),
    ("fatal: unable to access 'https://x/': SSL certificate problem: certificate has expired",
     "NotTrusted"),
    ("fatal: unable to access 'https://x/': server certificate verification failed. CAfile: none",
     "NotTrusted"),
    ("fatal: unable to access 'https://x/': gnutls_handshake() failed: Error in the pull function",
     "NotTrusted"),
    ("fatal: unable to access 'https://x/': OpenSSL/3.0: error:0A000086:SSL routines::failed",
     "NotTrusted"),
    ("error: RPC failed; curl 56 GnuTLS recv error (-110): The TLS connection was terminated.",
     "NoAnswer"),
    ("fatal: repository 'https://ssl-group/tls/certificate.git/' not found", "PlaceMissing"),
    ("ERROR: Repository ssl-group/TLS not found.\nfatal: Could not read from remote repository.",
     "PlaceMissing"),
    ("fatal: '/media/SSL certificate/x' does not appear to be a git repository", "PlaceMissing"),
    ("This host speaks TLS only.\nfatal: Could not read from remote repository.", "PlaceMissing"),
    ("fatal: protocol error: bad line length from ssl-group", "GitFailed"),
    ("fatal: detected dubious ownership in repository at '/srv/hub'", "NotTrusted"),
    ("remote: Repository not found.\nfatal: repository 'https://x/' not found", "PlaceMissing"),
    ("ERROR: Repository not found.\nfatal: Could not read from remote repository.",
     "PlaceMissing"),
    ("fatal: '/media/stick/x' does not appear to be a git repository", "PlaceMissing"),
    ("fatal: remote error: access denied or repository not exported: /x", "PlaceMissing"),
    ("fatal: write error: No space left on device", "DiskFull"),
    ("fatal: mismatched algorithms: client sha1; server sha256", "OtherForm"),
    ("bash: line 1: git-upload-pack: command not found", "NothingThere"),
    (f"error: cannot lock ref 'x': Unable to create '{HERE}/.git/x.lock': File exists.",
     "LockHeld"),
    ("fatal: the unexpected happened", "GitFailed"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "kind"), FETCHING)
def test_what_kept_us_from_getting_is_told(words: str, kind: str) -> None:
    problem = said(words)
    assert type(problem).__name__ == kind
    assert problem.sentence.endswith(".")
    assert problem.hint
    assert "fatal" not in problem.sentence


REJECTED = "To x\n!\trefs/heads/main:refs/heads/main\t[remote rejected] ({})\nDone\n"
PUSHING = [
    ("remote: error: GH006: Protected branch update failed for refs/heads/main.",
     "protected branch hook declined", "PlaceRefused", "Protected branch"),
    ("remote: GitLab: You are not allowed to push code to protected branches on this project.",
     "pre-receive hook declined", "PlaceRefused", "not allowed to push"),
    ("remote: SSL is what this hook speaks of.", "pre-receive hook declined", "PlaceRefused",
     "SSL is what"),
    ("", "pre-receive hook declined", "PlaceRefused", "hook declined"),
    ("error: remote unpack failed: unable to create temporary object directory",
     "unpacker error", "PlaceReadOnly", ""),
    ("remote: fatal: write error: No space left on device", "unpacker error", "PlaceFull", ""),
    ("remote: No file may be larger: File too large, quota exceeded is what we call it.",
     "pre-receive hook declined", "PlaceRefused", "No file may be larger"),
    ("remote: \x1b[31mNot today\x1b[0m", "pre-receive hook declined", "PlaceRefused",
     "⟨U+001B⟩[31mNot today"),
    ("", "branch is currently checked out", "PlaceRefused", "works in that folder"),
    ("", "shallow update not allowed", "ShallowHistory", ""),
]  # fmt: skip


@pytest.mark.parametrize(("words", "reason", "kind", "told"), PUSHING)
def test_what_kept_us_from_sharing_is_told(words: str, reason: str, kind: str, told: str) -> None:
    problem = said(words, pushing=True, out=REJECTED.format(reason))
    assert type(problem).__name__ == kind
    assert told in problem.sentence


def test_a_place_called_like_a_trouble_is_not_taken_for_it() -> None:
    where = "/media/TLS certificate/hub"
    words = f"fatal: could not chdir to {where}: odd"
    problem = refusals.refusal(Result(b"", words, 128), where, "", HERE)
    assert type(problem) is errors.GitFailed
    host = "ssl.tls"
    words = f"fatal: odd words of {host} itself"
    problem = refusals.refusal(Result(b"", words, 128), f"{host}:hub", host, HERE)
    assert type(problem) is errors.GitFailed


def test_a_trouble_without_a_sentence_of_its_own_has_gits_reason() -> None:
    problem = said("hint: try\nfatal: the \x1b[2Junexpected happened")
    assert type(problem) is errors.GitFailed
    assert "the ⟨U+001B⟩[2Junexpected happened" in problem.sentence
    assert "Closed on Sundays" in said("remote: Closed on Sundays.\nfatal: odd").sentence


def test_a_web_host_that_lets_us_read_only() -> None:
    words = "remote: Permission to x denied to noor.\nfatal: The requested URL returned error: 403"
    assert type(said(words, pushing=True)) is errors.PlaceReadOnly


@pytest.mark.parametrize(
    "reason",
    [
        "fetch first",
        "non-fast-forward",
        "cannot lock ref 'refs/heads/main': is at 1 but expected 2",
        "failed to update ref",
        "incorrect old value provided",
    ],
)
def test_somebody_who_was_faster_is_no_refusal(reason: str) -> None:
    out = f"To x\n!\tabc:refs/heads/main\t[rejected] ({reason})\nDone\n"
    assert refusals.is_lost_race(Result(out.encode(), "", 1))
    full = "remote: fatal: cannot write: No space left on device"
    if reason == "failed to update ref":
        assert not refusals.is_lost_race(Result(out.encode(), full, 1))
    assert not refusals.is_lost_race(Result(b"!\tx:y\t[remote rejected] (hook declined)", "", 1))


SECRET = "s3cr3t-word"
TOKEN = "ghp_" + "a1B2" * 9
LEAKS = [
    f"fatal: Authentication failed for 'https://noor:{SECRET}@git.example.org/x.git/'",
    f"https://{TOKEN}@github.com/x/y",
    f"https://oauth2:{SECRET}@host/x and ssh://noor:{SECRET}@host/y",
    f"https://host/x?access_token={SECRET}&a=b",
    f"https://host/x?private_token={SECRET}",
    f"Authorization: Basic {SECRET}",
    f"ssh://noor:it's{SECRET}@127.0.0.1:1/x.git",
    f"https://noor:two {SECRET}@host/x.git",
    f'https://noor:say"{SECRET}@host/x.git',
    f"http://noor:p@ss:{SECRET}@host/x",
    f"https://noor:pa/ss{SECRET}@host:8080/x.git",
    f"fatal: unable to access 'https://noor:/{SECRET}=@host/x.git/': no",
    f"the token {TOKEN} was refused",
]


@pytest.mark.parametrize("text", LEAKS)
def test_what_signs_somebody_in_is_told_to_nobody(text: str) -> None:
    seen = without_secrets(text)
    assert SECRET not in seen
    assert TOKEN not in seen
    assert without_secrets(seen) == seen


def test_what_stands_in_an_address_is_hidden_wherever_it_stands() -> None:
    known = secrets_of("https://noor:p%40ss-word@host/x")
    assert without_secrets("said p@ss-word and p%40ss-word", known) == "said … and …"
    assert secrets_of("git@host:x") == ()
    assert secrets_of("/media/stick") == ()
    known = secrets_of("https://noor:pa/ss-word=@host/x")
    assert without_secrets("could not resolve host ss-word=, pa/ss-word=", known).count("…") == 2


def test_an_address_whose_password_git_would_take_for_a_host_is_refused() -> None:
    with pytest.raises(errors.BadValue) as refused:
        remotes.refuse_unfit("https://noor:pa/ss-word@host/x.git")
    assert "ss-word" not in f"{refused.value.sentence}{refused.value.hint}"
    remotes.refuse_unfit("https://host:8080/a@b/x.git")


@pytest.mark.parametrize(
    "text",
    [
        "/media/stick/evenings",
        "git@git.example.org:team/evenings.git",
        "https://git.example.org/team/evenings.git",
        "mail noor@example.org about it",
        "https://git.example.org:8080/team/a@b.git",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert without_secrets(text) == text


@pytest.mark.parametrize(
    ("url", "host", "folder"),
    [
        ("https://git.example.org/team/Evenings.git", "git.example.org", "evenings"),
        ("ssh://git@git.example.org:2222/team/evenings", "git.example.org", "evenings"),
        ("git@git.example.org:evenings.git", "git.example.org", "evenings"),
        ("host:path/evenings/", "host", "evenings"),
        ("/media/stick/evenings", "", "evenings"),
        ("./here:there", "", "there"),
        ("file:///srv/evenings", "", "evenings"),
        ("evenings.bundle", "", "evenings"),
        ("https://[::1]:8080/x", "::1", "x"),
        ("https://host", "host", "untitled"),
    ],
)
def test_an_address_names_its_computer_and_a_folder(url: str, host: str, folder: str) -> None:
    assert (remotes.host_of(url), remotes.folder_name(url)) == (host, folder)
