"""Keep, record, compare, publish: the only room that knows the other two."""
