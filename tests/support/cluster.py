"""A local Dask cluster of two worker processes that suggests in a project, one of them killed while
it runs. Run by itself: Dask keeps threads of its own.

`python cluster.py PROJECT PIPELINE` prints a line of JSON.
"""

import json
import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))


def main() -> None:
    from distributed import LocalCluster

    from annotator.flow.suggesting import missing, suggest_project
    from annotator.store.project import Project

    path, pipeline = sys.argv[1:]
    killed: list[int] = []

    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1", silence_logs=50
    ) as cluster:

        def progress(_done: int, _total: int) -> None:
            if not killed:
                worker = next(iter(cluster.workers.values()))
                killed.append(worker.pid)
                os.kill(worker.pid, signal.SIGKILL)

        with Project.open(path, exclusive=True) as project:
            first = suggest_project(
                project, pipeline, progress=progress, cluster=cluster.scheduler_address
            )
            left = len(missing(project, first.model))
            again = suggest_project(
                project, pipeline, cluster=cluster.scheduler_address, resume=True
            )
    facts = {
        "killed": len(killed),
        "documents": first.documents,
        "failures": first.failures,
        "missing": left,
        "again": again.documents,
    }
    print(json.dumps(facts))  # noqa: T201


if __name__ == "__main__":
    main()
