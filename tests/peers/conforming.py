"""Reads documents with expat and, where it is installed, with libxml2, and says where
Onshi takes what they refuse or reads another value than they do.

Each line of the standard input is JSON: `bytes` (base64), `tree` (null where Onshi
refused it) and `code` (why). A tree is [name, text] or [name, [tree, …]]; the name of an
element in a namespace begins with "~".
"""

import base64
import json
import sys
from xml.parsers import expat

try:
    from lxml import etree
except ImportError:
    etree = None

# What Onshi refuses although it is well-formed.
STRICTER = {
    "message.dtd",
    "message.unknown-encoding",
    "message.mark-and-declaration-differ",
    "message.too-deep",
    "message.too-many-attributes",
}
SPACE = " \t\r\n"
UNKNOWN = object()


class Reader:
    """The tree of one document."""

    def __init__(self):
        self.open = [["", []]]

    def start(self, name, _attributes):
        local = "~" + name.rsplit("}", 1)[1] if "}" in name else name
        self.open.append([local, [""]])

    def end(self, _name):
        name, inside = self.open.pop()
        if len(inside) == 1:
            tree = [name, inside[0]]
        else:
            kept = [one for one in inside if isinstance(one, list) or one.strip(SPACE)]
            tree = [name, [one if isinstance(one, list) else ["#text", one] for one in kept]]
        self.open[-1][1].extend([tree, ""])

    def text(self, text):
        self.open[-1][1][-1] += text

    def tree(self):
        return self.open[0][1][0]


def by_expat(document):
    reader = Reader()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = lambda text: len(reader.open) > 1 and reader.text(text)
    try:
        parser.Parse(document, True)
    except (expat.ExpatError, ValueError, LookupError):
        # It knows UTF-8 by one name alone.
        return UNKNOWN if b"'UTF8'" in document or b'"UTF8"' in document else None
    return reader.tree()


def by_libxml2(document):
    parser = etree.XMLParser(
        resolve_entities=False, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = etree.fromstring(document, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        return None
    reader = Reader()

    def walk(element):
        reader.start(element.tag.removeprefix("{"), {})
        reader.text(element.text or "")
        for child in element:
            walk(child)
            reader.text(child.tail or "")
        reader.end(element.tag)

    walk(root)
    return reader.tree()


def main():
    peers = {"expat": by_expat}
    if etree:
        peers["libxml2"] = by_libxml2
    tally = {}
    wrong = 0
    for number, line in enumerate(sys.stdin):
        given = json.loads(line)
        document = base64.b64decode(given["bytes"])
        for name, peer in peers.items():
            theirs = peer(document)
            if theirs is UNKNOWN:
                continue
            if given["tree"] is not None:
                kind = "both" if theirs == given["tree"] else "WRONG: it refuses or reads otherwise"
            elif theirs is None:
                kind = "neither"
            elif given["code"] in STRICTER or given["code"] == "message.not-well-formed":
                kind = "stricter"
            elif given["code"] == "message.not-a-message":
                kind = "another root"
            else:
                kind = "WRONG: refused for " + given["code"]
            tally[name, kind] = tally.get((name, kind), 0) + 1
            if kind.startswith("WRONG") and wrong < 20:
                wrong += 1
                print(f"{number} {name} {kind}: {document!r}\n  {theirs} {given['tree']}", file=sys.stderr)
    for (name, kind), count in sorted(tally.items()):
        print(f"{name}: {kind}: {count}")
    sys.exit(1 if wrong else 0)


main()
