"""Plain records and their rules; nothing here reads or writes."""
