"""Messages on a pipe: eight bytes that say how long, then the message."""

import struct
from typing import IO

MORE, LAST = b"+", b"."  # what an answer begins with: whether its process takes another order
_LENGTH = struct.Struct("<Q")


def write_frame(stream: IO[bytes], message: bytes) -> None:
    """Send one message."""
    stream.write(_LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def read_frame(stream: IO[bytes], longest: int | None = None) -> bytes | None:
    """The next message; None where the stream ended before it was complete, or it says that it is longer than that."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if longest is not None and length > longest:
        return None
    message = stream.read(length)
    return message if len(message) == length else None
