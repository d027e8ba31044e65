"""Prints every managed policy that moto knows: one JSON object of name and document per line."""

import json
import sys


def main() -> int:
    try:
        from moto.iam.aws_managed_policies import aws_managed_policies_data
    except ImportError as problem:
        print(f"moto cannot be imported: {problem}", file=sys.stderr)
        return 2
    for name, policy in json.loads(aws_managed_policies_data).items():
        line = {"name": name, "document": json.dumps(policy["Document"])}
        print(json.dumps(line))
    return 0


if __name__ == "__main__":
    sys.exit(main())
