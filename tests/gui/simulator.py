# SPDX-License-Identifier: GPL-3.0-or-later
"""The Nova simulator, for programs on the same desktop, with the faults that a test asks for.

    with Simulator(desktop, "--fault=throttle=0.1", "--tps=200") as simulator:
        program = desktop.start(**simulator.environment)
"""
import signal
import subprocess

import desktop as d

# What AWS's own manuals use as an example.
KEY, SECRET = "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
KEYS = {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_REGION": "us-east-1"}


class Simulator:
    """One process of it; its callers know it by their environment."""

    def __init__(self, desktop, *options):
        self.desktop = desktop
        self.options = options
        self.process = None
        self.port = None

    @property
    def environment(self):
        return {**KEYS, "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": f"http://127.0.0.1:{self.port}"}

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()

    def start(self, *options):
        """At the same port as before, if it has been there; somebody's call may have it for a moment."""
        d.wait(lambda: self.try_to_start(*options), "the simulator")

    def try_to_start(self, *options):
        port = ["--port", str(self.port)] if self.port else []
        self.process = self.desktop.spawn(self.desktop.cli_binary, "simulate", *port, *self.options, *options,
                                          stdout=subprocess.PIPE, text=True, env={**d.os.environ, **KEYS})
        said = self.process.stdout.readline().split()
        if said[:1] != ["listening"]:
            return False
        self.port = int(said[1])
        return True

    def freeze(self):
        """From now on nothing comes, and nothing ends."""
        self.process.send_signal(signal.SIGSTOP)

    def stop(self):
        """The service is gone: nobody listens there."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
