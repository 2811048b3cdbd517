"""The building of elements."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from mainstay.present.charts.svg import element, figure, share
from tests.unit.present.charts.drawing import read


def test_names_and_absent_attributes():
    assert element("rect", class_="a", stroke_width=2, viewBox="0 0 1 1", href=None) == (
        '<rect class="a" stroke-width="2" viewBox="0 0 1 1"/>'
    )


@settings(deadline=None)
@given(st.text(st.characters(codec=None), max_size=30))
def test_any_text_and_attribute_is_well_formed(text):
    root = read(element("g", element("title", text), text, data_x=text))
    assert root.find("title") is not None


def test_markup_stays_and_text_does_not():
    assert element("g", Markup("<b/>"), "<b/>") == "<g><b/>&lt;b/&gt;</g>"


@pytest.mark.parametrize(
    ("number", "told"), [(1.0, "1"), (0.126, "0.13"), (-0.001, "0"), (1160.5, "1160.5"), (100, "100")]
)
def test_coordinates(number, told):
    assert figure(number) == told


def test_shares_and_what_no_drawing_can_place():
    assert share(0.125) == "12.5%"
    with pytest.raises(ValueError, match="no coordinate"):
        figure(float("nan"))
