"""Casbin: one enforcer for each user with the user's own policies; deny overrides.

Actions and resources are matched by `keyMatch`-like functions; conditions are a function of ours,
because casbin has none for addresses and sets.
"""

import fnmatch
import ipaddress
import re

import casbin

from statements import own

MODEL = """
[request_definition]
r = action, resource, context

[policy_definition]
p = action, resource, condition, eft

[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))

[matchers]
m = matches(r.action, p.action) && matches(r.resource, p.resource) && holds(r.context, p.condition)
"""


class Casbin:
    name = "casbin"
    setup = (
        "pycasbin: an enforcer with the user's policies only, built ahead; patterns compiled once; "
        "the time is of the whole call"
    )

    def __init__(self, actions):
        self.patterns = {}
        self.conditions = {}

    def prepare(self, statements, name, team):
        model = casbin.Enforcer.new_model(text=MODEL)
        enforcer = casbin.Enforcer(model)
        enforcer.add_function("matches", self.matches)
        enforcer.add_function("holds", self.holds)
        for statement in statements:
            condition = self.key(statement.condition, name)
            for action in statement.actions:
                for resource in statement.resources:
                    enforcer.add_policy(
                        action,
                        own(resource, name),
                        condition,
                        "allow" if statement.allows else "deny",
                    )
        return enforcer

    def key(self, condition, name):
        key = own(repr(condition), name)
        self.conditions[key] = condition and (
            condition[0],
            condition[1],
            tuple(own(value, name) for value in condition[2]),
        )
        return key

    def matches(self, text, pattern):
        compiled = self.patterns.get(pattern)
        if compiled is None:
            compiled = re.compile(fnmatch.translate(pattern)).match
            self.patterns[pattern] = compiled
        return compiled(text) is not None

    def holds(self, context, key):
        condition = self.conditions[key]
        if condition is None:
            return True
        operator, name, values = condition
        value = context[name]
        if operator == "IpAddress":
            address = ipaddress.ip_address(value)
            return any(address in ipaddress.ip_network(network) for network in values)
        if operator == "StringLike":
            return self.matches(value, values[0])
        return value in values

    def question(self, line):
        request = line["request"]
        context = dict(request["context"])
        context["aws:PrincipalTag/team"] = line["team"]
        return (request["action"], request["resource"], context)

    def decide(self, prepared, question):
        return prepared.enforce(*question), None
