# Measures requests over the network against a minimal C server. Sourced by `run`.

# Every wire: its key, what is spoken, how it is secured, and where the C server listens.
WIRES=(
  "tcp.json json plain 7460" "unix.json json plain c-json.sock"
  "tcp.grpc grpc plain 7461" "unix.grpc grpc plain c-grpc.sock"
  "tcp.json.tls json tls 7462" "unix.json.tls json tls c-json-tls.sock"
  "tcp.grpc.tls grpc tls 7463" "unix.grpc.tls grpc tls c-grpc-tls.sock"
)
# Where Postern listens; all wires of a kind share a listener.
PORT=7470
TLS_PORT=7471
DIAGNOSTICS=7473
CONNECTIONS=900

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
  cat "$work/$2.log" >&2
  exit 1
}

start() { # NAME PLACE COMMAND...: leaves the process in `server`
  local name=$1 place=$2
  shift 2
  "$@" >"$work/$name.log" 2>&1 &
  server=$!
  servers+=("$server")
  await "$place" "$name"
}

stop() { # PID
  kill "$1"
  wait "$1" 2>/dev/null || true
}

resident() { # PID: KiB
  awk '/^VmRSS:/ { print $2 }' "/proc/$1/status"
}

serve_postern() { # DIRECTORY: leaves the process in `postern`
  cat >"$work/postern.yaml" <<EOF
entities: {directory: "$1", observationMilliseconds: ${OBSERVATION:-200}}
server: {loops: 1}
diagnostics: {address: "127.0.0.1:$DIAGNOSTICS"}
decisions:
  - {address: "127.0.0.1:$PORT", trustedContext: true}
  - {address: "unix:$work/plain.sock", trustedContext: true}
  - address: "127.0.0.1:$TLS_PORT"
    trustedContext: true
    tls: {certificateFile: "$work/certificate.pem", keyFile: "$work/key.pem"}
  - address: "unix:$work/tls.sock"
    trustedContext: true
    tls: {certificateFile: "$work/certificate.pem", keyFile: "$work/key.pem"}
EOF
  start postern "$DIAGNOSTICS" "${pin[@]}" "$POSTERN" serve --config "$work/postern.yaml"
  postern=$server
  await "$PORT" postern
}

# Where Postern listens for a wire.
place() { # KEY SECURITY
  case $1.$2 in
    tcp.*.plain) echo "$PORT" ;;
    tcp.*.tls) echo "$TLS_PORT" ;;
    *) echo "$work/$2.sock" ;;
  esac
}

# What is served and asked.
prepare_transport() {
  mkdir -p "$work/account"
  "$BENCH" account --workload M >"$work/account/account.json"
  "$BENCH" request --workload M --place 0 >"$work/request.json"
  python3 bench/transport/grpc_request.py "$work/request.json" >"$work/request.grpc"
}

# The C server and Postern side by side, on every wire and in every shape.
measure_wires() {
  heading "Transport, connections x streams, one server thread each"
  local wire key protocol security there c_servers=()
  pin=("${server_core[@]}")
  serve_postern "$work/account"
  for wire in "${WIRES[@]}"; do
    read -r key protocol security there <<<"$wire"
    [[ $there == *.sock ]] && there=$work/$there
    local certificate=()
    [[ $security == tls ]] && certificate=("$work/certificate.pem" "$work/key.pem")
    start "c-$key" "$there" "${pin[@]}" "$work/c-server" "$protocol" "$there" "${certificate[@]}"
    c_servers+=("$server")
    echo "$key $protocol $security $server $there $postern $(place "$key" "$security")"
  done >"$work/wires"
  python3 bench/transport/compare.py "$work/wires" "$work/request.json" "$work/request.grpc" | collect
  local process
  for process in "${c_servers[@]}" "$postern"; do stop "$process"; done
}

# How long from starting the process to its first answer, in milliseconds.
measure_first_answer() {
  heading "Start of the process"
  local round
  rm -f "$work/first.rows"
  for ((round = 0; round < ${BENCH_QUICK:-9}; round++)); do
    python3 bench/transport/first_answer.py "$POSTERN" deploy/examples/acme "$PORT" "$DIAGNOSTICS" \
      deploy/examples/acme/requests/01-developer-reads-an-order.json >>"$work/first.rows"
  done
  line "start to first answer, example account" "$(median "$work/first.rows" 1)" "ms"
  record first_answer "$(median "$work/first.rows" 1)"
}

# What idle connections add to the resident memory, in a process of its own for each kind.
measure_connections() { # KEY PLACE KIND
  serve_postern "$work/account"
  local bytes
  bytes=$(python3 bench/transport/idle_connections.py "$2" "$3" "$CONNECTIONS" "$postern")
  line "one idle connection, $1" "$bytes" "bytes"
  record "$1.connection.bytes" "$bytes"
  stop "$postern"
}

measure_memory() {
  heading "Memory of the process"
  pin=("${server_core[@]}")
  serve_postern "$work/account"
  line "resident when idle, workload M" "$(resident "$postern")" "KiB"
  record idle.M.kib "$(resident "$postern")"
  stop "$postern"
  start postern "$PORT" "${pin[@]}" "$POSTERN" serve --from deploy/examples/acme \
    --decisions "127.0.0.1:$PORT" --diagnostics "127.0.0.1:$DIAGNOSTICS"
  line "resident when idle, example account" "$(resident "$server")" "KiB"
  record idle.mib "$(resident "$server" | awk '{ printf "%.1f", $1 / 1024 }')"
  stop "$server"
  measure_connections tcp "$PORT" plain
  measure_connections unix "$work/plain.sock" plain
  measure_connections tls "$TLS_PORT" tls
}

# The tail while policies are published. Postern may use both cores: whoever loads policies while
# questions are asked has another thread, and what that costs the questions is what is measured.
measure_reloads() {
  heading "Publishing beside requests"
  mkdir -p "$work/small"
  "$BENCH" account --workload S >"$work/small/account.json"
  "$BENCH" request --workload S --place 0 >"$work/small.json"
  cat >"$work/small/changing.yaml" <<'EOF'
kind: User
name: changing
inlinePolicies:
  - name: Changing
    document:
      Version: "2012-10-17"
      Statement: {Sid: Number0, Effect: Allow, Action: "s3:GetObject", Resource: "*"}
EOF
  pin=(env)
  OBSERVATION=20 serve_postern "$work/small"
  python3 bench/transport/reloads.py "$postern" "$PORT" "$DIAGNOSTICS" "$work/small.json" \
    "$work/small/changing.yaml" | collect
  stop "$postern"
}

# Questions that bring their policies along, a line each.
measure_simulate() {
  heading "Simulation"
  "$BENCH" requests --workload M --count 5000 >"$work/simulated.jsonl"
  python3 bench/transport/simulate.py "$POSTERN" "$work/simulated.jsonl" "$work" | collect
}
