"""File systems that fill up soon: a small one mounted by a test where that is allowed, else a limit on a file's size."""

import errno
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_PAGE = 4096


@dataclass(frozen=True)
class SmallDisk:
    """A folder with little room; `within` is the command to start a program in, which brings the limit about."""

    folder: Path
    within: Sequence[str] = ()

    def fill(self, left: int = 0) -> None:
        """Use up all room but `left` bytes."""
        if self.within:
            return
        facts = os.statvfs(self.folder)
        with (self.folder / "ballast").open("wb", buffering=0) as ballast:
            try:
                for _ in range(facts.f_bavail - left // _PAGE):
                    ballast.write(b"b" * _PAGE)
            except OSError as error:
                # Others may have written meanwhile.
                if error.errno != errno.ENOSPC:
                    raise

    def clear(self) -> None:
        """Give the room back."""
        (self.folder / "ballast").unlink(missing_ok=True)


@contextmanager
def small_disk(folder: Path, *, size: int = 4 << 20, files: int = 10_000) -> Iterator[SmallDisk]:
    """Give a disk of `size` bytes and `files` names at `folder`.

    Who may not mount gets a plain folder, and programs that can write no file above one page.
    """
    folder.mkdir()
    options = f"size={size},nr_inodes={files},mode=755"
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True
    )
    if mounted.returncode:
        yield SmallDisk(folder, ("prlimit", f"--fsize={_PAGE}", "--"))
        return
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
