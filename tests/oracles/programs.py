"""Made-up Python programs that parse, for property tests: every construct that counts, in every place it may stand."""

from random import Random

from hypothesis import strategies as st

NAMES = ("a", "b", "item", "self", "run", "_", "match", "case", "type", "print")
FUNCTIONS = ("run", "f", "_inner", "wrapper")
PATTERNS = (
    "_",
    "a",
    "(_)",
    "(a)",
    "(a,)",
    "a,",
    "_, _",
    "[_]",
    "[*_]",
    "None",
    "-1",
    "1 | 2",
    "1 | _",
    "(1 | _) as b",
    "Point(x=0)",
    "{'k': v, **rest}",
    "a.b",
    "str() as b",
    "'a|_'",
)
SIGNATURES = (
    "",
    "self",
    "self, a",
    "cls=None, /, *, b=1",
    "self: object, *args, key: int = 0, **kwargs",
    "a, /, b, *, c",
    "  # what\n  self, a",
    "a, \\\n  b",
    "mcs, b=0 if a else 1",
    "*, a",
    "a=lambda: b or c",
)
INTERPOLATED = ("a", "b", "(a if b else c)", "(a and b or c)", "f(b or c)")


def programs() -> st.SearchStrategy[str]:
    """Give texts of programs. One number makes one whole program: drawing each word would take most of the time."""
    return st.integers(0, (1 << 64) - 1).map(lambda seed: _Writer(Random(seed)).program())


