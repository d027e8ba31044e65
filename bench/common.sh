# What the measurements share: places, cores, lines of the report and the rows behind it.
# Sourced by `run`; the rooms beside it (`engine.sh`, `transport.sh`) only define functions.

SCRATCH=.build/bench
BENCH=$SCRATCH/release/postern-bench
POSTERN=${POSTERN_BINARY:-.build/release/postern}

# Server and client have a core each, when there are two.
server_core=(env)
client_core=(env)
if (($(nproc) > 1)); then
  server_core=(taskset --cpu-list 0)
  client_core=(taskset --cpu-list 1)
fi

work=$(mktemp -d)
: >"$work/rows.tsv"
servers=()
failed=()
measuring=

stop_servers() {
  local pid
  for pid in "${servers[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait
}

finish() {
  # All of the measurement's process group: what it waits for, and its servers.
  if [[ -n $measuring ]]; then kill -- "-$measuring" 2>/dev/null || true; fi
  stop_servers
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

# attempt FUNCTION ARGUMENT...: one measurement in a process group of its own, at whose end its servers
# end. When it fails, the others still run; `failed` has its name.
attempt() {
  set -m
  (
    set +m
    trap stop_servers EXIT
    trap 'exit 143' TERM
    "$@"
  ) &
  measuring=$!
  set +m
  if ! wait "$measuring"; then
    failed+=("$*")
    echo "  FAILED: $*" >&2
  fi
  measuring=
}

heading() { printf '\n%s\n' "$1"; }

# line NAME NUMBER UNIT: aligned with the lines of postern-bench.
line() { printf '  %-46s%12s %s\n' "$1" "$2" "$3"; }

# record KEY VALUE: a row for the table of goals (`goals/*.tsv` say what each key must reach).
record() { printf '%s\t%s\n' "$1" "$2" >>"$work/rows.tsv"; }

# The median of a column of a file.
median() { # FILE COLUMN
  cut -d' ' -f"$2" "$1" | sort -n | awk '{ rows[NR] = $1 } END { print rows[int((NR + 1) / 2)] }'
}

describe_machine() {
  local state
  state=$(git rev-parse --short HEAD 2>/dev/null || echo "unknown")
  git diff --quiet HEAD 2>/dev/null || state+=" with changes"
  heading "Postern, measured"
  line "date" "$(date -u +%Y-%m-%d)" ""
  line "commit" "$state" ""
  line "machine" "$(lscpu | sed -n 's/^Model name: *//p' | head -1)" ""
  line "cores" "$(nproc)" ""
  line "load when it began" "$(cut -d' ' -f1 /proc/loadavg)" ""
}
