#!/usr/bin/env bash
# On a machine with systemd: a cluster as Debian's packages make it, checked, restarted, stopped, started again.
set -u
export HOME=/root RUNBOOK_STATE=/tmp/state
readonly cluster=15/runbooktest unit=postgresql@15-runbooktest
target='host=/run/postgresql port=5999 user=root dbname=postgres'

as_postgres() { setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; }

# run NAME PLAYBOOK [OPTION...]
run() {
  "${as[@]}" /repository/out/runbook run "/repository/playbooks/$2.yaml" --target "$target" --yes "${@:3}" </dev/null
  echo "── $1: exit $?, $(systemctl is-active "$unit")"
}

cd /
as=()
install -d -o postgres -g postgres /run/postgresql
pg_createcluster 15 runbooktest -p 5999 >/dev/null
systemctl daemon-reload
systemctl start "$unit"
as_postgres psql -qX -h /run/postgresql -p 5999 -c 'CREATE ROLE root SUPERUSER LOGIN'

run health-check health-check
run pg_ctlcluster troubleshoot/service-restart -p by=pg_ctlcluster -p cluster=$cluster
run systemd troubleshoot/service-restart -p by=systemd -p cluster=$unit
run 'systemd, smart' troubleshoot/service-restart -p by=systemd -p cluster=$unit -p mode=smart
systemctl stop "$unit"
run 'stopped, health-check' health-check
run 'stopped, pg_ctlcluster' troubleshoot/service-restart -p by=pg_ctlcluster -p cluster=$cluster
as=(as_postgres env RUNBOOK_STATE=/tmp/other)
target=${target/user=root/user=postgres}
run 'as postgres' troubleshoot/service-restart -p by=systemd -p cluster=$unit
