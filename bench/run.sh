#!/usr/bin/env bash
# The figures of README, all in one run on this machine: each time is a median, each ratio is against a peer measured
# beside it. Prints a Markdown table. `./build bench` starts it; ROUNDS is how often each is run, 25 unless set.
# shellcheck disable=SC2016 # the backticks are Markdown
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly runbook=$PWD/out/runbook
readonly postgres=/usr/lib/postgresql/15/bin
readonly rounds=${ROUNDS:-25}

# On the disk of the sources: in a /tmp that is memory, flushing the journal would cost nothing.
work=$PWD/artifacts/bench
# A socket needs a short path.
server=$(mktemp -d /tmp/rb-bench-XXXXXX)
readonly work server
export RUNBOOK_STATE=$work/state

as_server() { if [[ $EUID -eq 0 ]]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi; }

start_server() {
  [[ $EUID -ne 0 ]] || chown postgres:postgres "$server"
  as_server "$postgres/initdb" -D "$server/data" -U postgres -A trust >"$work/initdb.txt"
  as_server "$postgres/pg_ctl" -D "$server/data" -w -s -l "$server/log" \
    -o "-c listen_addresses='' -c unix_socket_directories=$server" start
}

finish() {
  as_server "$postgres/pg_ctl" -D "$server/data" -s -m immediate stop || true
  rm -rf "$server"
}

# playbook NAME COUNT STEP [EFFECT]: so many times the same step, which reads unless said
playbook() {
  {
    printf 'runbook: 1\ntitle: %s\neffect: %s\nsteps:\n' "$1" "${4:-read}"
    repeated "$2" "  - $3"
  } >"$work/$1.yaml"
}

# statements COUNT: that many read steps, the statements of the health check in turn
statements() {
  printf 'runbook: 1\ntitle: health\neffect: read\nsteps:\n'
  health "$1" | sed 's/;$//; s/^/  - sql: |\n      /'
}

# health COUNT: the statements as psql takes them
health() { awk -v count="$1" '{ line[NR - 1] = $0 } END { for (i = 0; i < count; i++) print line[i % NR] }' bench/health.sql; }

# turns COUNT: a loop of so many turns, and a question behind it
turns() {
  cat >"$work/turns-$1.yaml" <<TEXT
runbook: 1
title: turns
steps:
  - { id: rows, sql: "SELECT i FROM generate_series(1, $1) i" }
  - { for_each: steps.rows.rows, assert: item.i > 0 }
  - confirm: Go on?
TEXT
}

# mixed COUNT: half of the steps have expressions, in turn a condition with a hole and an assertion over what it found
mixed() {
  {
    printf 'runbook: 1\ntitle: mixed\neffect: read\nparams:\n  days: { type: integer, default: 7 }\n  busy: { type: integer, default: 90 }\nsteps:\n'
    awk -v count="$1" 'BEGIN { for (i = 0; i < count; i += 4) {
      print "  - sql: SELECT count(*) FROM pg_stat_activity"
      printf "  - { id: old_%d, when: params.days > 3 && params.busy != 0, sql: \"SELECT count(*) AS n FROM audit_log WHERE created_at < now() - make_interval(days => {{ params.days }})\" }\n", i
      print "  - sql: SELECT count(*) FROM pg_stat_activity"
      printf "  - { assert: (steps.old_%d.row.n ?? 0) * 100 < params.busy, message: \"{{ steps.old_%d.status }}: more than {{ params.busy }} percent\" }\n", i, i
    } }'
  } >"$work/lint-mixed-$1.yaml"
}

repeated() { awk -v count="$1" -v line="$2" 'BEGIN { for (i = 0; i < count; i++) print line }'; }

# journal RUN COUNT: a journal of so many lines in the state directory, good by itself
journal() {
  mkdir -p "$RUNBOOK_STATE/$1/playbooks"
  : >"$RUNBOOK_STATE/$1/playbooks/$(sha256sum </dev/null | cut -d' ' -f1).yaml"
  chmod 700 "$RUNBOOK_STATE"
  python3 bench/journal.py "$1" "$2" >"$RUNBOOK_STATE/$1/journal.jsonl"
}

