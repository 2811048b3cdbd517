"""What a report may say about the cache, explained."""

from mainstay.domain.topic import Topic

_GROUP = "Notices"

TOPICS: tuple[Topic, ...] = (
    Topic(
        code="cache-unavailable",
        group=_GROUP,
        title="No cache",
        summary="Nothing is kept for the next run, which will take as long as this one. The report is whole.",
        paragraphs=(
            "The cache lies in `.mainstay/` of the repository, and the key that seals it in the user's state folder. "
            "One of them cannot be made, written or read; the notice says which.",
            "Give room or permission where it says so, or run with `--no-cache` where nothing should be kept.",
        ),
    ),
    Topic(
        code="cache-refused",
        group=_GROUP,
        title="A cache that is not ours alone",
        summary="The cache's folder, file or key could be changed by somebody else, so it is neither read nor written.",
        paragraphs=(
            "Who can write a cache can write a report. A link in its place, another owner, or permissions that let others "
            "write are therefore refused, of the cache and of the repository's folder that it lies in; the notice says what "
            "to remove or to change. So root keeps nothing in the repositories of others.",
        ),
    ),
    Topic(
        code="cache-rebuilt",
        group=_GROUP,
        title="A cache made anew",
        summary="The cache's file was damaged or written by another version. It was thrown away; only time was lost.",
        paragraphs=(
            "It holds nothing that cannot be found again, so it is never mended and never migrated.",
        ),
    ),
    Topic(
        code="cache-forged",
        group=_GROUP,
        title="Cache entries that were not believed",
        summary="Some entries do not bear the seal of this program for this user, and were looked up anew.",
        paragraphs=(
            "Every entry is sealed with a key that lies outside the repository. A cache that came with a repository, was "
            "copied from another user or was changed by hand has no such seal.",
            "If this repository is yours alone, ask who wrote to its `.mainstay/` folder. Removing the folder is always safe.",
        ),
    ),
    Topic(
        code="cache-busy",
        group=_GROUP,
        title="A cache in use",
        summary="Another run was writing the cache at the same time, so this one went without it.",
        paragraphs=("Both reports are whole. The next run finds what the other one kept.",),
    ),
    Topic(
        code="cache-too-large",
        group=_GROUP,
        title="Results too large to keep",
        summary="Some results would have filled half of the cache by themselves and are found again at the next run.",
    ),
)
