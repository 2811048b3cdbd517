"""What files say of the releases that a repository builds on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.base_lines.reading import MOST, base_lines, speaks_of_base_lines

FILES = (
    "Dockerfile",
    "docker/Dockerfile.web",
    "web.dockerfile",
    "Containerfile",
    "docker-compose.prod.yml",
    "compose.yaml",
    ".github/workflows/ci.yml",
    ".gitlab-ci.yml",
    "pyproject.toml",
    "setup.cfg",
    "setup.py",
    "package.json",
    ".python-version",
    "runtime.txt",
    ".nvmrc",
    ".node-version",
    ".tool-versions",
)


def told(path: str, text: str) -> list[tuple[int, str, str, bool]]:
    return [(one.line, one.product, one.version, one.admitted) for one in base_lines(path, text.encode())]


@pytest.mark.parametrize("path", FILES)
def test_files_that_are_read(path: str) -> None:
    assert speaks_of_base_lines(path)


@pytest.mark.parametrize(
    "path", ["a.py", "Dockerfile/a.txt", "docs/ci.yml", "python-version", "decompose.yml"]
)
def test_files_that_are_not(path: str) -> None:
    assert not speaks_of_base_lines(path) and base_lines(path, b"FROM python:3.9") == ()


def test_stages_arguments_and_copies_of_a_dockerfile() -> None:
    text = (
        "# syntax=docker/dockerfile:1\n"
        "ARG VERSION=3.9\n"
        'ARG OS="bullseye" NODE=18\n'
        "FROM --platform=$BUILDPLATFORM python:${VERSION}-slim-${OS} AS Build\n"
        "ARG VERSION=3.12\n"
        "RUN echo FROM python:3.8\n"
        "FROM \\\n"
        "  node:$NODE@sha256:abc as web\n"
        "FROM build\n"
        "COPY --from=web /a /b\n"
        "COPY --chown=a --from=postgres:13 /a /b\n"
    )
    assert told("Dockerfile", text) == [
        (4, "python", "3.9", False),
        (4, "debian", "11", False),
        (7, "nodejs", "18", False),
        (11, "postgresql", "13", False),
    ]


@pytest.mark.parametrize(
    "image",
    [
        "python",
        "python:latest",
        "python@sha256:ab",
        "scratch",
        "me/python:3.9",
        "ghcr.io/me/python:3.9",
        "$X:3.9",
        "python:$X",
    ],
)
def test_images_that_tell_no_release(image: str) -> None:
    assert told("Dockerfile", f"FROM {image}\n") == []


@pytest.mark.parametrize(
    "image",
    [
        "library/python:3.9",
        "docker.io/library/python:3.9",
        "docker.io/python:3.9-slim",
        "localhost:5000/python:3.9",
        "registry.shop.example:5000/mirror/python:3.9.7-slim@sha256:ab",
        "public.ecr.aws/docker/library/python:3.9",
    ],
)
def test_images_with_a_registry_before_them(image: str) -> None:
    assert [(one.product, one.version[:3]) for one in base_lines("Dockerfile", f"FROM {image}".encode())] == [
        ("python", "3.9")
    ]


def test_systems_beneath_an_image() -> None:
    assert told("Dockerfile", "FROM node:20-alpine3.18\nFROM ubuntu:jammy\nFROM debian:bullseye-slim\n") == [
        (1, "nodejs", "20", False),
        (1, "alpine", "3.18", False),
        (2, "ubuntu", "22.04", False),
        (3, "debian", "11", False),
    ]


def test_compose_files_and_workflows() -> None:
    compose = "services:\n  db:\n    image: 'postgres:13' # old\n  web:\n    image: ${IMAGE:-python:3.9}\n"
    assert told("compose.yml", compose) == [(3, "postgresql", "13", False), (5, "python", "3.9", False)]
    flow = (
        "jobs:\n  a:\n    runs-on: ubuntu-22.04\n    container: node:18\n    strategy:\n      matrix:\n"
        '        python-version: ["3.10", "3.9", pypy-3.10]\n'
        "        node-version:\n        - 20\n        - 18\n        other: 1\n"
        "    steps:\n      - with:\n          python-version: ${{ matrix.python-version }}\n"
        "      - with: \n          python-version: '3.11'\n"
        "      - with: \n          python-version: |\n            3.12\n            3.13\n"
    )
    assert told(".github/workflows/ci.yml", flow) == [
        (3, "ubuntu", "22.04", False),
        (4, "nodejs", "18", False),
        (7, "python", "3.9", True),
        (8, "nodejs", "18", True),
        (16, "python", "3.11", False),
        (18, "python", "3.12", True),
    ]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (
            "pyproject.toml",
            '[project]\nname = "a"\nrequires-python = ">=3.8,<4"\n',
            [(3, "python", "3.8", True)],
        ),
        ("pyproject.toml", '[tool.poetry.dependencies]\npython = "^3.9"\n', [(2, "python", "3.9", True)]),
        ("pyproject.toml", '[tool.other]\nrequires-python = ">=3.8"\n', []),
        ("setup.cfg", "[options]\npython_requires = >=3.7\n", [(2, "python", "3.7", True)]),
        ("setup.py", 'setup(\n    python_requires=">=3.6, !=3.6.*",\n)\n', [(2, "python", "3.7", True)]),
        ("package.json", '{\n"engines": {\n"npm": "1", "node": ">=18"}}', [(3, "nodejs", "18", True)]),
        ("package.json", '{"engines": ["node"]}', []),
        ("package.json", "[" * 200_000, []),
        (".python-version", "3.9.7\npypy3.9\n", [(1, "python", "3.9.7", False)]),
        ("runtime.txt", "python-3.9.7\n", [(1, "python", "3.9.7", False)]),
        (".nvmrc", "lts/hydrogen\n", [(1, "nodejs", "18", False)]),
        (".nvmrc", "v18.1.0", [(1, "nodejs", "18.1.0", False)]),
        (".nvmrc", "lts/*", []),
        (
            ".tool-versions",
            "# a\npython 3.9.7 3.12.1\nnodejs 18.1\nruby 3.0\n",
            [(2, "python", "3.9.7", False), (2, "python", "3.12.1", False), (3, "nodejs", "18.1", False)],
        ),
    ],
)
def test_declarations(path: str, text: str, expected: list[tuple[int, str, str, bool]]) -> None:
    assert told(path, text) == expected


@pytest.mark.parametrize("path", FILES)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text("FROMARG python:3.9$${}-=[]\"'\\\n|,<>^~*x", max_size=300).map(str.encode),
    )
)
def test_whatever_a_file_holds_it_is_read(path: str, content: bytes) -> None:
    count = content.decode("utf-8", "replace").count("\n")
    assert all(1 <= one.line <= count + len(content) + 1 for one in base_lines(path, content))


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize(
    "content",
    [
        b"FROM python:3.9\n" * 16_000,
        b"ARG A=$A$A$A$A\n" * 5_000 + b"FROM $A$A$A$A$A",
        b"FROM \\\n" * 40_000,
        b"      - python-version: [" + b"3.9, " * 50_000,
        b"python-version:\n" * 16_000,
        b'[project]\nrequires-python = ">=' + b"3." * 120_000,
        b"image: " + b"a/" * 120_000 + b"python:3.9",
        b"image: ${" + b"A:-" * 80_000,
        b" " * 250_000 + b"- image",
        b"\x00\xff\xfe" * 80_000,
    ],
    ids=range(10),
)
def test_large_and_hostile_files_give_little(path: str, content: bytes) -> None:
    found = base_lines(path, content)
    assert len(found) <= MOST
    assert all(len(one.text) <= 520 and len(one.version) <= 300 for one in found)
