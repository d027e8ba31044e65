"""The statements of the workload M, in the pieces that other policy languages are made from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Statement:
    """One statement; `condition` is None or (operator, key, values)."""

    allows: bool
    actions: tuple
    resources: tuple
    condition: tuple | None


def many(value):
    return tuple(value) if isinstance(value, list) else (value,)


def read(document):
    statements = []
    for statement in many(document["Statement"]):
        condition = None
        for operator, keys in statement.get("Condition", {}).items():
            for key, values in keys.items():
                condition = (operator, key, many(values))
        statements.append(
            Statement(
                statement["Effect"] == "Allow",
                many(statement["Action"]),
                many(statement["Resource"]),
                condition,
            )
        )
    return statements


def own(text, name):
    """Puts the name of whoever asks into a pattern: policies are sliced to one user anyway."""
    return text.replace("${aws:username}", name)
