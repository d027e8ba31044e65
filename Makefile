# Postern: every command that the house needs, one recipe each. `make help` lists them.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help

EXAMPLE := deploy/examples/acme
BINARY := .build/release/postern
VENV := .venv
BENCH_VENV := .build/bench-venv

# The Swift standard library is linked in: the binary runs where no Swift is installed. Frame pointers
# would cost every answer a thirtieth of its instructions; a profiler finds its way without them by the
# sections for debugging (`perf record --call-graph dwarf`). SwiftNIO would check some thirty times in an
# answer that it uses none of its variables twice at once, a fifteenth of the instructions; it is checked
# in every debug build, with all tests, and our own code always is (see Package.swift). What nobody calls
# is left out, function by function, and so are the names of all others, which only plugins would look up.
# The whole program is optimised once more when it is linked, which takes two more minutes and saves an
# answer a twentieth of its time (`make build LTO=thin`: half of both). Constants stay in one segment with
# the code, whose pages an idle process gives back.
LTO := full
RELEASE := --configuration release --static-swift-stdlib --omit-frame-pointers \
	--experimental-lto-mode $(LTO) -Xswiftc -use-ld=lld -Xlinker --no-rosegment \
	-Xswiftc -enforce-exclusivity=unchecked -Xswiftc -Xfrontend -Xswiftc -function-sections \
	-Xlinker --no-export-dynamic

# What the product links, and what the tests and benchmarks run besides.
LIBRARIES := libnghttp2-dev libssl-dev libsqlite3-dev libyaml-dev pkg-config
TOOLS := binutils curl nghttp2-client openssl python3 python3-venv systemd valgrind

# What stands before Postern in tests, and what reads its metrics.
NEIGHBOURS := nginx caddy prometheus

FUZZ_SECONDS := 60
DIFFERENTIAL_WORLDS := 10000000

# The evaluators alone, which Package.swift cuts out of the house: in release, because they answer
# very many random questions, and in a folder of their own. The benchmark is built with them.
PURE := POSTERN_PURE=1 POSTERN_BENCH=1 swift test --configuration release --omit-frame-pointers \
	--scratch-path .build/pure --disable-xctest

