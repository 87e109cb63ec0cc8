"""What a page costs its server: counted over the whole process tree, for pages that are whole."""

import os
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from benchmarks import list_page, load
from benchmarks.load import Round, Server, cpu_s, pace, part, serving
from benchmarks.peers import redmine

SPIN = "import time\nwhile time.process_time() < 0.3: pass\nprint(flush=True); input()"
TREE = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {SPIN!r}])"


def test_a_share_of_the_values_is_taken_by_rank() -> None:
    values = [float(value) for value in range(200, 0, -1)]
    assert (part(values, 0.5), part(values, 0.95), part(values, 1)) == (100, 190, 200)
    assert part([7.0], 0.95) == 7


def test_processor_time_counts_what_a_process_has_started() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", TREE], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        process.stdout.readline()
        assert cpu_s(process.pid) >= 0.3
        process.communicate(b"\n")


class Pages(BaseHTTPRequestHandler):
    """Answers pages 1 to 3 with rows, all others with nothing."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """One page."""
        body = b"<tr>" * (26 if self.path.endswith(("1", "2", "3")) else 0)
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def test_the_pace_is_taken_over_whole_pages_only() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    Thread(target=server.serve_forever, daemon=True).start()
    ours = Server(os.getpid(), server.server_port, "/?page={page}")
    found = pace(ours, how=Round(warm_up=2, requests=6, pages=3))
    assert 0 < found.p50_ms <= found.p95_ms
    with pytest.raises(RuntimeError, match=r"page=4: 200, b''"):
        pace(ours, how=Round(warm_up=2, requests=6, pages=4))
    server.shutdown()
    server.server_close()


def test_a_server_that_ends_before_it_listens_is_told_with_its_words(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "print('no room')"]
    with (
        pytest.raises(RuntimeError, match="no room"),
        serving(command, load.free_port(), "/", cwd=tmp_path, environment=os.environ),
    ):
        pass


def test_without_the_peer_ours_is_measured_and_the_way_to_install_it_told() -> None:
    ours, missing = list_page._alone(load.Pace(12.0, 13.0, 14.0))
    assert (ours.figure, ours.met) == (12.0, True)
    assert (missing.figure, missing.met) == (None, None)
    assert missing.note == f"peer missing: {redmine.INSTALL}"
