"""python bulk.py DIST RESULT.xml TIME

A 一括照会 result of any size: read part by part and judged person by person, in
memory that does not grow with the file. wasmtime-py takes seconds to hand over a
megabyte of bytes: where that is too long, call the core module as ../node does.
"""

import json
import sys
from pathlib import Path

from reception import Onshi

PIECE = 256 * 1024


def parts(onshi, file):
    """Messages of their own, each with the header and some of the persons."""
    options = json.dumps({"fileName": file.name})
    progress = ""  # what is left over of a piece: patients' data, for memory alone
    with file.open("rb") as result:
        while progress is not None:  # a piece without bytes is the end
            piece = result.read(PIECE)
            part = onshi.call("message", "read-part", progress, piece, options)
            progress = part.progress
            yield part.document


def main(dist, result_file, at):
    onshi = Onshi(Path(dist) / "onshi.wasm")
    # Read once for that alone: what breaks off, or says something else of itself further
    # on, is refused before anybody's result is told.
    for _ in parts(onshi, Path(result_file)):
        pass
    for document in parts(onshi, Path(result_file)):
        interface = getattr(document, "interface-id")
        judged = onshi.call("eligibility", "judge-units", interface, document.content, None, at)
        for unit in judged.units:
            state = getattr(unit.judgement.state, "message-ja")
            print(f"{getattr(unit, 'arbitrary-identifier')}: {state}")


if __name__ == "__main__":
    main(*sys.argv[1:])