# Installs those of the packages in $(1) that are missing: nothing happens when all are there.
define install
	command -v dpkg >/dev/null || { echo "this is not Debian: install what matches $(1)" >&2; exit 1; }
	missing=()
	for package in $(1); do
	  dpkg -s "$$package" 2>/dev/null | grep -q '^Status: install ok installed' || missing+=("$$package")
	done
	if (( $${#missing[@]} )); then
	  echo "installing system packages: $${missing[*]}"
	  as_root=()
	  if [[ "$$(id -u)" != 0 ]]; then as_root=(sudo); fi
	  "$${as_root[@]}" apt-get update -qq
	  "$${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
	    apt-get install -y -qq --no-install-recommends "$${missing[@]}"
	fi
endef

.PHONY: help
help: ## list the commands
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/\1\t\2/' | expand -t 14

.PHONY: setup
setup: ## install the system packages that are missing
	@$(call install,$(LIBRARIES))

.PHONY: setup-tests
setup-tests: setup $(VENV)/installed $(VENV)/proxies/usr/bin/promtool

.PHONY: setup-tools
setup-tools:
	@$(call install,$(TOOLS))

# A `python3` that cannot make an environment (a version switcher without a version) gives way to Debian's.
$(VENV)/installed: Tests/EndToEndTests/requirements.txt | setup-tools
	@python3 -m venv --clear $(VENV) 2>/dev/null || /usr/bin/python3 -m venv --clear $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --no-deps -r $<
	touch $@

# Unpacked, not installed, since installing one starts it.
$(VENV)/proxies/usr/bin/promtool: $(VENV)/installed
	@mkdir -p $(VENV)/proxies && cd $(VENV)/proxies
	apt-get download $(NEIGHBOURS) || { apt-get update -qq && apt-get download $(NEIGHBOURS); }
	for package in *.deb; do dpkg -x "$$package" .; done
	touch usr/bin/promtool

.PHONY: build
build: setup ## build the release binary
	swift build $(RELEASE) --product postern

.PHONY: run
run: build ## start the sidecar on the example account
	exec $(BINARY) serve --from $(EXAMPLE)

.PHONY: lint
lint: ## check the format of the source
	swift format lint --strict --parallel --recursive Package.swift Sources Tests

.PHONY: format
format: ## format the source
	swift format --in-place --parallel --recursive Package.swift Sources Tests

.PHONY: test
test: setup-tests lint build ## build everything and run all tests
	swift build --build-tests --explicit-target-dependency-import-check error
	export POSTERN_BINARY=$(CURDIR)/$(BINARY) POSTERN_PYTHON=$(CURDIR)/$(VENV)/bin/python
	swift test --skip-build --disable-xctest --skip 'ConformanceTests|DifferentialTests'
	$(PURE)
	bench/gates .build/pure/release/postern-bench

# The generated code is committed, so that building needs neither the compiler nor its plugin.
# `unsafe` is put where the house asks for the word and the generator does not know it. Envoy's messages
# are read and written by hand; the tests compare that with the library's, and alone have it.
PROTOS := $(sort $(shell cd proto && find . -name '*.proto' | cut -c3-))
MESSAGES := Sources/PosternAPI/Messages
WITNESSES := Tests/PosternAPITests/Messages

.PHONY: proto
proto: setup ## generate the messages of gRPC again
	@$(call install,protobuf-compiler libprotobuf-dev)
	swift build --configuration release --scratch-path .build/proto --product protoc-gen-swift \
	  --package-path .build/checkouts/swift-protobuf
	rm -f $(MESSAGES)/*.pb.swift $(WITNESSES)/*.pb.swift
	protoc --proto_path=proto --plugin=.build/proto/release/protoc-gen-swift \
	  --swift_out=$(MESSAGES) --swift_opt=Visibility=Internal \
	  --swift_opt=FileNaming=PathToUnderscores --swift_opt=UseAccessLevelOnImports=true $(PROTOS)
	sed -i 's/= _StorageClass.defaultInstance$$/= unsafe _StorageClass.defaultInstance/' $(MESSAGES)/*.pb.swift
	mv $(MESSAGES)/envoy_*.pb.swift $(WITNESSES)
	sed -i 's/^internal import SwiftProtobuf$$/@testable import PosternAPI\n&/' $(WITNESSES)/*.pb.swift
	protoc --proto_path=proto --include_imports --descriptor_set_out=.build/descriptors $(PROTOS)
	printf '// DO NOT EDIT.\n// swift-format-ignore-file\n\n/// %s\nenum FileDescriptors {\n  static let base64 = "%s"\n}\n' \
	  'The descriptions of all messages and methods, for reflection.' \
	  "$$(base64 --wrap=0 .build/descriptors)" > $(MESSAGES)/descriptors.pb.swift

# The long runs build in folders of their own, so that they do not replace the release binary.

.PHONY: differential
differential: setup ## compare engine and oracle on ten million random requests
	POSTERN_DIFFERENTIAL_WORLDS=$(DIFFERENTIAL_WORLDS) $(PURE) --filter DifferentialTests

.PHONY: fuzz
fuzz: setup ## run every fuzz target for one minute
	@export POSTERN_FUZZ=1
	for folder in Tests/Fuzz/*/; do
	  target=$$(basename "$$folder")
	  swift build --configuration release --scratch-path .build/fuzz --sanitize fuzzer --product "$$target"
	done
	# Swift's own report of a crash would end the program before libFuzzer has written the input down.
	export SWIFT_BACKTRACE=enable=no
	for folder in Tests/Fuzz/*/; do
	  target=$$(basename "$$folder")
	  echo "fuzzing with $$target for $(FUZZ_SECONDS) seconds"
	  mkdir -p ".build/fuzz/corpus/$$target"
	  ".build/fuzz/release/$$target" -max_total_time=$(FUZZ_SECONDS) -timeout=5 -print_final_stats=1 \
	    -artifact_prefix="$${folder}Inputs/" ".build/fuzz/corpus/$$target" "$${folder}Inputs"
	done

.PHONY: test-threads
test-threads: setup ## publish beside readers under the thread sanitizer
	POSTERN_PURE=1 swift test --configuration release --sanitize thread \
	  --scratch-path .build/threads --disable-xctest \
	  --filter PublishingTests

# Other engines, in an environment of their own, which also has nothing else to be measured beside.
$(BENCH_VENV)/installed: bench/peers/requirements.txt | setup-tools
	@mkdir -p $(dir $(BENCH_VENV))
	python3 -m venv --clear $(BENCH_VENV) 2>/dev/null || /usr/bin/python3 -m venv --clear $(BENCH_VENV)
	$(BENCH_VENV)/bin/pip install --quiet --disable-pip-version-check --no-deps -r $<
	touch $@

.PHONY: bench
bench: setup setup-tools build $(BENCH_VENV)/installed ## measure everything and write bench/REPORT.md
	BENCH_PYTHON=$(BENCH_VENV)/bin/python bench/run

.PHONY: bench-gates
bench-gates: setup setup-tools build $(BENCH_VENV)/installed ## measure, and fail for each goal that is missed
	BENCH_PYTHON=$(BENCH_VENV)/bin/python bench/run --gates

.PHONY: bench-peers
bench-peers: setup setup-tools $(BENCH_VENV)/installed ## put the same requests to other policy engines
	BENCH_PYTHON=$(BENCH_VENV)/bin/python bench/run --peers

.PHONY: clean
clean: ## remove what the commands above made
	rm -rf .build $(VENV)
