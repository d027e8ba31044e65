# Measures the engine: instructions, allocations, time and memory of decisions. Sourced by `run`.

build_engine() {
  POSTERN_BENCH=1 swift build --configuration release --static-swift-stdlib \
    --scratch-path "$SCRATCH" --product postern-bench >"$work/build.log" 2>&1 \
    || { cat "$work/build.log" >&2; exit 1; }
  cc -O2 -shared -fPIC bench/malloc-count/malloc-count.c -o "$work/malloc-count.so"
  # This valgrind does not read the debugging sections of Swift 6.
  strip -o "$work/postern-bench" "$BENCH"
}

# Two runs that differ in nothing but their number of decisions: the difference is the decisions' own.
# The seed of hashing is fixed, so that everything else is the same to the last instruction.
loop() { # WORKLOAD PHASE ROUNDS COMMAND...: the last words run postern-bench under a counter
  local workload=$1 phase=$2 rounds=$3
  shift 3
  SWIFT_DETERMINISTIC_HASHING=1 "$@" "$work/postern-bench" loop --workload "$workload" \
    --phase "$phase" --rounds "$rounds"
}

instructions() { # WORKLOAD PHASE ROUNDS
  loop "$@" valgrind --tool=callgrind --callgrind-out-file=/dev/null 2>&1 \
    | awk '/decisions,/ { decisions = $1 } /Collected/ { count = $NF } END { print decisions, count }'
}

allocations() { # WORKLOAD PHASE ROUNDS
  loop "$@" env LD_PRELOAD="$work/malloc-count.so" 2>&1 \
    | awk '/decisions,/ { decisions = $1 } /^allocations:/ { count = $2 } END { print decisions, count }'
}

# per_decision COUNTER WORKLOAD PHASE FORMAT
per_decision() {
  "$1" "$2" "$3" 1 >"$work/once" &
  "$1" "$2" "$3" 2 >"$work/twice"
  wait $!
  paste -d' ' "$work/once" "$work/twice" \
    | awk -v format="$4" '{ printf format, ($4 - $2) / ($3 - $1) }'
}

measure_engine() { # WORKLOAD
  heading "Engine, workload $1"
  "$BENCH" verify --workload "$1" --count "$([[ $1 == W ]] && echo 200 || echo 2000)"
  "$BENCH" measure --workload "$1"
  local phase
  for phase in resolved raw; do
    line "$phase, instructions" "$(per_decision instructions "$1" "$phase" %d)" "per decision"
    line "$phase, allocations" "$(per_decision allocations "$1" "$phase" %.2f)" "per decision"
  done
}
