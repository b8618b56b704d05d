"""Which printed cell is which cell of the official form, and what it says. The door is ``fit.fit``."""
