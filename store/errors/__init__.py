"""Everything that can go wrong, each with one sentence for people, one hint, and its family.

CoproduceError
├── Failed                    exit 1: it could not be done here and now
│   ├── NotAWorkspace
│   ├── BareRepository
│   ├── GitMissing
│   ├── GitTooOld
│   ├── GitFailed
│   │   └── TookTooLong
│   ├── NoIdentity
│   ├── ForeignOperation
│   ├── LockHeld
│   ├── HookRefused
│   ├── HookHung
│   ├── SigningFailed
│   ├── NoKeygen              proof: signatures can be neither made nor checked
│   ├── KeyLocked             proof: a key needs its passphrase, and nobody can be asked
│   ├── KeysUnreadable        proof: which keys are known cannot be read
│   ├── SignedUnreadable      proof: what was signed here before cannot be read
│   ├── NotWritable
│   ├── FolderMissing
│   ├── DiskFull
│   ├── UnsafePath
│   ├── Interrupted
│   ├── NoPlace               sharing: nowhere to share with
│   ├── ShallowHistory        sharing: only a part of the history is here
│   ├── NewerMerge            sharing: joined by a newer coproduce
│   ├── NotAsSaid             sharing: a contribution would not have stayed as it was
│   ├── AlreadySharing        sharing: another window does it right now
│   ├── Busy                  sharing: others were faster, each time
│   ├── NothingThere          sharing: the place holds no workspace
│   ├── PlaceFull
│   ├── PlaceReadOnly
│   ├── PlaceRefused          a rule or check of the place said no
│   ├── PlaceLocked           somebody shares there, or was stopped halfway
│   └── BadBundle
├── WrongWords                exit 2: what was typed or chosen does not fit
│   ├── UnknownReference
│   ├── AmbiguousReference
│   ├── UnknownPerson
│   ├── NoSigningKey          proof: no key of that name, or none at all
│   └── BadValue
├── NeedsPeople               exit 3: only people can decide
│   ├── RecordChanged
│   ├── TextChanged
│   ├── UnknownText           a code that no text of an agreement had
│   ├── SaidSince             an answer to an earlier text, after a later one
│   ├── PutAside              an agreement about which nobody is asked any more
│   ├── ChangedOutside        an agreement's file holds a text that is not saved
│   ├── HistoryRewritten      sharing: a place lost what was shared before
│   ├── UnrelatedPlace        sharing: a place holds another activity
│   └── OtherForm             sharing: a place has another form of history
├── Unreachable               exit 4: network or sign-in
│   ├── HostUnknown
│   ├── NoAnswer
│   ├── PlaceMissing
│   ├── SignInNeeded
│   ├── UnknownHostKey
│   ├── ChangedHostKey
│   └── NotTrusted
└── DamagedWorkspace          exit 5: what is on disk cannot be used as it is
    ├── DamagedRecord
    ├── HistoryMissing
    ├── HistoryUnreadable
    ├── SavedUnreadable       a part of what was saved is broken
    └── NewerFormat
"""

from store.errors.families import (
    CoproduceError,
    DamagedWorkspace,
    Failed,
    NeedsPeople,
    Unreachable,
    WrongWords,
)
from store.errors.here import (
    BareRepository,
    DiskFull,
    FolderMissing,
    ForeignOperation,
    GitFailed,
    GitMissing,
    GitTooOld,
    HookHung,
    HookRefused,
    Interrupted,
    LockHeld,
    NoIdentity,
    NotAWorkspace,
    NotWritable,
    SigningFailed,
    TookTooLong,
    UnsafePath,
    from_os,
)
from store.errors.keys import KeyLocked, KeysUnreadable, NoKeygen, NoSigningKey, SignedUnreadable
from store.errors.places import (
    AlreadySharing,
    BadBundle,
    Busy,
    ChangedHostKey,
    HistoryRewritten,
    HostUnknown,
    NewerMerge,
    NoAnswer,
    NoPlace,
    NotAsSaid,
    NothingThere,
    NotTrusted,
    OtherForm,
    PlaceFull,
    PlaceLocked,
    PlaceMissing,
    PlaceReadOnly,
    PlaceRefused,
    ShallowHistory,
    SignInNeeded,
    UnknownHostKey,
    UnrelatedPlace,
)
from store.errors.records import (
    ChangedOutside,
    DamagedRecord,
    HistoryMissing,
    HistoryUnreadable,
    NewerFormat,
    PutAside,
    RecordChanged,
    SaidSince,
    SavedUnreadable,
    TextChanged,
    UnknownText,
)
from store.errors.words import AmbiguousReference, BadValue, UnknownPerson, UnknownReference

__all__ = [
    "AlreadySharing",
    "AmbiguousReference",
    "BadBundle",
    "BadValue",
    "BareRepository",
    "Busy",
    "ChangedHostKey",
    "ChangedOutside",
    "CoproduceError",
    "DamagedRecord",
    "DamagedWorkspace",
    "DiskFull",
    "Failed",
    "FolderMissing",
    "ForeignOperation",
    "GitFailed",
    "GitMissing",
    "GitTooOld",
    "HistoryMissing",
    "HistoryRewritten",
    "HistoryUnreadable",
    "HookHung",
    "HookRefused",
    "HostUnknown",
    "Interrupted",
    "KeyLocked",
    "KeysUnreadable",
    "LockHeld",
    "NeedsPeople",
    "NewerFormat",
    "NewerMerge",
    "NoAnswer",
    "NoIdentity",
    "NoKeygen",
    "NoPlace",
    "NoSigningKey",
    "NotAWorkspace",
    "NotAsSaid",
    "NotTrusted",
    "NotWritable",
    "NothingThere",
    "OtherForm",
    "PlaceFull",
    "PlaceLocked",
    "PlaceMissing",
    "PlaceReadOnly",
    "PlaceRefused",
    "PutAside",
    "RecordChanged",
    "SaidSince",
    "SavedUnreadable",
    "ShallowHistory",
    "SignInNeeded",
    "SignedUnreadable",
    "SigningFailed",
    "TextChanged",
    "TookTooLong",
    "UnknownHostKey",
    "UnknownPerson",
    "UnknownReference",
    "UnknownText",
    "Unreachable",
    "UnrelatedPlace",
    "UnsafePath",
    "WrongWords",
    "from_os",
]
