"""Rows of the bench's table from a report of `runbook drill bench/drills --format json`: each playbook against the same commands by hand."""

import json
import sys

# drill: what, peer, the limit, and whether it is of rows per second (more is better) instead of time
ROWS = {
    "backup": ("logical backup, 1,000,000 rows", "`pg_dump`", 1.1, False),
    "base-backup": ("base backup", "`pg_basebackup`", 1.1, False),
    "restore": ("restore of a logical backup, 1,000,000 rows", "`pg_restore`", 1.1, False),
    "archive": ("rows per second of archiving 200,000 rows, 50 ms between batches", "batches in `psql`", 0.9, True),
}

for drill in json.load(sys.stdin)["drills"]:
    name = drill["drill"].removeprefix("bench/drills/").removesuffix(".drill.yaml")
    what, peer, limit, is_rate = ROWS[name]
    if drill["result"] != "passed":
        print(f"| {what} | **{drill['result']}** | {peer} | – | {limit} × |")
        continue
    ratio = 1 / drill["overhead"] if is_rate else drill["overhead"]
    over = ratio < limit if is_rate else ratio > limit
    print(f"| {what} | – | {peer} | {ratio:.2f} × | {'at least ' if is_rate else ''}{limit} × {'**over** ' if over else ''}|")
