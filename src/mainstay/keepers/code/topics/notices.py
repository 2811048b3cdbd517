"""What limits a report, explained."""

from mainstay.domain.topic import Topic

_GROUP = "Notices"


def _topic(code: str, title: str, summary: str, *paragraphs: str) -> Topic:
    return Topic(code=code, group=_GROUP, title=title, summary=summary, paragraphs=paragraphs)


NOTICES: tuple[Topic, ...] = (
    _topic(
        "shallow-clone",
        "A shallow clone",
        "Older history is not here, so nothing that needs it is told.",
        "Fetch it with `git fetch --unshallow`. In CI, ask the checkout step for the whole history (a depth of 0).",
    ),
    _topic(
        "no-commits",
        "Nothing is committed",
        "There is no history yet; what lies in the work tree is looked at.",
    ),
    _topic(
        "detached-head", "No branch is checked out", "The report is about the commit that is checked out."
    ),
    _topic(
        "repository-unread",
        "A repository could not be forecast",
        "Its objects could not be read; all else that was asked for is forecast.",
    ),
    _topic(
        "repository-without-days",
        "A repository has no day to forecast from",
        "A forecast of code goes by what stood at the end of each day (UTC). No commit did: there is none, or the first one is "
        "of today, or all dates lie in a time to come.",
    ),
    _topic(
        "days-left-out",
        "A repository is too large for all days that were asked for",
        "The trees of all days together are read up to ten million files, from today back.",
    ),
    _topic(
        "base-lines-left-out",
        "Files that tell what a repository builds on were not read",
        "Dockerfiles, declarations and pipelines are read up to 256 KiB each, 16 MiB and 2,000 files together, those nearest "
        "the root first: of the others no end of support is told.",
    ),
    _topic("bare-repository", "A bare repository", "There is no work tree; what is committed is looked at."),
    _topic(
        "partial-clone",
        "A partial clone",
        "Contents that are not here are not fetched, for looking never goes over the network.",
        "Fetch them with `git fetch --refetch --no-filter`.",
    ),
    _topic("sparse-checkout", "A sparse checkout", "What is not checked out is read from the commit."),
    _topic("submodules", "Submodules", "They are repositories of their own; look at each by itself."),
    _topic(
        "alternates",
        "Borrowed objects",
        "The repository borrows objects from another place, which may lie anywhere on this machine.",
        "They are read only with --follow-alternates, so that a repository from elsewhere cannot make its report show "
        "what it could not read itself.",
    ),
    _topic(
        "grafts",
        "Grafted history",
        "Parents changed in info/grafts are not followed; git itself has given them up.",
    ),
    _topic("replaced-objects", "Replaced objects", "Substitutes made with git replace are not followed."),
    _topic(
        "work-tree-elsewhere",
        "A work tree named elsewhere",
        "The repository's configuration names another folder as its work tree.",
        "It is not followed: a repository does not choose what is read on this machine.",
    ),
    _topic(
        "machine-commits",
        "Commits of programs",
        "Programs made some of the commits: updates of dependencies, backports, formatting.",
        "They are known by their authors' names, and count neither as work of people nor as fixes. Renames in them are "
        "followed all the same.",
    ),
    _topic(
        "layout-commits",
        "Commits that only change how code looks",
        "They touch many files and say that they reformat, or .git-blame-ignore-revs names them.",
        "They count neither as changes nor as knowledge of the files that they touch. A message counts that names a formatter "
        "or what such a commit does, in a commit over ten files or more.",
    ),
    _topic(
        "ignored-revisions",
        "Hashes to be ignored that name nothing",
        ".git-blame-ignore-revs is too large to be read, or names commits that this history does not hold.",
        "Mostly the history was rewritten after they were written down, or the clone is shallow. Full hashes are needed, one "
        "a line.",
    ),
    _topic(
        "doubtful-dates",
        "Commits whose dates cannot be true",
        "They are older than commits that they build on, from before 1971, or more than ten years in the future.",
        "A clock was wrong. Figures that go by time take for such a commit the time between its neighbours on the mainline; "
        "one beside the mainline counts as made just before it was merged. Which dates are believed is told by the "
        "longest chain of commits whose dates agree with each other; a day's difference is no matter.",
    ),
    _topic(
        "usage-left-out",
        "Nothing is told of what nobody uses",
        "The worker that looks for unused code, circles of imports and dependencies took too long, or too much memory.",
    ),
    _topic(
        "unreadable-history",
        "History that cannot be read",
        "Some old contents are missing or corrupt, so a renamed file is followed only where it stayed the same.",
    ),
    _topic(
        "history-left-out",
        "The past could not be read",
        "Git could not read the history, so nothing is told of commits, people and trends.",
        "Mostly a commit or a tree is missing or corrupt; `git fsck` names it. What is there now is looked at all the same.",
    ),
    _topic(
        "trend-gaps",
        "Moments that are missing",
        "Trees of the past year are missing or corrupt, so the trend has no figures for these moments.",
        "`git fsck` names them.",
    ),
    _topic(
        "churn-left-out",
        "Changed lines not all counted",
        "Git stopped while it counted added and deleted lines; what it had counted by then stands.",
    ),
    _topic(
        "work-tree-left-out",
        "Uncommitted changes left out",
        "The index is damaged or the files could not be compared with it, so the report is of the commit alone.",
        "`git status` tells what is wrong. A damaged index is made anew by `rm .git/index` and `git reset`; no file changes.",
    ),
    _topic(
        "unreadable-files",
        "Contents that cannot be read",
        "Objects are missing or corrupt; `git fsck` names them. The rest of the report is as it would be without them.",
    ),
    _topic(
        "unreadable-work-files",
        "Files of the work tree that cannot be read",
        "They were gone, no plain files, above 16 MiB, beyond 256 MiB in all, or not permitted when they were to be read.",
        "A folder of data that is not committed belongs in .gitignore.",
    ),
    _topic("oversized-files", "Very large files", "Files above 16 MiB are named and not read."),
    _topic(
        "unparsed-files",
        "Files that did not parse",
        "Their figures are those of the parts that could be read.",
        "Each that is source or a test is a finding does-not-parse, with the place (mainstay list --code does-not-parse); one "
        "that is data, or made elsewhere, is told here alone. Files of which the grammar understood a part, and that nothing "
        "here can call wrong, are no such files: see files-read-in-part.",
        "Once files that are too hard to parse have taken a minute, others that repeat themselves so are given up at once.",
    ),
    _topic(
        "files-read-in-part",
        "Files that were read in part",
        "Our grammar did not understand all of these files; that need not be a fault of theirs, and it is no finding.",
        "Macros, new syntax and templates are the usual causes. The functions that were understood have all their figures and "
        "are judged as everywhere; of what was not understood the lines and the copies are counted, and no function, decision "
        "or import. So the complexity of these files is a lower bound, and a function beside such a place may seem "
        "shorter than it is. In C, C++ and C#, where a directive stands at a place that the grammar does not know, each `#if` "
        "counts by its first branch. What lies deeper than 50,000 levels of a tree is not looked into.",
        "Python is read a second time by Python itself: what that refuses is a finding does-not-parse.",
    ),
    _topic(
        "functions-left-out",
        "Functions that are not listed",
        "A report lists at most 300,000 functions and classes, and none of a file that has above 20,000.",
        "Their figures are in the sums of their files and in the score all the same; findings about single functions of these "
        "files are missing. Such a file is mostly written by a program: name it under `generated` in the settings.",
    ),
    _topic(
        "lfs-pointers",
        "Large-file storage",
        "What pointers stand for is stored elsewhere and is not fetched.",
    ),
    _topic(
        "suppression-refused",
        "Suppressions that cannot be used",
        "Comments that set findings aside are malformed, give no reason, or name a finding that there is not.",
        "A suppression is a comment on a finding's line, on any line of a definition's head, or on the line above: "
        "`# mainstay: ignore[complex-function, long-function] why it is so until 2027-03-01`. Codes and a reason are required; "
        "a reason has two words or eight letters; the day is optional. About a whole file it is `ignore-file[large-file]`, in "
        "the file's first 20 lines or the comments that it begins with.",
        "At most 1,000 directives of a file are read, and 100,000 of a repository.",
    ),
    _topic(
        "suppression-expired",
        "Suppressions that have expired",
        "The day that they were to hold until is over, and what they set aside is listed again.",
        "Mend what they are about, or write another day with a reason that still holds. For entries of the baseline: "
        "`mainstay baseline --renew --reason TEXT`.",
    ),
    _topic(
        "suppression-outgrown",
        "Accepted findings that got worse",
        "Figures are worse by more than 10 % than when the baseline accepted them, or an import joined a circle.",
        "The baseline accepts what was there, not what it becomes: such a finding is listed again until it is mended or "
        "accepted anew with `mainstay baseline --renew --reason TEXT`.",
    ),
    _topic(
        "suppression-unused",
        "Suppressions that set nothing aside",
        "What they name is not found there any more, or never was.",
        "Often the finding was mended; then take the comment away. `mainstay baseline --prune` drops such entries of the "
        "baseline. A comment that is on another line than its finding does nothing either. Nothing is told while the past is "
        "not read, for then not all findings are looked for.",
    ),
    _topic(
        "head-moved",
        "The repository changed meanwhile",
        "A commit, checkout or reset happened while it was read; the report is about the commit that it began with.",
    ),
    _topic(
        "comparison-left-out",
        "A change that could be compared only in part",
        "Some of what the change touches is too large, or is no longer read as code, so that it was not held against the base; "
        "what moved there counts as new.",
        "Files above 4 MiB, and all together above 64 MiB, are compared by their names alone. Split the change, or give "
        "--base a nearer commit. No gate passes on it: it leaves with 5.",
    ),
    _topic(
        "comparison-unfinished",
        "A change whose comparison did not come to its end",
        "The worker that compared the change with its base took too long, or too much memory, or was ended.",
        "What moved counts as new, and so does unused code of the base. Nothing is remembered of such a look: run the command "
        "again, with more memory free. No gate passes on it: it leaves with 5.",
    ),
    _topic(
        "external-left-out",
        "Results of other analysers that were left out",
        "They are beyond 100,000 in all, or not as SARIF 2.1.0 says.",
        "The most urgent are kept. Have the analyser write fewer, or look at a part of the repository.",
    ),
    _topic(
        "external-elsewhere",
        "Results of other analysers about other files",
        "Their addresses lead out of the repository, to files that are excluded or gone, or to several that end alike.",
        "Run the analyser at the root of the repository, on the version that is looked at.",
    ),
    _topic(
        "external-merged",
        "Results of other analysers told once",
        "Two tools share a rule, two files hold the same result, or the same is found here.",
        "What is found here stays, for it has a past and a price.",
    ),
)
