"""Whether plans may run a program where the operator names those that they may, and what must not sway one."""

import re
import shutil
from collections.abc import Collection, Iterable
from pathlib import Path

from mainstay.config.path_globs import matches_path
from mainstay.domain.errors import ConfigurationError
from mainstay.present.visible import visible

_SHOWN = 400
# By these a program that may be run loads or starts what nobody named: loaders, shells, interpreters, tools that call tools.
_SWAYING = re.compile(
    r"LD_.*|GLIBC_TUNABLES|GCONV_PATH|LOCPATH|NLSPATH|OPENSSL_(?:CONF|MODULES|ENGINES)"
    r"|PATH|HOME|XDG_.*|IFS|ENV|PS4|CDPATH|SHELL|SHELLOPTS|BASH.*|ZDOTDIR|FPATH|PROMPT_COMMAND"
    r"|PYTHON.*|PIP_.*|UV_.*|PERL.*|RUBY.*|GEM_.*|BUNDLE_.*|NODE_(?:OPTIONS|PATH)|NPM_.*|npm_.*|LUA_.*|PHPRC|PHP_INI_.*"
    r"|(?:_|JDK_)?JAVA_.*|CLASSPATH|MAVEN_.*|GRADLE_.*|GO(?:FLAGS|ROOT|PATH|ENV|PROXY)|RUSTC.*|CARGO_.*|R_.*|AWKPATH|AWKLIBPATH|TCL.*"
    r"|GIT_.*|SSH_ASKPASS.*|SUDO_.*|RSYNC_.*|EDITOR|VISUAL|[A-Z]*PAGER|BROWSER|LESS[A-Z]+|TAR_OPTIONS|MAKE.*|GNUMAKEFLAGS"
    r"|CC|CXX|CURL_HOME|WGETRC|PSQLRC|KUBECONFIG|DOCKER_CONFIG|AWS_CONFIG_FILE|ANSIBLE_.*|TF_CLI_.*|SYSTEMD_.*|DBUS_.*"
)


def permitted_file(asked: str, cwd: str, path: str, globs: Collection[str]) -> str:
    """Give the whole path of the file that is to be executed, links followed, "" where there are no globs and all may be.

    What is asked for without a slash is looked for in the folders of `path`, else from `cwd` on. Raises ConfigurationError
    where it is not there, for what comes there later nobody has looked at, and where no glob matches it.
    """
    if not globs:
        return ""
    shown = visible(asked, _SHOWN)
    found = str(Path(cwd, asked)) if "/" in asked else shutil.which(asked, path=path)
    try:
        file = Path(found or "").resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        file = None
    if found is None or file is None or not file.is_file():
        raise ConfigurationError(f"the program {shown} is not there")
    if not any(matches_path(glob, str(file)) for glob in globs):
        raise ConfigurationError(f"the operator does not let plans run {visible(str(file), _SHOWN)}")
    return str(file)


def refuse_swaying(names: Iterable[str]) -> None:
    """Raise ConfigurationError for a variable by which a program would load or run what the operator did not name."""
    for name in names:
        if _SWAYING.fullmatch(name):
            raise ConfigurationError(
                f"where the operator names the programs, plans do not set {visible(name, _SHOWN)}, "
                "by which one may run another"
            )
