# Measures requests over the network against a minimal C server. Sourced by `run`.

ROUNDS=3
SHAPES=("1 1 20000" "8 1 40000" "8 10 150000" "1 100 150000") # connections, streams, requests

build_transport() {
  cc -O2 bench/c-server/server.c -lnghttp2 -lssl -lcrypto -o "$work/c-server"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost \
    -days 1 -keyout "$work/key.pem" -out "$work/certificate.pem" 2>/dev/null
}

# Waits until something listens at a port or a socket file of this machine.
await() { # PLACE NAME
  local attempt
  for attempt in {1..400}; do
    if [[ $1 == /* ]]; then
      [[ -S $1 ]] && return
    elif (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then
      return
    fi
    sleep 0.05
  done
  echo "nothing listens at $1: $2 did not start" >&2
  exit 1
}

start() { # NAME PLACE COMMAND...: leaves the process in `server`
  local name=$1 place=$2
  shift 2
  "${server_core[@]}" "$@" >"$work/$name.log" 2>&1 &
  server=$!
  servers+=("$server")
  await "$place" "$name"
}

stop() { # PID
  kill "$1"
  wait "$1" 2>/dev/null || true
}

ticks() { # PID: user and system time
  sed 's/^.*) //' "/proc/$1/stat" | awk '{ print $12 + $13 }'
}

resident() { # PID: KiB
  awk '/^VmRSS:/ { print $2 }' "/proc/$1/status"
}

# Where h2load connects for a place and a wire.
target() { # PLACE WIRE
  case $1 in
    /*) echo "--base-uri=unix:$1 http://localhost$path" ;;
    *) [[ $2 == tls ]] && echo "https://127.0.0.1:$1$path" || echo "http://127.0.0.1:$1$path" ;;
  esac
}

# Puts the request again and again; prints CPU microseconds per request, and p50, p99 and p99.9 in
# microseconds. With a rate, requests are sent when they are due, whatever the answers do.
drive() { # PID PLACE WIRE CONNECTIONS STREAMS COUNT [RATE]
  local before after
  before=$(ticks "$1")
  rm -f "$work/times"
  # shellcheck disable=SC2046
  "${client_core[@]}" h2load -n "$6" -c "$4" -m "$5" -d "$body" "${fields[@]}" \
    ${7:+--rps="$7"} --log-file="$work/times" $(target "$2" "$3") >"$work/h2load.log" 2>&1
  after=$(ticks "$1")
  awk '$2 != 200 { failed++ } END { if (failed || NR == 0) { print failed + 0, "requests failed"; exit 1 } }' \
    "$work/times" >&2
  cut -f3 "$work/times" | sort -n \
    | awk -v ticks=$((after - before)) -v hertz="$(getconf CLK_TCK)" '{ times[NR] = $1 } END {
        printf "%.3f %d %d %d\n", ticks / hertz * 1e6 / NR, times[int((NR + 1) / 2)],
          times[int(NR * 0.99 + 0.5)], times[int(NR * 0.999 + 0.5)] }'
}

# The two servers take turns, so that a change of the machine's mood meets both.
compare() { # KEY WIRE CONNECTIONS STREAMS COUNT; the servers' processes and places are set
  local round name key="$1.$3x$4"
  rm -f "$work"/{c-server,postern}.rows
  for ((round = 0; round < ROUNDS; round++)); do
    drive "$c_server" "$c_place" "$2" "$3" "$4" "$5" >>"$work/c-server.rows"
    drive "$postern" "$postern_place" "$2" "$3" "$4" "$5" >>"$work/postern.rows"
  done
  local ours theirs
  ours=$(median "$work/postern.rows" 1)
  theirs=$(median "$work/c-server.rows" 1)
  line "$key, CPU" "$ours" "us per request, C $theirs"
  line "$key, p50 / p99 / p99.9" \
    "$(median "$work/postern.rows" 2)/$(median "$work/postern.rows" 3)/$(median "$work/postern.rows" 4)" \
    "us, C $(median "$work/c-server.rows" 2)/$(median "$work/c-server.rows" 3)/$(median "$work/c-server.rows" 4)"
  record "$key.cpu" "$ours"
  record "$key.ratio" "$(awk -v a="$ours" -v b="$theirs" 'BEGIN { printf "%.2f", a / b }')"
  record "$key.p50" "$(median "$work/postern.rows" 2)"
  record "$key.p99.9" "$(median "$work/postern.rows" 4)"
}

serve_postern() { # PLACE OPTION...
  local place=$1
  shift
  start postern "$place" "$POSTERN" serve --from "$work/account" --trusted-context --loops 1 \
    --diagnostics 127.0.0.1:7473 "$@"
  postern=$server
  postern_place=$place
  await "$place" postern
}

# One wire, all shapes: the C server and Postern side by side.
compare_wire() { # KEY WIRE KIND C-PLACE POSTERN-PLACE OPTION...
  local key=$1 wire=$2 kind=$3 shape certificate=()
  c_place=$4
  [[ $wire == tls ]] && certificate=("$work/certificate.pem" "$work/key.pem")
  start c-server "$c_place" "$work/c-server" "$kind" "$c_place" "${certificate[@]}"
  c_server=$server
  serve_postern "$5" "${@:6}"
  for shape in "${SHAPES[@]}"; do
    # shellcheck disable=SC2086
    compare "$key" "$wire" $shape
  done
  stop "$c_server"
  stop "$postern"
}

speak_json() {
  body=$work/request.json
  path=/v1/authorize
  fields=(-H 'content-type: application/json')
}

speak_grpc() {
  body=$work/request.grpc
  path=/postern.v1.Authorizer/Authorize
  fields=(-H 'content-type: application/grpc' -H 'te: trailers')
}

# How long from starting the process to its first answer, in milliseconds.
measure_first_answer() {
  local round
  rm -f "$work/first.rows"
  for ((round = 0; round < 9; round++)); do
    python3 bench/transport/first_answer.py "$POSTERN" deploy/examples/acme 7471 7473 \
      deploy/examples/acme/requests/01-developer-reads-an-order.json >>"$work/first.rows"
  done
  line "start to first answer, example account" "$(median "$work/first.rows" 1)" "ms"
  record first_answer "$(median "$work/first.rows" 1)"
}

measure_memory() {
  local before after
  serve_postern 7471 --decisions 127.0.0.1:7471
  before=$(resident "$postern")
  after=$(python3 bench/transport/idle_connections.py 7471 500 "$postern")
  line "resident when idle, workload M" "$before" "KiB"
  line "one idle connection" "$(((after - before) * 1024 / 500))" "bytes"
  record connection.bytes "$(((after - before) * 1024 / 500))"
  stop "$postern"
  start postern 7471 "$POSTERN" serve --from deploy/examples/acme --decisions 127.0.0.1:7471 \
    --diagnostics 127.0.0.1:7473
  before=$(resident "$server")
  line "resident when idle, example account" "$before" "KiB"
  record idle.mib "$(awk -v kib="$before" 'BEGIN { printf "%.1f", kib / 1024 }')"
  stop "$server"
}

# The tail while policies are published again and again, at a rate that leaves the server idle half
# of the time.
measure_reloads() {
  local round rate=1000 writer
  serve_postern 7471 --decisions 127.0.0.1:7471
  rm -f "$work"/{quiet,busy}.rows
  for ((round = 0; round < ROUNDS; round++)); do
    drive "$postern" 7471 tcp 8 1 16000 "$rate" >>"$work/quiet.rows"
    while sleep 0.1; do touch "$work/account/account.json"; done &
    writer=$!
    drive "$postern" 7471 tcp 8 1 16000 "$rate" >>"$work/busy.rows"
    kill "$writer"
    wait "$writer" 2>/dev/null || true
  done
  local quiet busy
  quiet=$(median "$work/quiet.rows" 4)
  busy=$(median "$work/busy.rows" 4)
  line "p99.9 at 8,000 requests/s, quiet and reloading" "$quiet/$busy" "us"
  record reload.tail "$(awk -v a="$busy" -v b="$quiet" 'BEGIN { printf "%.2f", a / b }')"
  stop "$postern"
}

measure_transport() {
  heading "Transport, connections x streams, one server thread each"
  mkdir "$work/account"
  "$BENCH" account --workload M >"$work/account/account.json"
  "$BENCH" request --workload M --place 0 >"$work/request.json"
  line "request" "$(wc -c <"$work/request.json")" "bytes"
  speak_json
  compare_wire tcp plain json 7470 7471 --decisions 127.0.0.1:7471
  compare_wire unix plain json "$work/c.sock" "$work/postern.sock" --decisions off \
    --decisions-socket "$work/postern.sock"
  compare_wire tls tls json 7470 7471 --decisions 127.0.0.1:7471 \
    --decisions-certificate "$work/certificate.pem" --decisions-key "$work/key.pem"
  python3 bench/transport/grpc_request.py "$work/request.json" >"$work/request.grpc"
  speak_grpc
  compare_wire grpc plain grpc 7470 7471 --decisions 127.0.0.1:7471
  speak_json
  measure_memory
  measure_first_answer
  measure_reloads
}
