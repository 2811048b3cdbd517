"""What one content says about names: those that it defines, imports, uses and only mentions."""

from enum import IntFlag, StrEnum

import msgspec


class Where(IntFlag):
    """Under what an import stands; TYPES is what only programs that read code see: it never runs.

    CALL is no statement but a call of `import_module` or `__import__` with the name written out.
    """

    TYPES = 1
    TRY = 2
    FUNCTION = 4
    CONDITION = 8
    CALL = 16


class Mark(IntFlag):
    """What a file does that makes names reachable without being written, or that makes it a program.

    MODULE_GETATTR is a module's own `__getattr__`, SUBCLASSES a look at a class's subclasses.
    """

    GETATTR = 1
    IMPORTS_BY_NAME = 2
    GLOBALS = 4
    EXEC = 8
    MODULE_GETATTR = 16
    MAIN = 32
    SUBCLASSES = 64
    SHEBANG = 128
    TRUNCATED = 256


class Kind(StrEnum):
    """What a definition defines."""

    FUNCTION = "function"
    CLASS = "class"
    METHOD = "method"
    VARIABLE = "variable"


class Import(msgspec.Struct, frozen=True, array_like=True):
    """One import: `level` leading dots, then `module`; `names` as (name, bound name), empty for `import module`.

    `bound` is the name that `import module as bound` binds, "" where none is given.
    """

    module: str
    level: int
    names: tuple[tuple[str, str], ...]
    line: int
    where: int
    bound: str = ""


class Definition(msgspec.Struct, frozen=True, array_like=True):
    """One definition at the level of a module or a class; `name` is dotted within the file.

    `used` tells whether its name stands in this file outside its own definition, or it only declares for type checkers.
    `bases` are dotted names; one that begins with "=" was given by keyword, "?" is one that is no name.
    """

    name: str
    kind: str
    line: int
    end_line: int
    used: bool
    decorators: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()


class Names(msgspec.Struct, frozen=True, array_like=True):
    """The names of one content; the sets of words are texts with a blank between two words.

    `bare` are names used in code, `attributes` those after a dot, `strings` the words within strings (for files that are
    no Python: all their words), `dotted` the dotted names there, `prose` words in comments and documentation that look
    like names, `examples` those of examples that can be run. `exports` is what `__all__` lists; `marks` is a Mark.
    """

    imports: tuple[Import, ...] = ()
    definitions: tuple[Definition, ...] = ()
    exports: tuple[str, ...] = ()
    bare: str = ""
    attributes: str = ""
    strings: str = ""
    dotted: str = ""
    prose: str = ""
    examples: str = ""
    marks: int = 0


NOTHING = Names()
_NAMES = msgspec.msgpack.Decoder(Names)


def encode(names: Names) -> bytes:
    """Write names for a cache or the way from a worker."""
    return msgspec.msgpack.encode(names)


def decode(data: bytes) -> Names:
    """Read names back. Raises msgspec.DecodeError or UnicodeDecodeError when they cannot be read."""
    return _NAMES.decode(data)
