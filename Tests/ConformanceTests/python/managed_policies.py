"""Prints the managed policies that the package `moto` carries, one JSON line each: name and document.

The module with the texts is read on its own, so that nothing else of the package (and nothing that
it depends on) is loaded.
"""

import importlib.util
import json
import pathlib
import runpy
import sys


def policies():
    """Returns the policies by name, as the package spells them."""
    package = importlib.util.find_spec("moto")
    if package is None or package.origin is None:
        sys.exit("the package `moto` is not installed: run `make setup-tests`")
    texts = pathlib.Path(package.origin).parent / "iam" / "aws_managed_policies.py"
    return json.loads(runpy.run_path(str(texts))["aws_managed_policies_data"])


for name, policy in sorted(policies().items()):
    print(json.dumps({"name": name, "document": json.dumps(policy["Document"])}))
