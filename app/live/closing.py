"""A lingering close, so that the last bytes are read: our half is closed first, the rest when the other side does.

Gunicorn would wait for that in the thread that gives out work: a few who never close would keep all others from it.
"""

from __future__ import annotations

import asyncio
import socket

PATIENCE = 2.0
PIECE = 4096


async def close_gently(connection: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    try:
        connection.shutdown(socket.SHUT_WR)
        async with asyncio.timeout(PATIENCE):
            while await loop.sock_recv(connection, PIECE):
                pass
    except (OSError, TimeoutError):
        pass  # gone already, or it had its time
    finally:
        connection.close()
