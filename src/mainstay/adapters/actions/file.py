"""The kind `file`: write a file whole, remove it, or bring back how it stood before."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mainstay.adapters.actions.files.backups import Backup, Backups, tag_of
from mainstay.adapters.actions.files.beneath import Grounds, Place, Refused
from mainstay.adapters.actions.files.owners import whose_words
from mainstay.adapters.actions.files.replacing import Unsure, bring, may_write
from mainstay.adapters.actions.files.state import LARGEST, State, state_of
from mainstay.adapters.actions.told import end_of, sentence
from mainstay.domain.plan import Value
from mainstay.domain.run import Mark, Result
from mainstay.ports.action import Occasion
from mainstay.present.text.difference import difference


class _Changed(Exception):
    """The file that is to be brought back is not what the run left there; says so."""


@dataclass(frozen=True, slots=True)
class _Errand:
    """How a file stands, how it is to stand, and whether a copy of it must be kept first."""

    now: State
    wanted: State
    keep: bool = False

    @property
    def is_over(self) -> bool:
        """Whether there is nothing left to do."""
        return self.now.is_like(self.wanted)


@dataclass(frozen=True, slots=True)
class FileAction:
    """Writes files beneath `roots` but those that match `hidden` globs; copies of what was there are kept in `backups`.

    Neither these nor `own`, files and folders of this program, are ever written.
    """

    roots: tuple[Path, ...]
    backups: Path
    hidden: tuple[str, ...] = ()
    own: tuple[Path, ...] = ()
    name: str = "file"
    looks: bool = False

    def foresee(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Say what would be written, with the difference; see the port."""
        try:
            with self._grounds().place(str(parameters.get("path"))) as place:
                errand = self._errand(place, parameters, occasion)
                if not errand.is_over and not may_write(place):
                    whose = whose_words(place.folder, place.name)
                    raise Refused(f"this worker may not write in the folder of {place.shown}: {whose}")
                told = _told(place, errand, "would be ")
                return Result(Mark.DONE, sentence(told), end_of(_difference(errand)))
        except (Refused, _Changed) as refusal:
            return Result(Mark.NOT_BEGUN, sentence(str(refusal)))

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Write it; see the port."""
        try:
            with self._grounds().place(str(parameters.get("path"))) as place:
                return self._done(place, parameters, occasion)
        except Refused as refusal:
            return Result(Mark.NOT_BEGUN, sentence(str(refusal)))
        except _Changed as change:
            return Result(Mark.FAILED, sentence(str(change)))
        except Unsure as doubt:
            return Result(Mark.UNKNOWN, sentence(str(doubt)))

    def _grounds(self) -> Grounds:
        return Grounds(self.roots, self.hidden, (self.backups, *self.own))

    def _done(self, place: Place, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        errand = self._errand(place, parameters, occasion)
        if errand.keep:
            backup = Backup(place.path, errand.now, errand.wanted.digest)
            Backups(self.backups).keep(occasion.run, occasion.step, backup)
        memo: dict[str, Value] = {"was": errand.now.digest, "left": errand.wanted.digest}
        told = sentence(_told(place, errand, "was "))
        # A draft of the run that is taken back goes too; whoever still wrote it can put it nowhere then.
        tag = tag_of(occasion.undoes or occasion.run, occasion.step)
        bring(place, errand.now, errand.wanted, tag, occasion.stopped)
        return Result(Mark.DONE, told, memo=memo)

    def _errand(self, place: Place, parameters: Mapping[str, Value], occasion: Occasion) -> _Errand:
        now = state_of(place)
        if parameters.get("restore"):
            return _Errand(now, self._before(place, now, occasion))
        wanted = now.holding(_content(parameters), _mode(parameters))
        kept = Backups(self.backups).get(occasion.run, occasion.step)
        if now.is_like(wanted):
            return _Errand(now, wanted, keep=kept is None)
        before = kept.before if kept is not None else now
        if kept is not None and now.digest not in {kept.before.digest, kept.leaves}:
            raise Refused(f"{place.shown} was changed by somebody else since this was first tried")
        if parameters.get("was", before.digest) != before.digest:
            raise Refused(
                f"{place.shown} does not hold what it should before (SHA-256 {before.digest or 'of none'})"
            )
        return _Errand(now, wanted, keep=kept is None)

    def _before(self, place: Place, now: State, occasion: Occasion) -> State:
        """Give how a file stood before the run that is taken back. Raises Refused, and _Changed where it must stay as it is."""
        if not occasion.undoes:
            raise Refused("there is no run to take back, so nothing was kept to be brought back")
        kept = Backups(self.backups).get(occasion.undoes, occasion.step)
        if kept is None or kept.path != place.path:
            raise Refused(
                f"no copy of {place.shown} was kept for step {occasion.step} of run {occasion.undoes}"
            )
        if not now.is_like(kept.before) and now.digest != kept.leaves:
            raise _Changed(f"{place.shown} was changed since by somebody else, and is left as it is")
        return kept.before


def _content(parameters: Mapping[str, Value]) -> bytes | None:
    if parameters.get("absent"):
        return None
    content = parameters.get("content")
    if not isinstance(content, str):
        raise Refused("it is not said what the file is to hold")
    try:
        data = content.encode()
    except UnicodeEncodeError as error:
        raise Refused("what the file is to hold is no UTF-8") from error
    if len(data) > LARGEST:
        raise Refused(f"what the file is to hold has more than {LARGEST} bytes")
    return data


def _mode(parameters: Mapping[str, Value]) -> int | None:
    mode = parameters.get("mode")
    return int(mode, 8) if isinstance(mode, str) else None


def _told(place: Place, errand: _Errand, would: str) -> str:
    now, wanted = errand.now, errand.wanted
    if errand.is_over:
        return f"{place.shown} is as it should be: nothing {would}changed"
    if wanted.content is None:
        return f"{place.shown} ({len(now.content or b'')} bytes) {would}removed"
    before = "where there was none" if now.content is None else f"in place of {len(now.content)} bytes"
    return f"{place.shown} {would}written: {len(wanted.content)} bytes {before}, mode {wanted.mode:04o}"


def _difference(errand: _Errand) -> str:
    return difference(errand.now.content or b"", errand.wanted.content or b"")
