"""The version of the parser and its data; a document read by another one is read anew by `rebuild`."""

PARSER_VERSION = "1"
