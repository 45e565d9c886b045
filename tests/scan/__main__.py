"""`make scan`: Wapiti and Schemathesis, each in an environment of its own, against a Primo with somebody signed in.

PRIMO_SCAN_SECONDS bounds Wapiti, PRIMO_SCAN_EXAMPLES says how often Schemathesis asks each route.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.browser import serving
from tests.cast import Person
from tests.fetched import tool
from tests.instances import instance
from tests.scan.schema import schema_of

SECONDS = int(os.environ.get("PRIMO_SCAN_SECONDS", "900"))
EXAMPLES = os.environ.get("PRIMO_SCAN_EXAMPLES", "30")
MODULES = "backup,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,permanentxss,redirect,sql,timesql"
MODULES += ",upload,xss"
"""Those that need nobody else: no database of theirs, no server that waits to be called."""
HIGH = 3
SECRET = "only-for-scanning-0123456789-abcdefgh"
ENDS = ("sign-out", "logout", "stream", "deletion", "removal")


def main() -> int:
    """Run both and return 0 where neither has a high finding."""
    given = {"PRIMO_ENV": "test", "SECRET_KEY": SECRET, "PUBLIC_URL": "http://localhost", "RATE_LIMIT_ENABLED": "0"}
    with tempfile.TemporaryDirectory(prefix="primo-scan-") as name, instance(given | {"FILES_FOLDER": name}) as own:
        alice = own.assemble().alice
        alice.post("/acme/projects/WEB/tasks", {"title": "First\n  Second\nThird tomorrow"})
        with serving.running(own.environment | {"LOG_LEVEL": "ERROR"}) as address:
            folder = Path(name)
            (folder / "schema.json").write_text(json.dumps(schema_of(own.app, ENDS)))
            found = [wapiti(address, alice, folder), schemathesis(address, alice, folder)]  # which leaves Acme at last
    return 1 if any(found) else 0


def schemathesis(address: str, who: Person, folder: Path) -> bool:
    """Return whether a route crashed."""
    asked = ["run", str(folder / "schema.json"), "--url", address, "--checks", "not_a_server_error", "--seed", "1"]
    done = subprocess.run(
        [tool("schemathesis"), *asked, "--max-examples", EXAMPLES, "--phases", "fuzzing", *headers(who, "--header")],
        cwd=folder,
        check=False,
    )
    return done.returncode != 0


def wapiti(address: str, who: Person, folder: Path) -> bool:
    """Return whether there is a high finding; all are printed."""
    report, out = folder / "wapiti.json", [f"{address}/{one}" for one in ("sign-out", "acme/stream")]
    asked = ["--url", f"{address}/acme/projects/WEB", "--scope", "domain", "--module", MODULES, "--format", "json"]
    each = SECONDS // (MODULES.count(",") + 2)
    asked += ["--max-scan-time", str(each * 2), "--max-attack-time", str(each), "--depth", "4"]
    asked += ["--output", str(report), "--flush-session", "--store-session", str(folder), "--no-bugreport"]
    asked += [part for one in out for part in ("--exclude", one)]
    subprocess.run([tool("wapiti", "wapiti3"), *asked, *headers(who, "-H")], cwd=folder, check=False)
    found = json.loads(report.read_text())
    for kind, faults in {**found["vulnerabilities"], **found["anomalies"]}.items():
        for fault in faults:
            print(f"level {fault['level']}  {kind}: {fault['method']} {fault['path']} {fault['info'][:160]}")
    print(f"Wapiti: {found['infos'].get('crawled_pages_nbr', '?')} pages")
    return any(one["level"] >= HIGH for faults in found["vulnerabilities"].values() for one in faults)


def headers(who: Person, option: str) -> list[str]:
    """Return what a browser of this person sends, as arguments."""
    return [option, f"Cookie: primo_session={who.token}", option, "Sec-Fetch-Site: same-origin"]


if __name__ == "__main__":
    sys.exit(main())
