"""What the settings of a repository ask of its contents, and which of its files they leave out."""

from mainstay.analysis.classify.places import Places
from mainstay.analysis.duplication.fingerprints import Shingles
from mainstay.analysis.health.parts import Thresholds
from mainstay.config.globs import Globs
from mainstay.config.settings import Settings
from mainstay.keepers.code.content import Ask
from mainstay.keepers.code.listing import Lister


def ask_of(settings: Settings) -> Ask:
    """Give what contents are asked for by these settings."""
    limits = settings.thresholds
    thresholds = Thresholds(
        limits.cognitive,
        limits.function_lines,
        limits.nesting,
        limits.parameters,
        limits.file_lines,
        limits.class_methods,
    )
    return Ask(thresholds, Shingles(limits.duplication_tokens))


def lister_of(settings: Settings) -> Lister:
    """Give what lists files by these settings."""
    places = Places(
        tests=Globs(settings.tests).match,
        generated=Globs(settings.generated).match,
        vendored=Globs(settings.vendored).match,
    )
    return Lister(places, Globs(settings.exclude).match)
