"""Reads a page of metrics from standard input and prints one sample a line, labels sorted.

Holds what `promtool check metrics` asks for besides: every family has help, counters end in
`_total`, nothing else does, names are in snake case, and no family is empty.
"""

import re
import sys

from prometheus_client.parser import text_string_to_metric_families

for family in text_string_to_metric_families(sys.stdin.read()):
    assert family.documentation, f"{family.name} has no help"
    assert family.samples, f"{family.name} is empty"
    assert re.fullmatch(r"[a-z][a-z0-9_]*", family.name), family.name
    assert not re.search(r"(gauge|counter|histogram)", family.name), family.name
    for sample in family.samples:
        is_total = sample.name.endswith("_total")
        assert is_total == (family.type == "counter"), f"{sample.name} is a {family.type}"
        labels = ",".join(f"{name}={value}" for name, value in sorted(sample.labels.items()))
        print(f"{sample.name}{{{labels}}} {sample.value:.17g}")
