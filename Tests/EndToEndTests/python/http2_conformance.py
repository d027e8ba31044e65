"""Tries every rule for HTTP/2 servers that the tables name, each on a connection of its own.

Usage: http2_conformance.py HOST:PORT [TEXT]. With a text only the cases whose names contain it are
run. Prints one JSON object: `count` and `failures`, a list of `case` and `outcome`.
"""

import json
import sys

import http2_field_cases
import http2_frame_cases
import http2_hpack_cases
import http2_stream_cases

CASES = (
    http2_frame_cases.CASES
    + http2_stream_cases.CASES
    + http2_field_cases.CASES
    + http2_hpack_cases.CASES
)


def main():
    address = sys.argv[1]
    wanted = sys.argv[2] if len(sys.argv) > 2 else ""
    cases = [case for case in CASES if wanted in case.name]
    names = [case.name for case in CASES]
    repeated = sorted({name for name in names if names.count(name) > 1})
    outcomes = [(case.name, case.failure(address)) for case in cases]
    failures = [(name, outcome) for name, outcome in outcomes if outcome is not None]
    failures += [(name, "two cases have this name") for name in repeated]
    print(
        json.dumps(
            {
                "count": len(cases),
                "failures": [{"case": name, "outcome": outcome} for name, outcome in failures],
            }
        )
    )


main()
