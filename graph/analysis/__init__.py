"""Measures for researchers, over any store: load, concentration, collaboration, change, campaigns, diffusion.

>>> from graph import open_store
>>> from graph.analysis import Scope, load

Functions take a store and a `Scope` and return tables of typed rows (`Table`; `to_frame()` makes a pandas
frame, which needs `dutygraph[analysis]`) or networkx graphs. All of them count distinct tasks and leave
collectives out unless asked. What a graph holds is what documents assign on paper: `CAVEAT`.
"""

from graph.analysis.backbone import disparity, fdsm
from graph.analysis.campaign_table import LABEL_CAVEAT, campaign_contrast, campaigns, survival
from graph.analysis.change import Comparison, compare, compare_documents, compare_regions, compare_years
from graph.analysis.coding import CODINGS, Coding
from graph.analysis.concentration import gini, hhi, top_share
from graph.analysis.cowork import (
    PROJECTIONS,
    LeftOut,
    cowork_edges,
    cowork_graph,
    cowork_nodes,
    left_out,
    sensitivity,
    two_mode,
)
from graph.analysis.diffusion import diffusion, diffusion_pairs, evaluate
from graph.analysis.lead_table import leads
from graph.analysis.load_table import COUNTS, SCHEMES, concentration, load, robustness
from graph.analysis.ranking import ranks, tau_b
from graph.analysis.scope import Scope
from graph.analysis.specialisation import specialisation
from graph.analysis.structure import centrality, communities
from graph.analysis.tables import CAVEAT, CAVEAT_WORDS, Table, records

__all__ = [
    "CAVEAT",
    "CAVEAT_WORDS",
    "CODINGS",
    "COUNTS",
    "LABEL_CAVEAT",
    "PROJECTIONS",
    "SCHEMES",
    "Coding",
    "Comparison",
    "LeftOut",
    "Scope",
    "Table",
    "campaign_contrast",
    "campaigns",
    "centrality",
    "communities",
    "compare",
    "compare_documents",
    "compare_regions",
    "compare_years",
    "concentration",
    "cowork_edges",
    "cowork_graph",
    "cowork_nodes",
    "diffusion",
    "diffusion_pairs",
    "disparity",
    "evaluate",
    "fdsm",
    "gini",
    "hhi",
    "leads",
    "left_out",
    "load",
    "ranks",
    "records",
    "robustness",
    "sensitivity",
    "specialisation",
    "survival",
    "tau_b",
    "top_share",
    "two_mode",
]