write_inputs() {
  playbook lint-50 50 'sql: SELECT count(*) FROM pg_stat_activity'
  playbook lint-1000 1000 'sql: SELECT count(*) FROM pg_stat_activity'
  playbook lint-4000 4000 'sql: SELECT count(*) FROM pg_stat_activity'
  mixed 1000
  playbook sql-1000 1000 'sql: SELECT 1'
  statements 1000 >"$work/health-1000.yaml"
  health 1000 >"$work/health-1000.sql"
  playbook shell-50 50 '{ shell: [sh, -c, "true"], effect: read }'
  playbook write-1 1 "sql: COMMENT ON DATABASE postgres IS 'written'" write
  playbook write-11 11 "sql: COMMENT ON DATABASE postgres IS 'written'" write
  playbook read-1 1 'sql: SELECT 1'
  playbook read-101 101 'sql: SELECT 1'
  turns 5000
  turns 10000
  repeated 1000 'SELECT 1;' >"$work/sql-1000.sql"
  repeated 50 'sh -c true' >"$work/shell-50.sh"
}

# median COMMAND: in milliseconds; a command that fails ends the measurement with its output
median() {
  if ! bash -c "$1" >"$work/output.txt" 2>&1; then
    echo "bench: failed: $1" >&2
    tail -n 20 "$work/output.txt" >&2
    return 1
  fi
  hyperfine -N --style none --warmup 3 --runs "$rounds" --export-csv "$work/times.csv" "$1" >/dev/null 2>&1
  awk -F, 'NR == 2 { printf "%.2f", $4 * 1000 }' "$work/times.csv"
}

# cpu COMMAND: user and system time of all its threads, the mean in milliseconds
cpu() {
  hyperfine -N --style none --warmup 3 --runs "$rounds" --export-csv "$work/times.csv" "$1" >/dev/null 2>&1
  awk -F, 'NR == 2 { printf "%.2f", ($5 + $6) * 1000 }' "$work/times.csv"
}

# row NAME LIMIT COMMAND PEER-NAME PEER-COMMAND
row() {
  local ours theirs
  ours=$(median "$3")
  theirs=$(median "$5")
  awk -v what="$1" -v limit="$2" -v ours="$ours" -v peer="$4" -v theirs="$theirs" 'BEGIN {
    printf "| %s | %.1f ms | %s %.1f ms | %.2f × | %.1f × %s|\n", what, ours, peer, theirs, ours / theirs, limit, (ours / theirs > limit ? "**over** " : "")
  }'
}

# flushes PLAYBOOK: how often its journal was flushed in a run
flushes() {
  rm -f "$work/trace"
  LD_PRELOAD=$work/crash.so CRASH_TRACE=$work/trace "$runbook" run "$work/$1.yaml" --target "$target" --yes >"$work/output.txt" 2>&1
  grep -c '^flush ' "$work/trace"
}

# resumed COUNT: milliseconds for which a run goes on that waits behind so many turns
resumed() {
  local waiting=$work/waiting
  rm -rf "$waiting"
  RUNBOOK_STATE=$waiting "$runbook" run "$work/turns-$1.yaml" --target "$target" >"$work/output.txt" 2>&1 || (($? == 8))
  hyperfine -N --style none --warmup 1 --runs "$rounds" --export-csv "$work/times.csv" \
    --prepare "sh -c 'rm -rf $RUNBOOK_STATE && cp -r $waiting $RUNBOOK_STATE'" "$runbook resume last --yes" >/dev/null 2>&1
  awk -F, 'NR == 2 { printf "%.2f", $4 * 1000 }' "$work/times.csv"
}

peak_memory() {
  /usr/bin/time -f %M -o "$work/memory.txt" "$@" >/dev/null 2>&1
  tail -n 1 "$work/memory.txt"
}

# amount NAME VALUE LIMIT UNIT
amount() {
  awk -v what="$1" -v value="$2" -v limit="$3" -v unit="$4" 'BEGIN {
    printf "| %s | %.1f %s | – | – | %d %s %s|\n", what, value, unit, limit, unit, (value > limit ? "**over** " : "")
  }'
}

megabytes() { awk -v value="$1" -v unit="$2" 'BEGIN { print value * unit / 1e6 }'; }

