"""Rego in rego-cpp, the implementation in C++."""

import json

import regopy

from rego_policies import MODULE, RegoPolicies


class Rego(RegoPolicies):
    name = "Rego"
    setup = (
        "regopy (rego-cpp): the user's policies only, as data by service, compiled to a bundle "
        "ahead; the time is of input and query"
    )

    def prepare(self, statements, name, team):
        interpreter = regopy.Interpreter()
        interpreter.add_module("postern", MODULE)
        interpreter.add_data_json(self.data(statements, name))
        return interpreter, interpreter.build("data.postern.allow")

    def decide(self, prepared, question):
        interpreter, bundle = prepared
        interpreter.set_input(regopy.Input(json.loads(question)))
        return str(interpreter.query_bundle(bundle)).find("true") >= 0, None
