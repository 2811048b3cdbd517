"""The gate, explained: what fails a change, and what it is held against."""

from mainstay.domain.topic import Topic

GATE = Topic(
    code="gate",
    group="Figures",
    title="The gate",
    summary="With --new-only a change is held against its base, and only what it introduced or made worse counts.",
    paragraphs=(
        "The base is what --base names, else the place where the change left the target branch of the pipeline or the default "
        "one. A finding is new where nothing of its code was known there, be it under another name, in another file or laid "
        "out differently; it was made worse where its figure has grown by more than a tenth.",
        "--fail-on says what ends with exit code 1: an urgency (low, medium, high), codes of findings, score<N, several "
        "parted by commas. Without --new-only the same counts for all that is found. Exit code 5 says that what was "
        "asked for could not be judged, so that a gate does not open for want of evidence.",
        "docs/how-to/gate.md sets it up in a pipeline.",
    ),
    see=("movement", "does-not-parse"),
)
