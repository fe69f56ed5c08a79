"""Writes the classes of kanji variants: python3 variants.py MOJI_DB OUTPUT.

A class is joined from the pairs of the lists below; what a class keeps is in CP932,
in JIS X 0213 or in one of the government's lists. sdk/variants/README.md says what
the lists are and why these.
"""

import sqlite3
import sys
import unicodedata

GOVERNMENT = ["joyo/variant", "jinmei1/variant", "jinmei2/variant"]
REGISTERS = "koseki/variant"
VARIATION_SELECTORS = "".join(map(chr, range(0xE0100, 0xE01F0)))


def pairs(database, name):
    rows = database.execute(f'SELECT subject, object FROM "kdpv_{name}"')
    for row in rows:
        one, other = (text.rstrip(VARIATION_SELECTORS) for text in row)
        if len(one) == len(other) == 1:
            yield one, other


def is_han(character):
    code = ord(character)
    return 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or code >= 0x20000


def charset(encoding):
    found = set()
    for code in range(0x8140, 0xFF00):
        for prefix in (b"", b"\x8f"):
            try:
                text = (prefix + code.to_bytes(2, "big")).decode(encoding)
            except UnicodeDecodeError:
                continue
            if len(text) == 1 and is_han(text):
                found.add(text)
    return found


class Classes:
    def __init__(self):
        self.parent = {}

    def root(self, character):
        while self.parent.setdefault(character, character) != character:
            character = self.parent[character]
        return character

    def join(self, one, other):
        self.parent[self.root(one)] = self.root(other)

    def lines(self):
        classes = {}
        for character in self.parent:
            classes.setdefault(self.root(character), []).append(character)
        return sorted("".join(sorted(members)) for members in classes.values() if len(members) > 1)


def main(database, output):
    database = sqlite3.connect(database)
    kept = charset("cp932") | charset("euc_jis_2004")
    # 𠮷 is in neither, and in names all the same.
    kept.add("\U00020BB7")
    for name in GOVERNMENT:
        for pair in pairs(database, name):
            kept.update(pair)
            kept.update(unicodedata.normalize("NFC", one) for one in pair)
    classes = Classes()
    for name in [*GOVERNMENT, REGISTERS]:
        for pair in pairs(database, name):
            # Compatibility ideographs are joined below, to what Unicode says they are.
            one, other = (unicodedata.normalize("NFC", character) for character in pair)
            if one != other and one in kept and other in kept:
                classes.join(one, other)
    for character in kept:
        unified = unicodedata.normalize("NFC", character)
        if unified != character:
            classes.join(character, unified)
    with open(output, "w", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in classes.lines())


main(*sys.argv[1:])
