"""python messages.py LIST.json: reads a message TIMES times for every line "READER NUMBER
TIMES" of the standard input, into dictionaries, and answers with the nanoseconds."""

import json
import pathlib
import sys
import time

try:
    from lxml import etree
except ImportError:
    etree = None


def content(element):
    """Text, or a dictionary of lists: an element may repeat."""
    if len(element) == 0:
        return element.text or ""
    members = {}
    for child in element:
        members.setdefault(child.tag, []).append(content(child))
    return members


def lxml(data):
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))
    return {root.tag: [content(root)]}


def persons(message):
    body = message["XmlMsg"][0]["MessageBody"][0]
    results = 0
    for one in body.get("ResultList", []) + body.get("BulkConfirmUnit", []):
        results += sum("PostNumber" in result for result in one["ResultOfQualificationConfirmation"])
    return results


def main(path):
    path = pathlib.Path(path)
    files = json.loads(path.read_text(encoding="utf-8"))
    for number, file in enumerate(files):
        file["data"] = (path.parent / str(number)).read_bytes()
    for line in sys.stdin:
        _, number, times = line.rsplit(" ", 2)
        file = files[int(number)]
        if etree is None:
            print("none", flush=True)
            continue
        start = time.perf_counter_ns()
        for _ in range(int(times)):
            message = lxml(file["data"])
        nanoseconds = time.perf_counter_ns() - start
        assert persons(message) == file["persons"]
        print(nanoseconds, flush=True)


main(sys.argv[1])
