"""When releases of well-known programs are no longer looked after."""
