"""The command `dutygraph`: one file per group of commands, each a few calls into the other packages."""

from api.cli.app import app, main

__all__ = ["app", "main"]
