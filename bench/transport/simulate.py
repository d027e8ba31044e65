"""Measures how many questions a minute `postern simulate` decides when each brings its policies along.

usage: simulate.py BINARY REQUESTS FOLDER

Two kinds of lines are asked, which FOLDER gets: the worlds of all cases of the corpus, again and
again, and the questions of REQUESTS (lines of `postern-bench requests`) with all policies of the
user, whose answers must be the engine's. Time is computing time: on a core that nobody else uses it
is the time that passes. Prints lines for people, and for the table of goals lines that begin with
`@`.
"""

import json
import resource
import subprocess
import sys
from pathlib import Path

CORPUS = Path("Tests/Corpus/decisions")
CORPUS_ROUNDS = 8


def simulate(binary, path):
    """Returns the answers, and the computing time in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run([binary, "simulate", "--input", path], capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    count = sum(1 for _ in open(path))
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    if len(answers) != count:
        sys.exit(f"{len(answers)} answers to {count} questions of {path}:\n{run.stderr[:2000]}")
    return answers, seconds


def worlds(path):
    """The simulate lines of one table of the corpus, put together as its README says."""
    table = json.loads(path.read_text())
    if "world" in table:
        yield table["world"]
        return
    for case in table["cases"]:
        world = dict(table.get("base", {}), policies=dict(table.get("policies", {})))
        request = dict(case.get("request", {}))
        world["policies"].update(request.pop("policies", {}))
        yield world | request


def ask_corpus(binary, path):
    lines = [world for table in sorted(CORPUS.glob("*/*.json")) for world in worlds(table)]
    with open(path, "w") as file:
        for number, world in enumerate(lines * CORPUS_ROUNDS):
            file.write(json.dumps(world | {"id": str(number)}) + "\n")
    answers, seconds = simulate(binary, path)
    return len(answers) * 60 / seconds


def ask_workload(binary, requests, path):
    outcomes = []
    with open(requests) as source, open(path, "w") as target:
        documents = json.loads(next(source))
        for number, text in enumerate(source):
            line = json.loads(text)
            question = dict(line["request"], id=str(number))
            question["context"]["aws:PrincipalTag/team"] = line["team"]
            question["policies"] = {
                "identity": [
                    {"name": f"p{place}", "document": documents[place]}
                    for place in line["policies"]
                ]
            }
            target.write(json.dumps(question) + "\n")
            outcomes.append(line["outcome"])
    answers, seconds = simulate(binary, path)
    differences = 0
    for answer, outcome in zip(answers, outcomes):
        if answer.get("kind", answer.get("decision")) != outcome:
            differences += 1
            print(f"    differs: {json.dumps(answer)}, the engine says {outcome}")
    return len(answers) * 60 / seconds, differences


def main():
    binary, requests, folder = sys.argv[1:]
    rate = ask_corpus(binary, f"{folder}/corpus.jsonl")
    print(f"  {'postern simulate, lines of the corpus':46}{rate:12,.0f} lines/minute")
    print(f"@simulate.lines\t{rate:.0f}")
    rate, differences = ask_workload(binary, requests, f"{folder}/workload.jsonl")
    print(f"  {'postern simulate, 10 policies of M on each':46}{rate:12,.0f} lines/minute")
    print(f"@simulate.M.lines\t{rate:.0f}\n@simulate.differences\t{differences}")
    if differences:
        sys.exit(f"{differences} answers of postern simulate differ from the engine's")


main()
