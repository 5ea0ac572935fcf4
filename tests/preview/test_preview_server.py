"""The preview over HTTP: follows saves, keeps the last good figure, answers nobody else."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import BROKEN, GOOD, PATIENCE, Running, running

from flowmodel.cli import main
from flowmodel.errors import InputError, OutputError

VERSION = re.compile(rb'flowmodel-version" content="([^"]+)"')


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "model.yaml"
    path.write_text(GOOD, encoding="utf-8")
    return path


@pytest.fixture
def live(file: Path) -> Iterator[Running]:
    with running(file) as found:
        yield found


def test_the_figure_follows_what_is_saved(live: Running) -> None:
    status, headers, first = live.ask()
    assert status == 200
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert "端末" in first.decode()
    assert live.save(GOOD.replace("端末", "窓口")) is None
    second = live.ask()[2]
    assert "窓口" in second.decode()
    assert VERSION.search(first)[1] != VERSION.search(second)[1]  # type: ignore[index]


def test_findings_stand_beside_the_figure(live: Running) -> None:
    page = live.ask()[2].decode()
    assert 'class="found warning"' in page or 'class="found error"' in page


def test_the_last_good_figure_stays_and_all_problems_are_told(live: Running) -> None:
    with live.events() as news:
        good = next(news)
        assert good["problems"] == []
        before = live.ask()[2]
        assert VERSION.search(before)[1].decode() == good["version"]  # type: ignore[index]
        error = live.save(BROKEN)
        assert error is not None
        broken = next(news)
        assert broken["version"] == good["version"]
        assert live.ask()[2] == before
        texts = [p["text"] for p in broken["problems"]]
        assert any("stroage" in t and "model.yaml:7:" in t and "storage" in t for t in texts)
        assert any("^" in p["excerpt"] for p in broken["problems"])
        live.save("flowmodel: 1\nid: [")
        assert next(news)["problems"]
        assert live.save(GOOD.replace("端末", "窓口")) is None
        mended = next(news)
        assert mended["problems"] == []
        assert mended["version"] != good["version"]


def test_all_problems_of_a_kind_at_once(live: Running) -> None:
    with live.events() as news:
        next(news)
        live.save(GOOD.replace("to: s}", "to: nobody, over: nothing}"))
        assert len(next(news)["problems"]) == 2


def test_a_file_that_goes_away_is_told_and_may_come_back(live: Running) -> None:
    with live.events() as news:
        next(news)
        live.file.unlink()
        assert "model.yaml" in next(news)["problems"][0]["text"]
        assert live.told() is not None
        assert live.save(GOOD + "date: 2026-01-01\n") is None
        assert next(news)["problems"] == []


def test_begun_with_a_broken_model(file: Path) -> None:
    file.write_text(BROKEN.replace("表題", "<script>x</script>"), encoding="utf-8")
    with running(file) as live:
        assert live.told() is not None
        status, _, page = live.ask()
        assert status == 200
        text = page.decode()
        assert "The figure cannot be drawn yet" in text
        assert "stroage" in text
        assert "default-src &#39;none&#39;; script-src &#39;sha256-" in text
        assert text.count("<script") == 1
        assert live.save(GOOD) is None
        assert "端末" in live.ask()[2].decode()


@pytest.mark.parametrize("host", [
    "127.0.0.1:{port}", "localhost:{port}", "LocalHost:{port}", "[::1]:{port}",
])  # fmt: skip
def test_names_of_the_loopback_are_answered(live: Running, host: str) -> None:
    assert live.ask(Host=host.format(port=live.port))[0] == 200


@pytest.mark.parametrize("host", [
    "", "evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:{port}",
    "127.0.0.1:{port}.evil.example", "0.0.0.0:{port}", "user@127.0.0.1:{port}",
])  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/events", "/x", "/model.yaml"])
def test_other_names_are_refused(live: Running, host: str, path: str) -> None:
    status, _, body = live.ask(path, Host=host.format(port=live.port))
    assert status == 403
    assert b"flowmodel" not in body


@pytest.mark.parametrize("headers", [
    {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "https://127.0.0.1:{port}"},
    {"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"},
    {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors", "Sec_Fetch_Dest": "image"},
    {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "iframe"},
])  # fmt: skip
def test_pages_of_other_origins_are_refused(live: Running, headers: dict[str, str]) -> None:
    made = {k: v.format(port=live.port) for k, v in headers.items()}
    assert live.ask("/events", **made)[0] == 403


def test_its_own_page_and_a_link_are_answered(live: Running) -> None:
    own = {"Origin": f"http://localhost:{live.port}", "Sec_Fetch_Site": "same-origin"}
    link = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}  # fmt: skip
    assert live.ask(**own)[0] == 200
    assert live.ask(**link)[0] == 200


def test_two_hosts_in_one_request_are_refused(live: Running) -> None:
    with socket.create_connection(("127.0.0.1", live.port), timeout=PATIENCE) as s:
        s.sendall(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{live.port}\r\nHost: evil\r\n\r\n".encode())
        assert s.recv(64).startswith(b"HTTP/1.0 403")


@pytest.mark.parametrize("path", [
    "/model.yaml", "/../model.yaml", "/%2e%2e/etc/passwd", "//etc/passwd", "/?x", "/events/", "*",
    "http://evil.example/", "/static/app.css",
])  # fmt: skip
def test_there_is_nothing_but_two_routes(live: Running, path: str) -> None:
    assert live.ask(path)[0] in (400, 404)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_nothing_can_be_sent(live: Running, method: str) -> None:
    assert live.ask(method=method)[0] == 501


def test_head(live: Running) -> None:
    status, headers, body = live.ask(method="HEAD")
    assert (status, body) == (200, b"")
    assert headers["Content-Type"].startswith("text/html")
    assert live.ask("/x", method="HEAD")[0] == 404
    assert live.ask(method="HEAD", Host="evil")[0] == 403


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has all of 127.0.0.0/8")
def test_no_other_address_listens(live: Running) -> None:
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", live.port), timeout=PATIENCE)


def test_too_many_connections_are_closed_and_the_others_stay(live: Running) -> None:
    from flowmodel.preview.server import MOST

    held = [socket.create_connection(("127.0.0.1", live.port), timeout=PATIENCE) for _ in range(MOST)]  # fmt: skip
    try:
        with socket.create_connection(("127.0.0.1", live.port), timeout=PATIENCE) as one_more:
            assert one_more.recv(1) == b""
    finally:
        for s in held:
            s.close()
    # The places of those that went are free again.
    for _ in range(200):
        try:
            assert live.ask()[0] == 200
            break
        except (ConnectionError, OSError):
            continue
    else:
        pytest.fail("the server did not come back")


def test_a_port_in_use_is_told(live: Running, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(OutputError, match=f"port {live.port} is in use"), running(live.file, live.port):  # fmt: skip
        pass
    code = main(["preview", str(live.file), "--port", str(live.port), "--no-open", "--lang", "en"])
    assert code == 2
    assert "--port 0" in capsys.readouterr().err


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(InputError), running(tmp_path / "no.yaml"):
        pass


@pytest.mark.parametrize("port", ["-1", "65536", "x"])
def test_a_wrong_port_is_a_wrong_call(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preview", "m.yaml", "--port", port]) == 2
    assert "0" in capsys.readouterr().err


def test_the_end_frees_the_port_and_ends_every_thread(file: Path) -> None:
    before = set(threading.enumerate())
    with running(file) as live, live.events() as news:
        next(news)
        idle = socket.create_connection(("127.0.0.1", live.port), timeout=PATIENCE)
        assert len(set(threading.enumerate()) - before) >= 3
    assert set(threading.enumerate()) - before == set()
    idle.close()
    with running(file, live.port) as again:
        assert again.ask()[0] == 200


def test_a_fault_of_flowmodel_ends_the_preview(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import flowmodel.export.html

    def broken(*_: object, **__: object) -> bytes:
        raise ZeroDivisionError

    def fail() -> None:
        with running(file) as live:
            monkeypatch.setattr(flowmodel.export.html, "html", broken)
            live.file.write_text(GOOD + "date: 2026-01-01\n", encoding="utf-8")
            with live.events() as news:
                assert len(list(news)) == 1  # then the connection ends

    with pytest.raises(ZeroDivisionError):
        fail()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_signals_end_the_command(file: Path, number: signal.Signals, code: int) -> None:
    call = "import sys; from flowmodel.cli import main; sys.exit(main(sys.argv[1:]))"
    argv = ["preview", str(file), "--port", "0", "--no-open", "--lang", "en"]
    with subprocess.Popen(
        [sys.executable, "-c", call, *argv], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:  # fmt: skip
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
        assert found, line
        with socket.create_connection(("127.0.0.1", int(found[1])), timeout=PATIENCE):
            process.send_signal(number)
            out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out, err) == (code, "", "")


def test_the_command_opens_the_browser_and_tells_what_comes_of_a_save(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import webbrowser

    from flowmodel.cli import preview as command

    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)

    def preview(model: str, **options: object) -> None:
        assert options["look"]["view"] == "lanes"  # type: ignore[index]
        options["ready"]("http://127.0.0.1:1/")  # type: ignore[operator]
        options["told"](None)  # type: ignore[operator]
        options["told"](InputError([]))  # type: ignore[operator]

    monkeypatch.setattr("flowmodel.preview.preview", preview)
    assert main(["preview", str(file), "--lang", "en"]) == 0
    captured = capsys.readouterr()
    assert "preview: http://127.0.0.1:1/" in captured.out
    assert "drawn anew" in captured.err
    assert opened == ["http://127.0.0.1:1/"]
    assert command.PORT == 8059
