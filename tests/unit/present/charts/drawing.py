"""Reads a drawing back, as well-formed XML."""

from xml.etree import ElementTree

from markupsafe import Markup


def read(drawing: Markup) -> ElementTree.Element:
    """Give the drawing's root, after seeing that nothing in it is styled or scripted in place."""
    assert isinstance(drawing, Markup)
    root = ElementTree.fromstring(drawing)
    for element in root.iter():
        assert "style" not in element.attrib
        assert element.tag not in {"script", "style", "foreignObject", "image"}
        assert not [name for name in element.attrib if name.startswith("on")]
    return root


def of_class(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    """Give the elements that have a class."""
    return [element for element in root.iter() if name in element.get("class", "").split()]
