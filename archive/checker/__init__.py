"""The checker for drafts: what the checks found in a file, at the terminal and as a page of its own."""
