# Measures the engine: instructions, allocations, time and memory of decisions. Sourced by `run`.

# How many requests are repeated where instructions are counted: their mix is that of all.
COUNTED_REQUESTS=1000
if [[ -n ${BENCH_QUICK:-} ]]; then COUNTED_REQUESTS=100; fi

# Builds the benchmark as `make build` builds the product, without what linking optimises: that takes
# minutes, and the product is the faster for it.
build_engine() {
  POSTERN_BENCH=1 swift build --configuration release --static-swift-stdlib \
    --omit-frame-pointers --scratch-path "$SCRATCH" --product postern-bench >"$work/build.log" 2>&1 \
    || { cat "$work/build.log" >&2; exit 1; }
  prepare_engine
}

# What counting needs beside the benchmark.
prepare_engine() {
  "$(command -v cc || command -v clang)" -O2 -shared -fPIC bench/malloc-count/malloc-count.c \
    -o "$work/malloc-count.so"
  "$(command -v cc || command -v clang)" -O2 -shared -fPIC bench/count-switch/count-switch.c \
    -o "$work/count-switch.so"
  # This valgrind does not read the debugging sections of Swift 6.
  strip --strip-debug -o "$work/postern-bench" "$BENCH"
}

# Prints the lines for people and records those for the table of goals.
collect() {
  local line
  while IFS= read -r line; do
    if [[ $line == @* ]]; then printf '%s\n' "${line#@}" >>"$work/rows.tsv"; else echo "$line"; fi
  done
}

# Prints one of the cores that this process may use: another number, another core if there is one.
core() { # NUMBER
  awk -v number="$1" '
    /^Cpus_allowed_list/ {
      runs = split($2, list, ",")
      for (run = 1; run <= runs; run++) {
        ends = split(list[run], bounds, "-")
        for (core = bounds[1] + 0; core <= bounds[ends] + 0; core++) cores[count++] = core
      }
      print cores[number % count]
    }' /proc/self/status
}

# Two runs that differ in nothing but their number of decisions: the difference is what those cost.
# The seed of hashing is fixed and each run has one core, on which documents are parsed one after
# another, so that everything else is the same to the last instruction.
loop() { # WORKLOAD PHASE ROUNDS COMMAND...: the last words run postern-bench under a counter
  local workload=$1 phase=$2 rounds=$3
  shift 3
  SWIFT_DETERMINISTIC_HASHING=1 taskset --cpu-list "$(core "$rounds")" \
    "$@" "$work/postern-bench" loop --workload "$workload" \
    --phase "$phase" --rounds "$rounds" --count "$COUNTED_REQUESTS"
}

# Prints decisions, instructions, and calls of what counts references, checks exclusivity or
# allocates an object.
instructions() { # WORKLOAD PHASE ROUNDS
  local profile=$work/profile.$BASHPID
  LD_PRELOAD=$work/count-switch.so loop "$@" valgrind --tool=callgrind --instr-atstart=no \
    --callgrind-out-file="$profile" 2>&1 \
    | awk '/decisions,/ { decisions = $1 } /Collected/ { count = $NF }
        END { printf "%s %s ", decisions, count }'
  # A called function stands with its name at first, later with its number only.
  awk '
    match($0, /^c?fn=\([0-9]+\)/) {
      number = substr($0, RSTART, RLENGTH); sub(/^c?fn=/, "", number)
      if (length($0) > RLENGTH) names[number] = substr($0, RLENGTH + 2)
      if ($0 ~ /^cfn=/) called = names[number]
    }
    /^calls=/ {
      split(substr($0, 7), words, " ")
      if (called ~ /^_?swift_(bridgeObject)?(R|r)etain/) counts["retains"] += words[1]
      if (called ~ /^_?swift_(bridgeObject)?(R|r)elease/) counts["releases"] += words[1]
      if (called ~ /^_?swift_beginAccess/) counts["accesses"] += words[1]
    }
    END { print counts["retains"] + 0, counts["releases"] + 0, counts["accesses"] + 0 }
  ' "$profile"
  rm -f "$profile"
}

