"""TCP addresses for the stores of the tests, which otherwise answer on private sockets only."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def door(socket: Path) -> Iterator[int]:
    """Let a free port of this machine lead to a Unix socket for the block."""
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(asyncio.start_server(lambda r, w: join(r, w, socket), "127.0.0.1", 0))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield int(server.sockets[0].getsockname()[1])
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


async def join(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, socket: Path) -> None:
    """Carry bytes both ways until both sides are done."""
    far_reader, far_writer = await asyncio.open_unix_connection(str(socket))
    await asyncio.gather(carry(reader, far_writer), carry(far_reader, writer), return_exceptions=True)


async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while chunk := await reader.read(65536):
            writer.write(chunk)
            await writer.drain()
    finally:
        writer.close()
