"""Cedar at its best: only the user's own policies, which were parsed before, as were the actions.

Exact actions and `service:Verb*` are entities and groups of entities, so that Cedar compares them
and does not match texts. Resources are compared with `like`, in the context. Variables are replaced
when the policies are sliced.
"""

import json

import cedarpy

from statements import own


def quoted(text):
    return json.dumps(text)


def pattern(text):
    """A pattern of Cedar: `*` is the wildcard in both languages."""
    return quoted(text)


class Cedar:
    name = "Cedar"
    setup = (
        "cedarpy: the user's policies only, parsed ahead; actions as entities in groups; "
        "the time is Cedar's own of the authorization, without the call from Python"
    )

    def __init__(self, actions):
        entities = []
        for action in sorted(actions):
            service, verb = action.split(":")
            first = next(index for index in range(1, len(verb)) if verb[index].isupper())
            entities.append(
                {
                    "uid": {"type": "Action", "id": action},
                    "attrs": {},
                    "parents": [
                        {"type": "Action", "id": f"{service}:{verb[:first]}*"},
                        {"type": "Action", "id": f"{service}:*"},
                    ],
                }
            )
        self.entities = cedarpy.Entities.from_json_str(json.dumps(entities))

    def prepare(self, statements, name, team):
        texts = [self.policy(statement, name) for statement in statements]
        return cedarpy.PolicySet.from_str("\n".join(texts))

    def policy(self, statement, name):
        tests = []
        if "*" not in statement.actions:
            actions = ", ".join(f"Action::{quoted(action)}" for action in statement.actions)
            tests.append(f"action in [{actions}]")
        if "*" not in statement.resources:
            matches = [
                f"context.resource like {pattern(own(resource, name))}"
                for resource in statement.resources
            ]
            tests.append("(" + " || ".join(matches) + ")")
        if statement.condition:
            tests.append(self.condition(statement.condition, name))
        effect = "permit" if statement.allows else "forbid"
        when = f" when {{ {' && '.join(tests)} }}" if tests else ""
        return f"{effect}(principal, action, resource){when};"

    def condition(self, condition, name):
        operator, key, values = condition
        if operator == "IpAddress":
            ranges = [f"context.address.isInRange(ip({quoted(value)}))" for value in values]
            return "(" + " || ".join(ranges) + ")"
        if operator == "Bool":
            return "context.multiFactor"
        if operator == "StringLike":
            return f"context.prefix like {pattern(own(values[0], name))}"
        field = "team" if key.startswith("aws:PrincipalTag") else "region"
        return f"[{', '.join(map(quoted, values))}].contains(context.{field})"

    def question(self, line):
        request = line["request"]
        context = request["context"]
        return {
            "principal": {"type": "User", "id": line["name"]},
            "action": {"type": "Action", "id": request["action"]},
            "resource": {"type": "Resource", "id": "one"},
            "context": {
                "resource": request["resource"],
                "address": {"__extn": {"fn": "ip", "arg": context["aws:SourceIp"]}},
                "multiFactor": context["aws:MultiFactorAuthPresent"] == "true",
                "prefix": context["s3:prefix"],
                "team": line["team"],
                "region": context["aws:RequestedRegion"],
            },
        }

    def decide(self, prepared, question):
        """Whether it is allowed, and the microseconds of the authorization alone."""
        result = cedarpy.is_authorized(question, prepared, self.entities)
        return result.allowed, result.metrics.get("authz_duration_micros")
