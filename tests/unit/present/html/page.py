"""Reads a report back as a browser would have to: every element closed, ids, links, labels, texts."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "wbr"}


@dataclass(slots=True)
class Element:
    """One element as it was read: its attributes, its own text, and what stands in it."""

    tag: str
    attributes: dict[str, str]
    children: "list[Element]" = field(default_factory=list)
    text: str = ""

    def every(self, tag: str = "", **attributes: str) -> "list[Element]":
        """Give all elements below with a tag and attributes (`class_` holds one of the classes), in their order."""
        wanted = attributes.pop("class_", "")
        found = []
        waiting = self.children[::-1]
        while waiting:
            one = waiting.pop()
            waiting += one.children[::-1]
            if (
                (not tag or one.tag == tag)
                and (not wanted or wanted in one.attributes.get("class", "").split())
                and all(one.attributes.get(name) == value for name, value in attributes.items())
            ):
                found.append(one)
        return found

    def words(self) -> str:
        """Give all text in it."""
        return self.text + "".join(child.words() for child in self.children)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag, attributes):
        element = Element(tag, {name: value or "" for name, value in attributes})
        assert len(element.attributes) == len(attributes), f"an attribute twice in <{tag}>"
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attributes):
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attributes}))

    def handle_endtag(self, tag):
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data):
        # Text goes to a child of its own, so that `words` gives it in order.
        self.open[-1].children.append(Element("#text", {}, text=data))


def read(page: str) -> Element:
    """Give the page's root. Fails where an element is not closed or closed by another's end."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert len(reader.open) == 1, f"<{reader.open[-1].tag}> is never closed"
    return reader.root


def check(page: str) -> Element:
    """Read a page and see that it stands on its own: unique ids, links that lead somewhere, no style."""
    root = read(page)
    every = root.every()
    ids = [element.attributes["id"] for element in every if "id" in element.attributes]
    assert len(ids) == len(set(ids)), "an id twice"
    known = set(ids)
    for element in every:
        assert "style" not in element.attributes
        assert not [name for name in element.attributes if name.startswith("on")], "an event attribute"
        for name in ("src", "href"):
            value = element.attributes.get(name, "#")
            assert value.startswith("#") or (
                element.tag == "link" and value.startswith("data:image/svg+xml,")
            ), value
            if value.startswith("#") and len(value) > 1:
                assert value[1:] in known, f"{value} leads nowhere"
        for name in ("aria-labelledby", "aria-controls", "for"):
            for label in element.attributes.get(name, "").split():
                assert label in known, f"{name}={label} names nothing"
    for table in root.every("table"):
        assert table.every("caption")
        assert all("scope" in head.attributes for head in table.every("th"))
    assert len(root.every("main")) == len(root.every("h1")) == 1
    return root
