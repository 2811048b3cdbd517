"""All revisions of the tables. What was released is never changed: a new revision follows it."""