allocations() { # WORKLOAD PHASE ROUNDS
  loop "$@" env LD_PRELOAD="$work/malloc-count.so" 2>&1 \
    | awk '/decisions,/ { decisions = $1 } /^allocations:/ { count = $2 }
        END { print decisions, count }'
}

# per_decision COUNTER WORKLOAD PHASE: every number behind the first, per decision
per_decision() {
  "$1" "$2" "$3" 1 >"$work/once" &
  "$1" "$2" "$3" 2 >"$work/twice"
  wait $!
  paste -d' ' "$work/once" "$work/twice" | awk '{
    half = NF / 2
    for (i = 2; i <= half; i++) printf "%.2f ", ($(half + i) - $i) / ($(half + 1) - $1)
    print ""
  }'
}

count_phase() { # WORKLOAD PHASE
  local counted=() allocated
  read -ra counted <<<"$(per_decision instructions "$1" "$2")"
  if ! awk -v count="${counted[0]:-0}" 'BEGIN { exit !(count > 0) }'; then
    echo "nothing was counted of $1, $2" >&2
    return 1
  fi
  line "$2, instructions" "${counted[0]%.*}" "per decision"
  record "$1.$2.instructions" "${counted[0]}"
  [[ $2 == explained ]] && return
  allocated=$(per_decision allocations "$1" "$2")
  line "$2, allocations" "${allocated% }" "per decision"
  record "$1.$2.allocations" "${allocated% }"
  line "$2, retains and releases" "$(awk '{ print $1 + $2 }' <<<"${counted[*]:1:2}")" "per decision"
  record "$1.$2.counting" "$(awk '{ print $1 + $2 }' <<<"${counted[*]:1:2}")"
  record "$1.$2.exclusivity" "${counted[3]}"
}

# Has the specification decide every draw; two workloads at a time, for nobody measures time now.
verify_workloads() { # WORKLOAD...
  heading "Compared with the specification"
  local workload running=()
  for workload in "$@"; do
    "$BENCH" verify --workload "$workload" --count "$(verified_count "$workload")" \
      >"$work/verified.$workload" &
    running+=($!)
    if ((${#running[@]} == 2)); then
      wait "${running[0]}" && wait "${running[1]}"
      running=()
    fi
  done
  if ((${#running[@]})); then wait "${running[0]}"; fi
  for workload in "$@"; do
    line "workload $workload" "" ""
    collect <"$work/verified.$workload"
  done
}

# All requests of the workloads that fit into the time; of the largest two a part.
verified_count() { # WORKLOAD
  if [[ -n ${BENCH_QUICK:-} ]]; then
    echo 20
    return
  fi
  case $1 in
    S) echo 2000 ;;
    W) echo 200 ;;
    *) echo 20000 ;;
  esac
}

measure_engine() { # WORKLOAD: time and memory
  heading "Engine, workload $1"
  "$BENCH" measure --workload "$1" | collect
}

count_engine() { # WORKLOAD PHASE...: instructions, allocations and reference counts
  local workload=$1 phase
  shift
  heading "Engine, workload $workload, counted"
  for phase in "$@"; do count_phase "$workload" "$phase"; done
}

measure_publishing() { # WORKLOAD
  heading "Publishing, workload $1"
  "$BENCH" publish --workload "$1" --count "$COUNTED_REQUESTS" | collect
}

measure_start() {
  heading "Start from a store with the account of the workload L"
  "$BENCH" store --workload L --path "$work/large.db"
  local round
  for round in 1 2 3; do "$BENCH" start --path "$work/large.db"; done | collect
}

measure_peers() {
  heading "Other engines, workload M"
  local ours
  ours=$(awk -F'\t' '$1 == "M.raw.p50" { print $2 }' "$work/rows.tsv" 2>/dev/null || true)
  if [[ -z $ours ]]; then
    "$BENCH" measure --workload M | collect >/dev/null
    ours=$(awk -F'\t' '$1 == "M.raw.p50" { print $2 }' "$work/rows.tsv")
  fi
  "$BENCH" requests --workload M --count "$COUNTED_REQUESTS" >"$work/requests.jsonl"
  "${BENCH_PYTHON:-python3}" bench/peers/compare.py \
    "$work/requests.jsonl" 500 "$ours" | collect
}
