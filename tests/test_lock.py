"""Who waits for a lock gets it when it is free, however the one before has ended."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from playbook.lock import BusyError, Lock

HOLDS = """
import sys, time
from pathlib import Path
from playbook.lock import Lock
Lock(Path(sys.argv[1])).acquire()
print("held", flush=True)
time.sleep(60)
"""


def test_who_waits_gets_it_when_it_is_given_back(tmp_path: Path) -> None:
    first, second = Lock(tmp_path / "lock"), Lock(tmp_path / "lock")
    first.acquire()
    waiting = threading.Thread(target=second.wait, daemon=True)
    waiting.start()
    waiting.join(0.3)
    assert waiting.is_alive()
    first.release()
    waiting.join(30)
    assert not waiting.is_alive()
    with pytest.raises(BusyError):
        first.acquire()
    second.release()


def test_who_waits_gets_it_when_its_holder_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDS, str(tmp_path / "lock")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        lock = Lock(tmp_path / "lock")
        with pytest.raises(BusyError):
            lock.acquire()
        holder.send_signal(signal.SIGKILL)
        lock.wait()
    lock.release()
