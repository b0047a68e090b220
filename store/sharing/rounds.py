"""The rounds of one sharing: get, bring together, pass on, land; anew when others were faster."""

import random
import time
from collections.abc import Mapping, Sequence

import msgspec

from store import errors
from store.desk import Desk
from store.files import Probe
from store.sharing import exchange, landing, marks, remotes, telling
from store.sharing.exchange import Apart
from store.sharing.marks import Trouble
from store.sharing.network import Cancelled, Fetched, Network, Progress
from store.sharing.outcome import Synced, state_of, with_differences
from store.sharing.remotes import Place, tracking
from store.sharing.state import places_behind
from store.sharing.stopping import when_asked

ATTEMPTS = 6
_PAUSE = 0.06
_TICK = 0.05


class Sharing:
    """One sharing on its way, over as many rounds as it takes."""

    def __init__(
        self,
        desk: Desk,
        places: Sequence[Place],
        network: Network,
        progress: Progress,
        cancelled: Cancelled,
        probe: Probe,
    ) -> None:
        self._desk = desk
        self._repository = desk.repository
        self._places = places
        self._progress = progress
        self._stop = when_asked(cancelled)
        self._probe = probe
        self._network = network
        self._before = exchange.local_head(desk.repository)
        self._people = telling.people(desk)
        self._sent: set[str] = set()
        self._received: set[str] = set()
        self._problems: dict[str, errors.CoproduceError] = {}
        self._notes: list[str] = []
        self._looked_at = ""
        self._known: dict[str, str] = {}

    def run(self, *, rejoin: bool) -> Synced:
        """Share, beginning anew from our own newest change whenever others were faster."""
        left = 0
        for attempt in range(ATTEMPTS):
            if attempt:
                self._pause(attempt)
            self._problems.clear()
            self._notes.clear()
            local = exchange.local_head(self._repository)
            tips = self._tips(local, rejoin=rejoin)
            differ = {p.name: exchange.apart(self._repository, local, t) for p, t in tips}
            left = max((len(each.ours) for each in differ.values()), default=0)
            target = self._together(local, tips, differ)
            if not self._pass_on(tips, target, differ, last=attempt == ATTEMPTS - 1):
                continue
            synced = self._land(local, target, tips)
            if synced is not None:
                return synced
        raise errors.Busy(left)

    def remember(self, problem: errors.CoproduceError) -> None:
        """Remember privately what stood in the way, for those who look into it later."""
        trouble = dict(marks.read(self._repository.paths).trouble)
        named = self._problems or {self._places[0].name: problem}
        if not isinstance(problem, errors.Interrupted):
            trouble |= {name: _trouble(each) for name, each in named.items()}
        self._mark(trouble=trouble)

    def _tips(self, local: str, *, rejoin: bool) -> list[tuple[Place, str]]:
        """Ask every place what it has; those that cannot be asked are noted.

        Raises HistoryRewritten or UnrelatedPlace, and the first problem when no place answered.
        """
        self._progress("Getting what others shared")
        tips: list[tuple[Place, str]] = []
        for found in self._network.fetch(self._places):
            problem = found.problem
            if problem is None:
                try:
                    self._accept(local, found, rejoin=rejoin)
                except errors.NeedsPeople as refused:
                    problem = refused
            if problem is None:
                tips.append((found.place, found.tip))
                # A place that was emptied is remembered as it was.
                self._known[found.place.name] = found.tip or found.before
            else:
                self._problems[found.place.name] = problem
        self._probe("fetched")
        decide = [p for p in self._problems.values() if isinstance(p, errors.NeedsPeople)]
        if decide:
            raise decide[0]
        if not tips:
            raise next(iter(self._problems.values()))
        return tips

    def _accept(self, local: str, found: Fetched, *, rejoin: bool) -> None:
        """Raise when what a place has cannot simply be brought together with what is here."""
        repository, place = self._repository, found.place
        if not found.tip or found.tip == found.before:
            return
        if not found.before or found.rewritten:
            try:
                exchange.refuse_unrelated(repository, local, found.tip, place.where)
            except errors.UnrelatedPlace:
                if not found.before:
                    remotes.forget_tip(repository, place.name, found.tip)
                raise
        if found.rewritten:
            kept = remotes.seen(place.name, found.before)
            repository.write("update-ref", kept, found.before, keep=self._network.held)
            if not rejoin:
                lost = exchange.count(repository, found.before, f"^{found.tip}")
                raise errors.HistoryRewritten(place.where, lost, kept)
            self._remember_tip(place, found.tip, found.before)
            arriving = remotes.arriving(place.name)
            repository.write("update-ref", "-d", arriving, found.tip, keep=self._network.held)

    def _together(
        self, local: str, tips: Sequence[tuple[Place, str]], differ: Mapping[str, Apart]
    ) -> str:
        """Return the commit that has everything; nothing points to it yet."""
        self._received = {c for each in differ.values() for c in each.theirs}
        looked_at = marks.read(self._repository.paths).looked_at
        if looked_at == local and all(tip == local for _, tip in tips):
            return local
        self._stop()
        self._progress("Bringing it together")
        new = [tip for place, tip in tips if differ[place.name].behind]
        repository, stop = self._repository, self._stop
        target, notes = exchange.bring_together(repository, local, new, looked_at, stop)
        self._looked_at = target
        self._notes += notes
        joins = {c: parents for each in differ.values() for c, parents in each.joins.items()}
        self._notes += exchange.joined_elsewhere(repository, joins, looked_at, stop)
        self._probe("together")
        return target

    def _pass_on(
        self,
        tips: Sequence[tuple[Place, str]],
        target: str,
        differ: Mapping[str, Apart],
        *,
        last: bool,
    ) -> bool:
        """Pass `target` on to every place that lacks it; False when others were faster.

        At the `last` attempt a place that is locked, or too busy while others are not, is in
        trouble like any other, so that what came in can land.
        """
        for place, tip in tips:
            if tip == target:
                continue
            self._stop()
            self._progress("Sharing what you saved")
            pushed = self._network.push(place, target)
            self._probe("passed on")
            if pushed.lost and not (last and (pushed.lock or len(tips) > 1)):
                return False
            if pushed.lost:
                waiting = len(differ[place.name].ours)
                locked = errors.PlaceLocked(place.where, pushed.lock) if pushed.lock else None
                self._problems[place.name] = locked or errors.Busy(waiting)
                continue
            if pushed.problem is not None:
                self._problems[place.name] = pushed.problem
                continue
            self._sent |= differ[place.name].ours
            self._remember_tip(place, target, self._known[place.name])
            self._probe("remembered")
        return True

    def _land(
        self,
        local: str,
        target: str,
        tips: Sequence[tuple[Place, str]],
    ) -> Synced | None:
        """Move our own branch and files; None when somebody saved here meanwhile."""
        in_the_way: tuple[str, ...] = ()
        if target != local:
            self._raise_unreached(tips)
            now = self._desk.clock()
            landed = landing.land(self._repository, local, target, now, probe=self._probe)
            if not landed.moved and not landed.in_the_way:
                return None
            self._notes += telling.landed(self._desk, landed, self._people)
            in_the_way = landed.in_the_way
        self._raise_refused(tips)
        waiting = len(self._received) if in_the_way else 0
        if in_the_way:
            self._notes.insert(0, telling.in_the_way(in_the_way, waiting))
        named = {place.name: place for place in self._places}
        self._notes += [telling.in_trouble(named[n], p) for n, p in self._problems.items()]
        self._tell_plain_git()
        self._finished(in_the_way)
        return self._synced(local if in_the_way else target, tuple(in_the_way))

    def _tell_plain_git(self) -> None:
        """Let plain git's own names for what a place has say the same as ours, where it has any."""
        repository = self._repository
        for place in self._places:
            plain = f"refs/remotes/{place.name}/main"
            tip, known = repository.resolve(tracking(place.name)), repository.resolve(plain)
            if tip and tip != known:
                before = known or "0" * len(tip)
                repository.write("update-ref", plain, tip, before, check=False)

    def _remember_tip(self, place: Place, tip: str, before: str) -> None:
        remotes.remember_tip(self._repository, place.name, tip, before, self._network.held)

    def _raise_unreached(self, tips: Sequence[tuple[Place, str]]) -> None:
        """Raise when the line broke to every place: then nothing is moved, only tried anew."""
        problems = [self._problems.get(place.name) for place, _ in tips]
        broken = [p for p in problems if isinstance(p, errors.Unreachable)]
        if len(broken) == len(problems):
            raise broken[0]

    def _raise_refused(self, tips: Sequence[tuple[Place, str]]) -> None:
        """Raise when no place took what is here; what others shared has landed all the same."""
        problems = [self._problems.get(place.name) for place, _ in tips]
        refused = [p for p in problems if p is not None]
        if len(refused) == len(problems):
            raise refused[0]

    def _synced(self, head: str, in_the_way: tuple[str, ...]) -> Synced:
        to_share = bool(places_behind(self._repository))
        return Synced(
            sent=len(self._sent),
            received=0 if in_the_way else len(self._received),
            differences=with_differences(self._desk),
            state=state_of(self._desk, waits=bool(in_the_way), to_share=to_share),
            head=head,
            notes=tuple(dict.fromkeys(self._notes)),
            before=self._before,
            problems=dict(self._problems),
        )

    def _finished(self, in_the_way: tuple[str, ...]) -> None:
        trouble = {name: _trouble(problem) for name, problem in self._problems.items()}
        when = self._desk.clock().isoformat(timespec="seconds")
        self._mark(trouble=trouble, last=when, waiting=in_the_way)

    def _mark(
        self, *, trouble: Mapping[str, Trouble], last: str = "", waiting: tuple[str, ...] = ()
    ) -> None:
        paths = self._repository.paths
        before = marks.read(paths)
        kept = {name: each for name, each in trouble.items() if name in self._names}
        marks.write(
            paths,
            msgspec.structs.replace(
                before,
                begun=False,
                trouble=kept,
                last=last or before.last,
                waiting=waiting,
                looked_at=(self._looked_at if last else "") or before.looked_at,
            ),
        )

    @property
    def _names(self) -> set[str]:
        return {place.name for place in self._places}

    def _pause(self, attempt: int) -> None:
        """Wait a little, longer each time and never as long as the others."""
        until = time.monotonic() + random.uniform(0.3, 1) * _PAUSE * 2**attempt  # noqa: S311
        while time.monotonic() < until:
            self._stop()
            time.sleep(min(_TICK, max(0.0, until - time.monotonic())))


def _trouble(problem: errors.CoproduceError) -> Trouble:
    return Trouble(problem.code, f"{problem.sentence} {problem.hint}".strip())
