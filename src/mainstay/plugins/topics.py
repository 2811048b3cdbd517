"""What `mainstay explain` tells of plugins: what is said where one of them fails or tells what cannot be used."""

from mainstay.domain.topic import Topic

_GROUP = "Notices"
_CHECK = "`mainstay plugins check NAME` runs the conformance suite on it and says which rule it breaks."

TOPICS = (
    Topic(
        "plugin-failed",
        _GROUP,
        "Plugin failed",
        "A plugin told nothing, so its findings and figures are missing; all else is as it would be without it.",
        (
            "It may have raised an exception, run longer than --plugin-seconds, used up its memory, answered more than 16 MiB, "
            "been written for another version of the interface, or share its name with a plugin of "
            "another distribution; the notice says which. A look with a failed plugin is not remembered.",
            "With --fail-on the exit code is then 5, unless the findings that there are call for 1 already: a gate must not "
            "open because what guards it fell over.",
            _CHECK,
        ),
        see=("plugin-refused", "plugin-cut", "plugins-left-out"),
    ),
    Topic(
        "plugin-refused",
        _GROUP,
        "Plugin told what cannot be used",
        "Some findings or figures of a plugin were left out.",
        (
            "A finding must be at one of the files that the plugin was shown, have a code that the plugin declares, an urgency "
            "that there is, a text, and numbers that can be compared. The notice names the first few and what is wrong.",
            _CHECK,
        ),
        see=("plugin-failed",),
    ),
    Topic(
        "plugin-cut",
        _GROUP,
        "Plugin told too much",
        "A plugin told more than a report holds: the first 10,000 findings and 100 figures are taken.",
        ("It should tell one finding for a file rather than one for a line, or only what is worth mending.",),
        see=("plugin-failed",),
    ),
    Topic(
        "plugins-unconfined",
        _GROUP,
        "Plugins not fully confined",
        "A plugin ran, but this system lacks a means that keeps it from what it need not reach.",
        (
            "Landlock (Linux 5.13, for signals 6.12) keeps it from files, seccomp from networks, from the modes and times of "
            "files and from other processes; capabilities are given up everywhere on Linux. A kernel may be older, have "
            "landlock switched off, or be another system; on processors other than x86_64 and aarch64 there is no filter for "
            "seccomp. The notice says which part is missing.",
            "What a plugin finds is the same. Without these it can do what a program of yours can, so install only such as you "
            "would run yourself.",
        ),
        see=("plugin-failed",),
    ),
    Topic(
        "plugins-left-out",
        _GROUP,
        "Plugins left out",
        "Plugins were chosen but not asked, for there is no work tree to show them.",
        (
            "A bare repository has none, and with --head-only the report is of the commit and not of what lies in the folder, "
            "which is all that a plugin can be shown. Check out the commit and look at that.",
        ),
        see=("plugin-failed",),
    ),
)
