"""A loopback server that says exactly the bytes a test wants said, and remembers who came."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass


def answer(body: bytes = b"", status: str = "200 OK", *fields: str) -> bytes:
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *fields]
    return "\r\n".join([*head, "", ""]).encode() + body


def redirect(location: str, status: str = "302 Found") -> bytes:
    return answer(b"", status, f"Location: {location}")


@dataclass(frozen=True)
class Seen:
    path: str
    fields: dict[str, str]


Handler = Callable[[socket.socket], None]


class Wire:
    """Routes are whole answers, or functions that talk over the connection and close it."""

    def __init__(self, host: str = "127.0.0.1", port: int = 0, context: ssl.SSLContext | None = None) -> None:
        self.routes: dict[str, bytes | Handler] = {}
        self.seen: list[Seen] = []
        self.connections = 0
        self.busy = self.most_busy = 0
        self.thinking_time = 0.0
        self.is_closing = threading.Event()
        self._context = context
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listener = socket.create_server((host, port), family=family, backlog=128)
        self.host, self.port = self._listener.getsockname()[:2]
        self._start(self._accept)

    def url(self, path: str = "/") -> str:
        scheme = "https" if self._context else "http"
        return f"{scheme}://{self.host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [seen.path for seen in self.seen]

    def close(self) -> None:
        self.is_closing.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)
            assert not thread.is_alive()

    def _start(self, target, *arguments) -> None:
        thread = threading.Thread(target=target, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self.is_closing.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                self.connections += 1
                self._open.add(connection)
            self._start(self._converse, connection)

    def _converse(self, plain: socket.socket) -> None:
        connection = plain
        try:
            if self._context:
                connection = self._context.wrap_socket(plain, server_side=True)
            while self._one_answer(connection):
                pass
        except OSError:
            pass
        finally:
            with self._lock:
                self._open.discard(plain)
            connection.close()

    def _one_answer(self, connection: socket.socket) -> bool:
        head = b""
        while b"\r\n\r\n" not in head:
            received = connection.recv(65536)
            if not received:
                return False
            head += received
            if head.startswith(b"\x16"):  # somebody wants to speak TLS
                connection.sendall(answer(b"", "400 Bad Request"))
                return False
        request_line, *lines = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
        path = request_line.split(" ")[1]
        fields = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        route = self.routes.get(path.partition("?")[0], answer(b"", "404 Not Found"))
        with self._lock:
            self.seen.append(Seen(path, fields))
            self.busy += 1
            self.most_busy = max(self.most_busy, self.busy)
        try:
            self.is_closing.wait(self.thinking_time)
            if callable(route):
                route(connection)
                return False
        finally:
            with self._lock:
                self.busy -= 1
        connection.sendall(route)
        return True
