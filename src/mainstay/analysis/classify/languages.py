"""Which language a file is written in, by its name."""

PYTHON = "Python"
JAVASCRIPT = "JavaScript"
TYPESCRIPT = "TypeScript"
TSX = "TSX"
GO = "Go"
JAVA = "Java"
RUST = "Rust"
C = "C"
CPP = "C++"
C_SHARP = "C#"
RUBY = "Ruby"
PHP = "PHP"

_BY_NAME = {
    "dockerfile": "Dockerfile",
    "containerfile": "Dockerfile",
    "makefile": "Make",
    "gnumakefile": "Make",
    "cmakelists.txt": "CMake",
    "rakefile": RUBY,
    "gemfile": RUBY,
    "vagrantfile": RUBY,
    "sconstruct": PYTHON,
    "sconscript": PYTHON,
    "wscript": PYTHON,
    "jenkinsfile": "Groovy",
}

_BY_SUFFIX = {
    language_suffix: language
    for language, suffixes in {
        PYTHON: ".py .pyi .pyw",
        "Cython": ".pyx .pxd .pxi",
        JAVASCRIPT: ".js .mjs .cjs .jsx",
        TYPESCRIPT: ".ts .mts .cts",
        TSX: ".tsx",
        GO: ".go",
        JAVA: ".java",
        "Kotlin": ".kt .kts",
        "Scala": ".scala .sc",
        "Groovy": ".groovy .gradle",
        RUST: ".rs",
        C: ".c .h",
        CPP: ".cc .cpp .cxx .c++ .hh .hpp .hxx .h++ .ipp .inl .tpp",
        C_SHARP: ".cs",
        "F#": ".fs .fsx",
        "Objective-C": ".m .mm",
        "Swift": ".swift",
        RUBY: ".rb .rake .gemspec .ru",
        PHP: ".php .phtml",
        "Perl": ".pl .pm .t",
        "Lua": ".lua",
        "R": ".r",
        "Julia": ".jl",
        "Haskell": ".hs",
        "OCaml": ".ml .mli",
        "Erlang": ".erl .hrl",
        "Elixir": ".ex .exs",
        "Clojure": ".clj .cljs .cljc",
        "Lisp": ".el .lisp .scm",
        "Dart": ".dart",
        "Zig": ".zig",
        "Nim": ".nim",
        "Fortran": ".f .f77 .f90 .f95 .f03 .f08",
        "Assembly": ".s .asm",
        "CUDA": ".cu .cuh",
        "Shell": ".sh .bash .zsh .fish .ksh",
        "PowerShell": ".ps1 .psm1 .psd1",
        "SQL": ".sql",
        "HTML": ".html .htm .xhtml",
        "CSS": ".css .scss .sass .less",
        "Vue": ".vue",
        "Svelte": ".svelte",
        "Jinja": ".j2 .jinja .jinja2",
        "Terraform": ".tf .tfvars",
        "Protocol Buffers": ".proto",
        "Thrift": ".thrift",
        "GraphQL": ".graphql .gql",
        "Make": ".mk .mak",
        "CMake": ".cmake",
        "Nix": ".nix",
        "YAML": ".yml .yaml",
        "TOML": ".toml",
        "JSON": ".json .jsonl .geojson",
        "XML": ".xml .xsd .xsl .xslt .svg .plist",
        "INI": ".ini .cfg .conf .properties",
        "CSV": ".csv .tsv",
        "Markdown": ".md .markdown .mdx",
        "reStructuredText": ".rst",
        "Text": ".txt",
        "TeX": ".tex .sty .bib",
        "AsciiDoc": ".adoc .asciidoc",
        "Jupyter": ".ipynb",
        "Gettext": ".po .pot",
        "Patch": ".patch .diff",
    }.items()
    for language_suffix in suffixes.split()
}

_NOT_CODE = frozenset(
    "YAML TOML JSON XML INI CSV Markdown reStructuredText Text TeX AsciiDoc Jupyter Gettext Patch".split()
)

# Code that is kept and counted, but lays out, declares or builds what programs do: there is no fix to meet in reading it.
_NOT_PROGRAMMED = frozenset(
    "Dockerfile,Make,CMake,Nix,Terraform,HTML,CSS,Jinja,Protocol Buffers,Thrift,GraphQL".split(",")
)


def language_of(path: str) -> str:
    """Tell the language from a path's name, "" when it says nothing."""
    name = path.rpartition("/")[2].lower()
    known = _BY_NAME.get(name)
    if known is not None:
        return known
    dot = name.rfind(".")
    return _BY_SUFFIX.get(name[dot:], "") if dot >= 0 else ""


def is_code(language: str) -> bool:
    """Tell whether a language is one that people write programs in, and not data, prose or configuration."""
    return bool(language) and language not in _NOT_CODE


def is_programmed(language: str) -> bool:
    """Tell whether a language is one that programs themselves are written in, and not their pages, schemas or builds."""
    return is_code(language) and language not in _NOT_PROGRAMMED
