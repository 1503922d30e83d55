"""Functions that are written while a Dask cluster runs their unit tests."""

from pathlib import Path

import pytest

from tests.benchmarks.generation import made
from tests.benchmarks.generation.scripting import Script
from tests.benchmarks.generation.test_campaign import FEW, PROBLEMS, Campaign, as_planned, plans_for
from tests.dask_cluster import Cluster
from tests.openai_server import OpenAIServer

pytestmark = [pytest.mark.xdist_group("judge"), pytest.mark.exhaustive]


async def test_scores_are_those_of_this_machine_and_records_name_the_worker(tmp_path: Path):
    problems = PROBLEMS[:FEW]
    plans = plans_for(problems)
    campaign = Campaign(tmp_path, made.written(tmp_path / "made.jsonl", problems))
    cluster = Cluster(tmp_path)
    try:
        worker = cluster.add_worker("--resources", "timing=1")
        address = cluster.address.replace("dask://", "tcp://")
        async with OpenAIServer(Script(plans)) as server:
            await campaign.run(server, "far", "--scheduler", address)
    finally:
        cluster.close()
    as_planned(campaign.records("far"), plans, "ours")
    assert {one.where for one in campaign.records("far")} == {worker}
