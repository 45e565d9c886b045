"""Where the local server listens, checked before anything is started."""

import errno
import os
import socket
from dataclasses import dataclass

from app.local.faults import Fault

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - names for it, not a default


@dataclass(frozen=True)
class Address:
    host: str
    port: int

    @classmethod
    def from_environment(cls) -> "Address":
        """Read HOST and PORT (0: any free port) and refuse what nobody can listen on."""
        host = os.environ.get("HOST") or "127.0.0.1"
        given = os.environ.get("PORT") or "8000"
        if not given.isdigit() or int(given) > 65535:
            raise Fault(f"PORT must be a number up to 65535, not {given!r}.")
        return cls(host, _free_port(host) if given == "0" else _checked(host, int(given)))

    @property
    def near(self) -> str:
        """The name under which this machine itself reaches the server."""
        return _EVERYWHERE.get(self.host, self.host)

    @property
    def url(self) -> str:
        host = "localhost" if self.near in {"127.0.0.1", "::1"} else self.host
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"


def _checked(host: str, port: int) -> int:
    try:
        _bind(host, port)
    except PermissionError:
        raise Fault(f"Only root may listen on port {port}. Try: PORT=8000 make run") from None
    except socket.gaierror:
        raise Fault(f"HOST={host} is no address of this machine. Leave it unset to use localhost.") from None
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise Fault(f"Cannot listen on {host} port {port}: {error.strerror}.") from None
        raise Fault(f"Port {port} is taken. Try: PORT={_free_port(host, port + 1)} make run") from None
    return port


def _free_port(host: str, first: int = 0) -> int:
    for port in range(first, min(first + 100, 65536)) if first else ():
        try:
            return _bind(host, port)
        except OSError:
            continue
    return _bind(host, 0)


def _bind(host: str, port: int) -> int:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)
        return int(probe.getsockname()[1])