class _Writer:
    def __init__(self, random: Random) -> None:
        self._random = random

    def program(self) -> str:
        return "\n".join(self.block(0, "")) + self._pick("\n", "", "\n\n# end\n")

    def _pick(self, *choices: str) -> str:
        return self._random.choice(choices)

    def _times(self, most: int, least: int = 0) -> range:
        return range(self._random.randint(least, most))

    def block(self, depth: int, indent: str) -> list[str]:
        lines: list[str] = []
        for _ in self._times(3, 1):
            lines += _indented(self.statement(depth), indent)
        return lines

    def body(self, depth: int) -> list[str]:
        opening = self._pick("", "", "", "# note", '"""Say\n\n  more."""', "'one' 'two'")
        return [*_indented([opening] if opening else [], "    "), *self.block(depth + 1, "    ")]

    def statement(self, depth: int) -> list[str]:
        simple = ("assign", "call", "return", "comment", "blank", "text", "assert", "pass")
        compound = ("if", "if", "for", "while", "try", "with", "match", "def", "def", "class", "decorator")
        kind = self._pick(*(simple if depth > 3 else simple + compound))
        return getattr(self, f"_{kind}")(depth)

    def _assign(self, depth: int) -> list[str]:
        return [f"{self._pick('a', 'a.b', 'a[0]')} {self._pick('=', '+=')} {self.expression(0)}"]

    def _call(self, depth: int) -> list[str]:
        target = self._pick("run", "self.run", "f", "cls.f", "other.f", "f ", "self.run ", "f\\\n ")
        return [f"{target}({self.expression(1)}, k={self.expression(1)})"]

    def _return(self, depth: int) -> list[str]:
        return [f"return {self.expression(0)}"]

    def _comment(self, depth: int) -> list[str]:
        return ["# if a and b: run(", "pass"]

    def _blank(self, depth: int) -> list[str]:
        return [self._pick("", "", "\f"), "pass"]

    def _text(self, depth: int) -> list[str]:
        return [self._pick('"if a: run()"', '"""for\n\nx in y"""', "b'a'", "f'{a if b else c}'")]

    def _assert(self, depth: int) -> list[str]:
        return [f"assert {self.expression(0)}, {self.expression(1)}"]

    def _pass(self, depth: int) -> list[str]:
        return [self._pick("pass", "pass; pass", "del a", "raise", "x: int = 0", "import a")]

    def _if(self, depth: int) -> list[str]:
        lines = [f"if {self.expression(0)}:", *self.body(depth)]
        for _ in self._times(2):
            lines += [f"elif {self.expression(0)}:", *self.body(depth)]
        ending = self._pick("", "else", "else if")
        if ending == "else":
            lines += ["else:", *self.body(depth)]
        elif ending == "else if":
            lines += ["else:", *_indented([f"if {self.expression(1)}: run()"], "    ")]
        return lines

    def _for(self, depth: int) -> list[str]:
        lines = [f"{self._pick('for', 'async for')} a, b in {self.expression(0)}:", *self.body(depth)]
        return lines + (["else:", *self.body(depth)] if self._pick("", "else") else [])

    def _while(self, depth: int) -> list[str]:
        lines = [f"while {self.expression(0)}:", *self.body(depth)]
        return lines + (["else:", *self.body(depth)] if self._pick("", "else") else [])

    def _try(self, depth: int) -> list[str]:
        lines = ["try:", *self.body(depth)]
        star = self._pick("", "*")
        handlers = [f"except{star} ({self.expression(1)}) as e:" for _ in self._times(2, 1)]
        if not star and self._pick("", "bare"):
            handlers.append("except:")
        for handler in handlers:
            lines += [handler, *self.body(depth)]
        lines += ["else:", *self.body(depth)] if self._pick("", "else") else []
        return lines + (["finally:", *self.body(depth)] if self._pick("", "finally") else [])

    def _with(self, depth: int) -> list[str]:
        return [f"{self._pick('with', 'async with')} {self.expression(1)} as a:", *self.body(depth)]

    def _match(self, depth: int) -> list[str]:
        lines = [f"match {self.expression(1)}:"]
        for _ in self._times(3, 1):
            guard = self._pick("", "", f" if {self.expression(1)}")
            lines += _indented([f"case {self._pick(*PATTERNS)}{guard}:"], "    ")
            lines += _indented(self.body(depth + 1), "    ")
        return lines

    def _def(self, depth: int) -> list[str]:
        result = self._pick("", "", " -> 'a'", f" -> {self.expression(2)}")
        head = (
            f"{self._pick('def', 'async def')} {self._pick(*FUNCTIONS)}({self._pick(*SIGNATURES)}){result}:"
        )
        return [*self._decorations(), head, *self.body(depth)]

    def _decorator(self, depth: int) -> list[str]:
        """Write a function that only wraps another, or very nearly."""
        inner = self._pick("def", "class", "@a\n    def")
        head = f"    {inner} {self._pick(*FUNCTIONS)}" + ("(self):" if inner != "class" else ":")
        return [
            f"def {self._pick(*FUNCTIONS)}(a):",
            "    " + self._pick("", "# note", '"text"', '"one" "two"', "b = 1"),
            head,
            *_indented(self.body(depth + 1), "    "),
            *_indented([f"return {self.expression(1)}"], "    "),
        ]

    def _class(self, depth: int) -> list[str]:
        bases = self._pick("", f"({self.expression(1)}, key={self.expression(2)})")
        return [*self._decorations(), f"class {self._pick('A', 'B')}{bases}:", *self.body(depth)]

    def _decorations(self) -> list[str]:
        return [f"@{self._pick('a', 'a.b', f'run({self.expression(2)})')}" for _ in self._times(1)]

    def expression(self, depth: int) -> str:
        """Write an expression that may stand anywhere, on one line or on several within brackets."""
        leaves = (*NAMES, "1", "f(a)", "self.run(b)", "a.b[0]")
        if depth > 2:
            return self._pick(*leaves)
        one, two, three = (self.expression(depth + 1) for _ in range(3))
        gap = self._pick(" ", " ", "  # or\n  ", " \\\n ")
        long = f"{gap}and{gap}"
        return self._pick(
            *leaves,
            f"({one} and {two})",
            f"({one} or {two} or {three})",
            f"({one} and {two} or {three})",
            f"(({one}{long}({two}))\n  )",
            f"({one} and ({two} and {three}).b)",
            f"(({one} or {two})[0] or {three})",
            f"(not ({one} and {two}) and {three})",
            f"({one} if {two} else {three})",
            f"(lambda a={one}: {two})",
            f"[{one} for a in {two} if {three} if a]",
            f"{{{one}: {two} async for a, b in {three} for c in a}}",
            f"{{{one} for a in {two}}}",
            f"f(a for a in {one} if {two})",
            f"({one} < {two} <= {three})",
            f"(a := {one})",
            f"(yield {one})",
            f"(await {one})",
            f"({one}, *{two})",
            f"f'{{{self._pick(*INTERPOLATED)}!r:>{{{self._pick(*INTERPOLATED)}}}}}'",
            f"run({one})({two})",
            f"({one}\n  .b)",
        )


def _indented(lines: list[str], indent: str) -> list[str]:
    return [f"{indent}{line}" for text in lines for line in text.split("\n")]
