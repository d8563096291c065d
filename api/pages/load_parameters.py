"""Parameters of the page of load, with the weights that a reader may change."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from api.models.parameters import DutiesMeasured
from graph.analysis import Coding
from graph.analysis.load_table import Unit

WEIGHTS: Final[dict[str, float]] = {
    "lead_named": 2.0,
    "lead_first": 2.0,
    "lead_sole": 2.0,
    "joint": 1.0,
    "assist_duty": 1.0,
    "assist_rule": 1.0,
    "assist_named": 0.5,
    "supervise": 0.0,
    "assess": 0.0,
}
"""What a task of each role weighs where the address does not say: a proposal to be changed, no measure."""

Weight = Annotated[float | None, Field(ge=0, le=100)]


class LoadPageParameters(DutiesMeasured):
    """What the page takes; `w_…` are the weights of the columns."""

    by: Unit = "agency"
    coding: Coding = "printed"
    lead_share: Annotated[float, Field(ge=0, le=1)] = 0.5
    sort: Annotated[str, Field(max_length=40)] = "-tasks"
    show: Literal["all"] | None = None
    w_lead_named: Weight = None
    w_lead_first: Weight = None
    w_lead_sole: Weight = None
    w_joint: Weight = None
    w_assist_duty: Weight = None
    w_assist_rule: Weight = None
    w_assist_named: Weight = None
    w_supervise: Weight = None
    w_assess: Weight = None

    def weights(self) -> dict[str, float]:
        """The weight of each column that counts a role."""
        stated = {name: getattr(self, f"w_{name}") for name in WEIGHTS}
        return {name: WEIGHTS[name] if value is None else value for name, value in stated.items()}
