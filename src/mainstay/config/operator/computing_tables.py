"""Where blocks of series are computed, as the operator's file holds it."""

from typing import Annotated

from msgspec import Meta

from mainstay.config.operator.texts import Place, Table, Words
from mainstay.domain.computing import ExecutorKind


class ComputingTable(Table, frozen=True):
    """Where series are forecast: on this machine, or on a cluster of dask.distributed (`mainstay[cluster]`)."""

    executor: Annotated[
        ExecutorKind,
        Meta(
            description="`auto` is threads for two workers and processes for more; `dask` is the cluster of `scheduler`."
        ),
    ] = ExecutorKind.AUTO
    workers: Annotated[
        int,
        Meta(
            ge=0,
            le=64,
            description="How many compute at once; 0 is one for each core, four at the most, or the whole cluster.",
        ),
    ] = 0
    scheduler: Annotated[
        Words,
        Meta(
            description="The scheduler of a cluster: `tls://HOST:PORT`, or `tcp://127.0.0.1:PORT` on this machine."
        ),
    ] = ""
    authority: Annotated[
        Place, Meta(description="The file of the authority that signed the scheduler's certificate.")
    ] = ""
    certificate: Annotated[Place, Meta(description="The file of the certificate that we are known by.")] = ""
    key: Annotated[Place, Meta(description="The file of its key.")] = ""
