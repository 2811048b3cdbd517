"""Which base a change is held against: what was asked for, else what the pipeline says, else the default branch."""

import re
from collections.abc import Iterator, Mapping

from mainstay.domain.comparison import Candidate, Question

_GITHUB, _GITLAB, _JENKINS = "GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "CHANGE_TARGET"
_GITLAB_BASE = "CI_MERGE_REQUEST_DIFF_BASE_SHA"
_OID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_MERGED = re.compile(r"refs/pull/[0-9]+/merge")
_DEEPEN = (
    ("GITHUB_ACTIONS", "give actions/checkout `fetch-depth: 0`, or run: git fetch --unshallow origin"),
    ("GITLAB_CI", "set the variable GIT_DEPTH: 0 for the job, or run: git fetch --unshallow origin"),
    (
        "JENKINS_URL",
        "take away `shallow` in the checkout's clone options, or run: git fetch --unshallow origin",
    ),
)


def question(base: str | None, environment: Mapping[str, str]) -> Question:
    """Ask for a base: `base` where it was given, else by the well-known variables of pipelines in `environment`."""
    deepen = next((mend for name, mend in _DEEPEN if environment.get(name)), "git fetch --unshallow")
    if base is not None:
        return Question((Candidate(base, "--base", demanded=True),), deepen=deepen)
    merged = bool(environment.get(_GITHUB)) and bool(_MERGED.fullmatch(environment.get("GITHUB_REF", "")))
    return Question((*_of_pipeline(environment), *_defaults()), merged, deepen)


def _of_pipeline(environment: Mapping[str, str]) -> Iterator[Candidate]:
    commit = environment.get(_GITLAB_BASE, "")
    if _OID.fullmatch(commit):
        yield Candidate(commit, _GITLAB_BASE)
    for variable in (_GITHUB, _GITLAB, _JENKINS):
        branch = environment.get(variable, "")
        if branch:
            yield Candidate(f"refs/remotes/origin/{branch}", variable)
            yield Candidate(f"refs/heads/{branch}", variable, demanded=True)


def _defaults() -> Iterator[Candidate]:
    for remote in ("upstream", "origin"):
        yield Candidate(f"refs/remotes/{remote}/HEAD", f"the default branch of {remote}")
    for name in ("origin/main", "origin/master", "main", "master"):
        kind = "refs/remotes" if "/" in name else "refs/heads"
        yield Candidate(f"{kind}/{name}", "by its name")