main() {
  rm -rf "$work"
  mkdir -p "$work"
  trap finish EXIT
  start_server
  write_inputs
  local target="host=$server user=postgres dbname=postgres" psql=$postgres/psql

  echo '| what | runbook | peer | ratio | limit |'
  echo '|---|---|---|---|---|'
  row '`--version`' 1.3 "$runbook --version" '`psql --version`' "$psql --version"
  row 'lint of 50 steps' 3 "$runbook lint $work/lint-50.yaml" '`psql --version`' "$psql --version"
  row '1,000 `sql` steps of the health check, journal included' 3 "$runbook run $work/health-1000.yaml --target '$target'" \
    '`psql -f`' "$psql -X -q -h $server -U postgres -f $work/health-1000.sql postgres"
  row '1,000 `sql` steps that are only `SELECT 1`' 3 "$runbook run $work/sql-1000.yaml --target '$target'" \
    '`psql -f`' "$psql -X -q -h $server -U postgres -f $work/sql-1000.sql postgres"
  row '50 `shell` steps, journal included' 1.3 "$runbook run $work/shell-50.yaml --target '$target'" \
    'bash' "bash $work/shell-50.sh"
  gcc -shared -fPIC -O1 -o "$work/crash.so" tests/Crash/crash.c -ldl
  amount 'flushes of a write step' "$(awk -v one="$(flushes write-1)" -v many="$(flushes write-11)" 'BEGIN { print (many - one) / 10 }')" 2 ''
  amount 'flushes of 100 read steps' "$(($(flushes read-101) - $(flushes read-1)))" 1 ''
  amount 'resume behind 10,000 turns instead of 5,000' "$(awk -v half="$(resumed 5000)" -v all="$(resumed 10000)" 'BEGIN { print all / half }')" 3 ×
  # The journal is no run's, so that nobody knows it: verified all the same, and `unproven` at its end.
  local million=$RUNBOOK_STATE/20261122T164012Z-000000
  journal 20261122T164012Z-000000 1000000
  journal 20261122T164012Z-000001 10000
  row 'verify of 1,000,000 events' 2 "sh -c '$runbook verify 20261122T164012Z-000000 >/dev/null 2>&1 || test \$? = 33'" \
    '`sha256sum`' "sha256sum $million/journal.jsonl"
  amount 'peak memory, verify of 10,000 events' "$(megabytes "$(peak_memory "$runbook" verify 20261122T164012Z-000001 || tail -n 1 "$work/memory.txt")" 1024)" 40 MB
  amount 'peak memory, verify of 1,000,000 events' "$(megabytes "$(peak_memory "$runbook" verify 20261122T164012Z-000000 || tail -n 1 "$work/memory.txt")" 1024)" 40 MB
  rm -rf "$RUNBOOK_STATE"
  local thousand
  thousand=$(cpu "$runbook lint $work/lint-1000.yaml")
  amount 'CPU of lint, 1,000 steps' "$thousand" 30 ms
  amount 'CPU of lint, 1,000 steps, half with expressions' "$(cpu "$runbook lint $work/lint-mixed-1000.yaml")" 30 ms
  amount 'CPU of lint, 4,000 steps instead of 1,000' "$(cpu "$runbook lint $work/lint-4000.yaml" | awk -v one="$thousand" '{ print $1 / one }')" 5 ×
  amount 'lint of all playbooks here' "$(median "$runbook lint playbooks")" 100 ms
  amount 'native program' "$(megabytes "$(wc -c <"$runbook")" 1)" 20 MB
  amount 'peak memory, 1,000 `sql` steps' "$(megabytes "$(peak_memory "$runbook" run "$work/sql-1000.yaml" --target "$target")" 1024)" 40 MB
  amount 'peak memory, 50 `shell` steps' "$(megabytes "$(peak_memory "$runbook" run "$work/shell-50.yaml" --target "$target")" 1024)" 40 MB
  playbooks
  echo
  machine
}

# Each playbook against the same commands by hand, on a system that a drill builds: the shortest of three turns each.
playbooks() { "$runbook" drill bench/drills --format json 2>>"$work/drills.txt" | python3 bench/playbooks.py; }

machine() {
  printf 'Medians of %s runs; %s, %s cores, PostgreSQL %s, journal on %s.\n' "$rounds" \
    "$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1)" "$(nproc)" \
    "$("$postgres/psql" --version | awk '{ print $3 }')" "$(stat -f -c %T "$work")"
}

main "$@"
