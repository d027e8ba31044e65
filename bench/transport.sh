# Measures requests over the network against a minimal C server. Sourced by `run`.

ROUNDS=3
C_SERVER_PORT=7470
POSTERN_PORT=7471
DIAGNOSTICS_PORT=7473

build_transport() {
  cc -O2 bench/c-server/server.c -lnghttp2 -o "$work/c-server"
}

# Waits until something listens at a port of this machine.
await_port() { # PORT NAME
  local attempt
  for attempt in {1..200}; do
    if (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then return; fi
    sleep 0.05
  done
  echo "nothing listens at port $1: $2 did not start" >&2
  exit 1
}

start() { # NAME PORT COMMAND...: leaves the process in `server`
  local name=$1 port=$2
  shift 2
  "${server_core[@]}" "$@" >"$work/$name.log" 2>&1 &
  server=$!
  servers+=("$server")
  await_port "$port" "$name"
}

ticks() { # PID: user and system time
  sed 's/^.*) //' "/proc/$1/stat" | awk '{ print $12 + $13 }'
}

# Puts the request again and again; prints CPU microseconds per request, requests a second, and p50.
drive() { # PID PORT COUNT CONNECTIONS STREAMS
  local before after
  before=$(ticks "$1")
  rm -f "$work/times"
  "${client_core[@]}" h2load -n "$3" -c "$4" -m "$5" -d "$work/request.json" \
    -H 'content-type: application/json' --log-file="$work/times" \
    "http://127.0.0.1:$2/v1/authorize" >"$work/h2load.log" 2>&1
  after=$(ticks "$1")
  awk '$2 != 200 { failed++ } END { if (failed || NR == 0) { print failed + 0, "requests failed"; exit 1 } }' \
    "$work/times" >&2
  local p50 rate
  p50=$(cut -f3 "$work/times" | sort -n | awk '{ times[NR] = $1 } END { print times[int((NR + 1) / 2)] }')
  rate=$(sed -n 's/^finished in .*, \([0-9.]*\) req\/s.*/\1/p' "$work/h2load.log")
  awk -v ticks=$((after - before)) -v hertz="$(getconf CLK_TCK)" -v count="$3" -v rate="$rate" \
    -v p50="$p50" 'BEGIN { printf "%.3f %.0f %d\n", ticks / hertz * 1e6 / count, rate, p50 }'
}

# The two servers take turns, so that a change of the machine's mood meets both.
compare() { # CONNECTIONS STREAMS COUNT
  local round name
  rm -f "$work/c-server.rows" "$work/postern.rows"
  for ((round = 0; round < ROUNDS; round++)); do
    drive "$c_server" "$C_SERVER_PORT" "$3" "$1" "$2" >>"$work/c-server.rows"
    if [[ -n $postern ]]; then
      drive "$postern" "$POSTERN_PORT" "$3" "$1" "$2" >>"$work/postern.rows"
    fi
  done
  for name in c-server postern; do
    [[ -f $work/$name.rows ]] || continue
    line "$1 x $2, $name: CPU" "$(median "$work/$name.rows" 1)" "us per request"
    line "$1 x $2, $name: rate" "$(median "$work/$name.rows" 2)" "requests/s"
    line "$1 x $2, $name: p50" "$(median "$work/$name.rows" 3)" "us"
  done
  if [[ -f $work/postern.rows ]]; then
    line "$1 x $2, ratio of CPU" "$(awk -v a="$(median "$work/postern.rows" 1)" \
      -v b="$(median "$work/c-server.rows" 1)" 'BEGIN { printf "%.2f", a / b }')" "postern / c-server"
  fi
}

measure_transport() {
  heading "Transport, connections x streams, TCP on this machine, one server thread each"
  mkdir "$work/account"
  "$BENCH" account --workload M >"$work/account/account.json"
  "$BENCH" request --workload M --place 0 >"$work/request.json"
  line "request" "$(wc -c <"$work/request.json")" "bytes"
  start c-server "$C_SERVER_PORT" "$work/c-server" "$C_SERVER_PORT"
  c_server=$server
  postern=
  if [[ -x $POSTERN ]]; then
    start postern "$DIAGNOSTICS_PORT" "$POSTERN" serve --from "$work/account" --trusted-context \
      --decisions "127.0.0.1:$POSTERN_PORT" --diagnostics "127.0.0.1:$DIAGNOSTICS_PORT" --loops 1
    postern=$server
    await_port "$POSTERN_PORT" postern
  else
    line "postern" "absent" "there is no $POSTERN: make build"
  fi
  compare 1 1 40000
  compare 8 10 300000
}
