"""python relay.py DIST: answers calls, a JSON line each, as the vectors' runner asks them."""

import base64
import json
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "host-examples" / "python"))

from reception import Onshi  # noqa: E402

onshi = Onshi(Path(sys.argv[1]) / "onshi.wasm")
for line in sys.stdin:
    call = json.loads(line)
    payload = base64.b64decode(call["payload"])
    said = onshi.call("facade", "invoke", call["operation"], json.dumps(call["input"]), payload)
    member = "answer" if said.tag == "ok" else "problems"
    print(json.dumps({member: json.loads(said.payload)}), flush=True)
