"""Models whose data are looked at, as the operator's file holds them."""

from typing import Annotated

from msgspec import Meta

from mainstay.config.operator.texts import Name, Place, Table, Words


class ModelTable(Table, frozen=True):
    """A model: `mainstay nightly` takes in how far its data are from what it was made for, day by day."""

    name: Annotated[Name, Meta(description="What it is called, for ever.")]
    reference: Annotated[
        Place,
        Meta(
            description="What it was made for: CSV, Parquet, or what `mainstay drift --keep` wrote. Paths begin in this folder."
        ),
    ]
    current: Annotated[
        Place,
        Meta(
            description="What it gets now: a table, or a pattern with `*` in the name of the file, of which the newest counts."
        ),
    ]
    time: Annotated[
        Words, Meta(min_length=1, description="The column of `current` with the time of each row.")
    ]
    labels: Annotated[tuple[Words, ...], Meta(max_length=100, description="Columns with what is true.")] = ()
    predictions: Annotated[
        tuple[Words, ...], Meta(max_length=100, description="Columns with what the model said.")
    ] = ()
    leave_out: Annotated[
        tuple[Words, ...], Meta(max_length=10_000, description="Columns that are not compared.")
    ] = ()
    gate: Annotated[
        float,
        Meta(ge=0.005, le=10, description="A drift matters from here on, as for `mainstay drift --gate`."),
    ] = 0.1
    subject: Annotated[
        Words, Meta(description="What it is about: `service:shop`; left out, `model:` and its name.")
    ] = ""
