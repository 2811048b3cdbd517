"""What a column of a table is for the model."""

from enum import StrEnum


class Role(StrEnum):
    """What a column is for the model."""

    FEATURE = "feature"
    PREDICTION = "prediction"
    LABEL = "label"
