"""The tables, one file for each aggregate, all in one `MetaData`."""
