"""Every page's router, in the order of the navigation."""

from __future__ import annotations

from typing import Final

from api.pages import (
    agencies,
    campaigns,
    check,
    compare,
    documents,
    home,
    load,
    network,
    search,
    tasks,
    upload,
)

PAGES: Final = tuple(
    page.router
    for page in (home, tasks, agencies, campaigns, documents, load, compare, network, upload, search, check)
)
