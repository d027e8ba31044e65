"""The policies of the workload M in Rego: the user's statements of the action's service, as data.

The rules look at nothing but those statements. Patterns are taken apart into a beginning, a middle
and an end when they are laid out, so that no wildcard is interpreted; networks become beginnings of
addresses. Every engine of Rego gets this module, compiled once for each user with the user's data.
"""

import json

from statements import own

MODULE = """package postern

default allow := false

allow if {
  granted
  not denied
}

granted if {
  some statement in data.allow[input.service]
  applies(statement)
}

denied if {
  some statement in data.deny[input.service]
  applies(statement)
}

applies(statement) if {
  some action in statement.actions
  matches(input.action, action)
  some resource in statement.resources
  matches(input.resource, resource)
  holds(statement.condition)
}

matches(text, pattern) if {
  pattern.kind == "exact"
  text == pattern.start
}

matches(text, pattern) if {
  pattern.kind == "like"
  startswith(text, pattern.start)
  contains(text, pattern.middle)
  endswith(text, pattern.end)
}

holds(condition) if condition.kind == "none"

holds(condition) if {
  condition.kind == "among"
  input.context[condition.key] in condition.values
}

holds(condition) if {
  condition.kind == "begins"
  some value in condition.values
  startswith(input.context[condition.key], value)
}
"""


class RegoPolicies:
    """What the engines of Rego have in common: the data of a user, and the input of a question."""

    def __init__(self, actions):
        self.services = sorted({action.split(":")[0] for action in actions})

    def data(self, statements, name):
        data = {"allow": {}, "deny": {}}
        for side, allows in (("allow", True), ("deny", False)):
            for service in self.services:
                data[side][service] = [
                    self.row(statement, name)
                    for statement in statements
                    if statement.allows == allows and self.concerns(statement, service)
                ]
        return json.dumps(data)

    def concerns(self, statement, service):
        return any(name == "*" or name.startswith(f"{service}:") for name in statement.actions)

    def row(self, statement, name):
        return {
            "actions": [self.pattern(action) for action in statement.actions],
            "resources": [self.pattern(own(resource, name)) for resource in statement.resources],
            "condition": self.condition(statement.condition, name),
        }

    def pattern(self, text):
        parts = text.split("*")
        if len(parts) == 1:
            return {"kind": "exact", "start": text, "middle": "", "end": ""}
        middle = parts[1] if len(parts) > 2 else ""
        return {"kind": "like", "start": parts[0], "middle": middle, "end": parts[-1]}

    def condition(self, condition, name):
        if condition is None:
            return {"kind": "none", "key": "", "values": []}
        operator, key, values = condition
        if operator == "IpAddress":
            begins = [value.removesuffix("0.0/16") for value in values]
            return {"kind": "begins", "key": key, "values": begins}
        if operator == "StringLike":
            begins = [own(value, name).removesuffix("*") for value in values]
            return {"kind": "begins", "key": key, "values": begins}
        return {"kind": "among", "key": key, "values": list(values)}

    def question(self, line):
        request = line["request"]
        context = dict(request["context"])
        context["aws:PrincipalTag/team"] = line["team"]
        return json.dumps(
            {
                "service": request["action"].split(":")[0],
                "action": request["action"],
                "resource": request["resource"],
                "context": context,
            }
        )
