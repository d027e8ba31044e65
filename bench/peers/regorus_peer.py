"""Rego in regorus, the implementation in Rust, on its virtual machine."""

import json

import regorus

from rego_policies import MODULE, RegoPolicies

ENTRY = "data.postern.allow"


class Regorus(RegoPolicies):
    name = "regorus"
    setup = (
        "regorus: the user's policies only, as data by service, compiled for its virtual machine "
        "ahead; the time is of input and execution"
    )

    def prepare(self, statements, name, team):
        data = self.data(statements, name)
        machine = regorus.Rvm()
        modules = [("postern.rego", MODULE)]
        machine.load_program(regorus.Program.compile_from_modules(data, modules, [ENTRY]))
        machine.set_data_json(data)
        return machine

    def decide(self, prepared, question):
        prepared.set_input_json(question)
        return json.loads(prepared.execute()) is True, None
