"""The suite that the author of a plugin runs: a class to inherit from in one test, for pytest or any runner like it.

```python
from mainstay.plugins.conformance import CollectorConformance


class TestLongLines(CollectorConformance):
    plugin = "long-lines"
```
"""

import json
import subprocess
import sys
from functools import cache
from typing import Any, ClassVar

_PATIENCE = 600  # seconds; each trial within has a limit of its own


@cache
def _verdicts(plugin: str) -> dict[str, dict[str, Any]]:
    """Have Mainstay try a plugin, once for all tests of a run, as `mainstay plugins check` does."""
    command = [sys.executable, "-P", "-m", "mainstay", "plugins", "check", plugin, "--format", "json"]
    done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
    if not done.stdout:
        raise AssertionError(done.stderr.decode("utf-8", "replace").strip())
    return {verdict["rule"]: verdict for verdict in json.loads(done.stdout)["verdicts"]}


class _Conformance:
    """What a suite has: the installed `plugin`, and how one of its rules is looked at."""

    plugin: ClassVar[str]

    def _holds(self, rule: str) -> None:
        verdict = _verdicts(self.plugin)[rule]
        if not verdict["kept"]:
            raise AssertionError(f"{self.plugin} breaks the rule {rule}: {verdict['text']}")


class CollectorConformance(_Conformance):
    """The rules that a collector keeps to, a test each. Inherit, and name the installed `plugin`."""

    def test_it_starts(self) -> None:
        """It loads, and is a collector for this version of the interface."""
        self._holds("starts")

    def test_it_answers(self) -> None:
        """It answers within its limits, and tells only what can be used."""
        self._holds("answers")

    def test_it_tells_the_same_twice(self) -> None:
        """Of the same files it tells the same twice."""
        self._holds("same-twice")

    def test_it_writes_nothing(self) -> None:
        """It changes nothing in the work tree."""
        self._holds("writes-nothing")

    def test_its_options_have_types_and_good_defaults(self) -> None:
        """Its options have types and good defaults."""
        self._holds("options")

    def test_it_bears_an_empty_repository(self) -> None:
        """It bears a repository without files."""
        self._holds("empty-repository")

    def test_it_bears_odd_names(self) -> None:
        """It bears hostile file names."""
        self._holds("odd-names")

    def test_it_bears_odd_contents(self) -> None:
        """It bears contents that are no text."""
        self._holds("odd-contents")

    def test_it_bears_a_huge_file(self) -> None:
        """It bears a file larger than its memory."""
        self._holds("huge-file")

    def test_it_bears_unreadable_files(self) -> None:
        """It bears files that are gone, no files, or not to be read."""
        self._holds("unreadable-files")


class ActionConformance(_Conformance):
    """The rules that an action keeps to, a test each. Inherit, and name the installed `plugin`."""

    def test_it_starts(self) -> None:
        """It loads, and is an action for this version of the interface."""
        self._holds("starts")

    def test_it_foresees(self) -> None:
        """It says in words what it would do, within its limits."""
        self._holds("foresees")

    def test_to_foresee_changes_nothing(self) -> None:
        """To foresee changes nothing."""
        self._holds("foresee-changes-nothing")

    def test_it_acts(self) -> None:
        """It gives a result that can be believed, within its limits, also on a later look."""
        self._holds("acts")

    def test_it_does_nothing_twice_under_one_key(self) -> None:
        """Tried again under the same key it does nothing twice."""
        self._holds("same-key-twice")

    def test_it_tells_whether_it_looks(self) -> None:
        """It changes nothing where it says that it looks."""
        self._holds("looks")

    def test_its_parameters_have_types(self) -> None:
        """Its parameters have types, and others are refused before it begins."""
        self._holds("parameters")
