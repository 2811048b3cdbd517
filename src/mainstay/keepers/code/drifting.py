"""How imports stood at an earlier commit: remembered, or its files read and a worker asked, to tell what became of them."""

import hashlib
from collections.abc import Sequence

from mainstay.analysis.architecture.drift import Since
from mainstay.analysis.architecture.resolving import LANGUAGES
from mainstay.analysis.architecture.structure import Structure
from mainstay.analysis.usage.project import declares
from mainstay.config.settings import Settings
from mainstay.domain.errors import RunFailed
from mainstay.domain.notice import Notice, Weight
from mainstay.keepers.code.declared import declarations, declared, may_hold_contracts, speaks_of_imports
from mainstay.keepers.code.examination import Examination
from mainstay.keepers.code.listing import Listed, Lister
from mainstay.keepers.code.memory import IMPORTS, read_structure, write
from mainstay.keepers.code.reading import Contents
from mainstay.keepers.code.surveying import Asked, is_tiny, structure, structure_in_worker
from mainstay.keepers.code.usage import told
from mainstay.keepers.code.worker import WORKER_MEND, Wanted
from mainstay.ports.cache import Cache
from mainstay.ports.source import Source
from mainstay.steps.observe.bounded import Awaited, WorkerEnded, done_here


class Drifting:
    """The structure of one earlier commit under way: `begin`, then `ask`, then `result` waits for the answer."""

    def __init__(
        self, source: Source, cache: Cache, contents: Contents, lister: Lister, settings: Settings
    ) -> None:
        """Take what reading needs; the `settings` say what is left out, and what folders may import."""
        self._source, self._cache, self._contents, self._lister = source, cache, contents, lister
        self._settings = settings
        self.notices: list[Notice] = []
        self.since: Since | None = None
        self.listed: dict[str, list[Listed]] = {}
        """All files of the commit, where it had to be listed."""
        self._key = ""
        self._contracts: dict[str, str] = {}
        self._files: list[Listed] = []
        self._asked: Asked | None = None
        self._known: Structure | None = None
        self._under_way: Awaited[Structure] | None = None

    def begin(self, since: Since | None, files: Sequence[Listed]) -> list[Wanted]:
        """Look whether the commit is remembered, else list it and name the contents that must be examined.

        `files` are those of now, once their sizes are known: the commit is judged by the contracts that stand there. It must
        be asked before the same contents are for other ends, for which nobody reads names.
        """
        if since is None:
            return []
        self._contracts, _ = declared(self._contents, files, may_hold_contracts)
        self._key = f"{since.commit}:{self._salt()}"
        self.since = since
        self._known = read_structure(self._cache.get(IMPORTS, [self._key]).get(self._key))
        if self._known is not None:
            return []
        try:
            entries = self._source.tree(since.commit)
        except RunFailed:
            self.leave_out("The commit cannot be read", "git fsck")
            return []
        everything = self.listed[since.commit] = self._lister.list(entries)
        self._files = [one for one in everything if _tells(one)]
        self._contents.named.update(one.oid for one in self._files if one.language in LANGUAGES)
        return self._contents.missing(self._files)

    def leave_out(self, why: str, mend: str) -> None:
        """Say that drift cannot be told, and why."""
        text = f"Drift of the architecture is not told. {why}."
        self.notices.append(Notice("drift-left-out", text, Weight.LIMIT, mend))
        self.since = None

    def ask(self, examination: Examination) -> None:
        """Ask for the structure, once all contents were examined."""
        if self.since is None or self._known is not None:
            return
        contents, settings = self._contents, self._settings
        dependencies, _ = declared(contents, self._files, declares)
        manifests, _ = declared(contents, self._files, speaks_of_imports)
        self._asked = Asked(
            files=tuple(told(one, contents) for one in self._files if one.language in LANGUAGES),
            declarations=declarations(self._source, contents, dependencies),
            executed={},
            architectural=declarations(self._source, contents, manifests),
            contracts=declarations(self._source, contents, self._contracts),
            layers=settings.layers,
            forbidden=settings.forbidden_imports,
        )
        if not is_tiny(self._asked):
            self._under_way = examination.aside(structure_in_worker, self._asked)

    def result(self) -> Structure | None:
        """Give the structure; None, with a notice, where no worker survived it, and where no commit is to be looked at."""
        if self.since is None or self._known is not None:
            return self._known
        try:
            if self._under_way is not None:
                self._known = self._under_way.result()
            elif self._asked is not None:
                self._known = done_here(structure, self._asked)
        except WorkerEnded as ended:
            self.leave_out(f"The worker that looked for it {ended.how}", WORKER_MEND)
        if self._known is None:
            return None
        # What cannot be read now may be there again the next time.
        if not any(map(self._contents.is_unreadable, self._files)):
            self._cache.put(IMPORTS, {self._key: write(self._known)})
            self._cache.keep_only(IMPORTS, [self._key])
        return self._known

    def _salt(self) -> str:
        """Name all that the answer depends on beside the commit."""
        seen = [self._settings.digest(), self._contents.ask.digest]
        seen += [f"{oid} {path}" for path, oid in sorted(self._contracts.items())]
        return hashlib.sha256("\0".join(seen).encode("utf-8", "surrogatepass")).hexdigest()


def _tells(one: Listed) -> bool:
    return one.language in LANGUAGES or declares(one.path) or speaks_of_imports(one.path)
