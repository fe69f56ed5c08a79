"""python reception.py DIST RESULT.xml TIME LEAF.der ANCHOR.der

Onshi in Python: the component through wasmtime-py's typed functions. Reads and
judges a face-reader result, then verifies a card's certificate.
"""

import json
import os
import sys
from pathlib import Path

from wasmtime import Config, Engine, Store
from wasmtime.component import Component, Linker, Record


class OnshiError(Exception):
    """What the core says is wrong: `problems` with code, place and texts."""

    def __init__(self, problems):
        super().__init__("\n".join(f"{p.code}: {getattr(p, 'message-ja')}" for p in problems))
        self.problems = problems


class Onshi:
    """The component, compiled once; every call has an instance of its own."""

    def __init__(self, path):
        self.engine = Engine(Config())
        self.component = Component.from_file(self.engine, str(path))
        self.linker = Linker(self.engine)
        with self.linker.root() as root:
            with root.add_instance("wasi:random/random@0.2.0") as random:
                random.add_func("get-random-bytes", lambda _, length: os.urandom(length))

    def call(self, interface, function, *arguments):
        store = Store(self.engine)
        instance = self.linker.instantiate(store, self.component)
        exported = instance.get_export_index(store, f"onshi:sdk/{interface}@0.1.0")
        index = instance.get_export_index(store, function, exported)
        result = instance.get_func(store, index)(store, *arguments)
        if isinstance(result, list):  # the error of `result<record, list<problem>>`
            raise OnshiError(result)
        return result


def record(**fields):
    made = Record()
    made.__dict__.update({name.replace("_", "-"): value for name, value in fields.items()})
    return made


def main(dist, result_file, at, leaf_file, anchor_file):
    onshi = Onshi(Path(dist) / "onshi.wasm")
    options = json.dumps({"fileName": Path(result_file).name})
    document = onshi.call("message", "read", Path(result_file).read_bytes(), options)
    judgement = onshi.call("eligibility", "judge", document.content, at)
    print(f"{getattr(document, 'interface-id')}: {getattr(judgement.state, 'message-ja')}")
    print(getattr(judgement.assurance, "message-ja"))
    for eligibility in judgement.eligibilities:
        print(f"{eligibility.share.percent}% ({getattr(eligibility.share.source, 'message-ja')})")

    request = record(
        profile="jpki-auth", leaf=Path(leaf_file).read_bytes(), intermediates=[],
        anchors=[Path(anchor_file).read_bytes()], crls=[], at=at,
        options=json.dumps({"acceptTestHierarchy": True}), **{"ocsp-responses": []},
    )
    verdict = onshi.call("certificate", "validate", request)
    print(f"certificate: {verdict.state}")
    for finding in verdict.findings:
        if finding.outcome != "passed":
            print(f"  {finding.outcome}: {getattr(finding, 'message-ja')}")


if __name__ == "__main__":
    main(*sys.argv[1:])
