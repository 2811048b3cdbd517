"""A dated snapshot of when the support of releases ends, as their projects published it."""

from dataclasses import dataclass
from typing import Final

TAKEN: Final = "2026-08-22"
"""The day on which these dates were looked up; projects move them, so it is told beside each."""


@dataclass(frozen=True, slots=True)
class Product:
    """A program whose releases end on days that are known.

    `name` is for people, `page` is where the project publishes the days. `parts` are how many numbers of a version name a
    release. `releases` map each to the day on which its support ends; `longer` maps some to the day on which others, whom
    `carried` names, stop mending them.
    """

    name: str
    page: str
    parts: int
    releases: dict[str, str]
    longer: dict[str, str]
    carried: str = ""


PRODUCTS: Final = {
    "python": Product(
        "Python",
        "https://devguide.python.org/versions/",
        2,
        {
            "2.7": "2020-01-01",
            "3.4": "2019-03-18",
            "3.5": "2020-09-30",
            "3.6": "2021-12-23",
            "3.7": "2023-06-27",
            "3.8": "2024-10-07",
            "3.9": "2025-10-31",
            "3.10": "2026-10-31",
            "3.11": "2027-10-31",
            "3.12": "2028-10-31",
            "3.13": "2029-10-31",
            "3.14": "2030-10-31",
        },
        {},
    ),
    "debian": Product(
        "Debian",
        "https://wiki.debian.org/DebianReleases",
        1,
        {"9": "2020-07-18", "10": "2022-09-10", "11": "2024-08-14", "12": "2026-07-11", "13": "2028-08-09"},
        {"9": "2022-07-01", "10": "2024-06-30", "11": "2026-08-31", "12": "2028-06-30", "13": "2030-06-30"},
        "LTS",
    ),
    "ubuntu": Product(
        "Ubuntu",
        "https://wiki.ubuntu.com/Releases",
        2,
        {
            "16.04": "2021-04-02",
            "18.04": "2023-05-31",
            "20.04": "2025-05-31",
            "22.04": "2027-04-01",
            "24.04": "2029-05-31",
            "24.10": "2025-07-10",
            "25.04": "2026-01-17",
            "25.10": "2026-07-01",
            "26.04": "2031-04-30",
        },
        {},
    ),
    "alpine": Product(
        "Alpine Linux",
        "https://alpinelinux.org/releases/",
        2,
        {
            "3.14": "2023-05-01",
            "3.15": "2023-11-01",
            "3.16": "2024-05-23",
            "3.17": "2024-11-22",
            "3.18": "2025-05-09",
            "3.19": "2025-11-01",
            "3.20": "2026-04-01",
            "3.21": "2026-11-01",
            "3.22": "2027-05-01",
            "3.23": "2027-11-01",
            "3.24": "2028-06-01",
        },
        {},
    ),
    "postgresql": Product(
        "PostgreSQL",
        "https://www.postgresql.org/support/versioning/",
        1,
        {
            "10": "2022-11-10",
            "11": "2023-11-09",
            "12": "2024-11-21",
            "13": "2025-11-13",
            "14": "2026-11-12",
            "15": "2027-11-11",
            "16": "2028-11-09",
            "17": "2029-11-08",
            "18": "2030-11-14",
        },
        {},
    ),
    "nodejs": Product(
        "Node.js",
        "https://nodejs.org/en/about/previous-releases",
        1,
        {
            "8": "2019-12-31",
            "10": "2021-04-30",
            "12": "2022-04-30",
            "14": "2023-04-30",
            "16": "2023-09-11",
            "18": "2025-04-30",
            "20": "2026-04-30",
            "22": "2027-04-30",
            "24": "2028-04-30",
            "25": "2026-06-01",
            "26": "2029-04-30",
        },
        {},
    ),
}
