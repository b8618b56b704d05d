"""The official forms, one module each with a constant FORM. Add a form: add a module."""
