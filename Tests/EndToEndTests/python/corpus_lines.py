"""Prints every case of the corpus of decisions as an object of `line` and `expect`, a line each.

Usage: corpus_lines.py FOLDER

The numbers of a case keep their text: each is carried through as it was written.
"""

import json
import pathlib
import sys


class Number(float):
    """A number that is written as it was read."""

    def __new__(cls, text):
        number = super().__new__(cls, text)
        number.text = text
        return number

    def __repr__(self):
        return self.text


def encode(value):
    """Returns JSON text; the standard encoder would rewrite numbers."""
    if isinstance(value, Number):
        return value.text
    if isinstance(value, dict):
        members = (f"{json.dumps(name)}:{encode(member)}" for name, member in value.items())
        return "{" + ",".join(members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(encode, value)) + "]"
    return json.dumps(value)


def world(table, row):
    """Builds the line of a row, as the corpus says it is built."""
    if "world" in row:
        return dict(row["world"])
    line = dict(table.get("base", {}))
    policies = dict(table.get("policies", line.get("policies", {})))
    request = row.get("request", {})
    policies.update(request.get("policies", {}))
    line.update({name: value for name, value in request.items() if name != "policies"})
    line["policies"] = policies
    return line


def main():
    top = pathlib.Path(sys.argv[1])
    for path in sorted(top.rglob("*.json")):
        table = json.loads(
            path.read_text(encoding="utf-8"), parse_float=Number, parse_int=Number
        )
        for number, row in enumerate(table.get("cases", [table])):
            line = {"id": f"{path.relative_to(top)}#{number}"}
            line.update(world(table, row))
            print(encode({"line": encode(line), "expect": row["expect"]}))


if __name__ == "__main__":
    main()
