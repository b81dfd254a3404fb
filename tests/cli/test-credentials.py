#!/usr/bin/env python3
"""Credentials from outside: profiles, sign-in, keyring, doctor. Usage: test-credentials.py CLI

The simulator takes the place of Amazon Bedrock, a server of a few lines that of the sign-in portal. Prints TAP.
"""
import base64
import hashlib
import http.server
import json
import os
import pathlib
import pty
import shutil
import subprocess
import sys
import tempfile
import threading
import time

CLI = sys.argv[1]
KEY_ID, SECRET, API_KEY = "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "ABSKQmVkcm9ja0FQSUtleS1leGFtcGxl"
SECRETS = [SECRET, API_KEY, "sso-token-s3cret"]
MOST_SECONDS = 60  # for one command: what hangs is told by name
cases = []


def case(name, good, *details):
    cases.append(bool(good))
    print(f'{"ok" if good else "not ok"} {len(cases)} - {name}')
    for detail in details if not good else []:
        print("\n".join(f"# {line}" for line in str(detail).splitlines()))


def skip(name, reason):
    cases.append(True)
    print(f"ok {len(cases)} - {name} # SKIP {reason}")


class Home:
    """A home of its own: nothing of the person who runs the tests is read or changed."""

    def __init__(self, scratch, name, endpoint):
        self.path = pathlib.Path(scratch) / name
        self.path.mkdir()
        self.environment = {"HOME": str(self.path), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "AWS_REGION": "us-east-1",
                            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.path}/no-bus", "NO_PROXY": "*", "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": endpoint}
        for name in ("ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS", "G_SLICE"):
            if name in os.environ:
                self.environment[name] = os.environ[name]

    def ignore_leaks(self):
        """libsecret 0.20 leaks the entity tag of its file with every change, and a message of D-Bus with every look-up."""
        self.environment["ASAN_OPTIONS"] = self.environment.get("ASAN_OPTIONS", "") + ":detect_leaks=0"

    def write(self, name, text, mode=0o600):
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(mode)
        return path

    def run(self, *arguments, given="", **variables):
        process = subprocess.run([CLI, *arguments], input=given, capture_output=True, text=True, env=self.environment | variables, timeout=MOST_SECONDS)
        leaked = [secret for secret in SECRETS if secret in process.stdout + process.stderr]
        case(f"no secret is shown by {' '.join(arguments[:2])}", not leaked, process.stdout, process.stderr) if leaked else None
        return process

    def doctor(self, *arguments, **variables):
        process = self.run(*arguments, "--json", "doctor", **variables)
        checks = {check["check"]: check for check in json.loads(process.stdout)["checks"]} if process.stdout else {}
        return process, checks


def start_simulator(**credentials):
    process = subprocess.Popen([CLI, "simulate"], stdout=subprocess.PIPE, text=True, env=os.environ | credentials)
    port = process.stdout.readline().split()[1]
    return process, f"http://127.0.0.1:{port}"


def is_good(process, checks):
    return process.returncode == 0 and checks["model"]["outcome"] == "good"


def test_profiles(scratch, endpoint):
    home = Home(scratch, "profiles", endpoint)
    home.write(".aws/credentials", f"[default]\naws_access_key_id = {KEY_ID}\naws_secret_access_key = {SECRET}\n[wrong]\naws_access_key_id = {KEY_ID}\naws_secret_access_key = another\n", 0o644)
    home.write("keys", f"#!/bin/sh\necho '{json.dumps({'Version': 1, 'AccessKeyId': KEY_ID, 'SecretAccessKey': SECRET})}'\n", 0o700)
    home.write(".aws/config", f"[profile process]\ncredential_process = {home.path}/keys\n")

    process, checks = home.doctor()
    case("doctor: the default profile", is_good(process, checks), process)
    case("doctor: the end of the key's id, and no more", "…MPLE" in process.stdout and KEY_ID not in process.stdout, process.stdout)
    case("doctor: wide permissions are told", "0644" in checks["permissions"]["message"], process.stdout)
    process, checks = home.doctor("--profile", "process")
    case("doctor: --profile and credential_process", is_good(process, checks) and "process" in checks["credentials"]["message"], process)
    process, checks = home.doctor(AWS_PROFILE="wrong")
    case("doctor: a wrong secret ends with 3", process.returncode == 3 and checks["model"]["outcome"] == "bad", process)
    case("doctor: whose secret it is", "“wrong”" in checks["model"]["message"], process.stdout)
    process, checks = home.doctor("--profile", "nobody")
    case("doctor: an unknown profile ends with 1", process.returncode == 1 and "process, wrong" in checks["credentials"]["message"], process)
    process, checks = home.doctor(AWS_ENDPOINT_URL_BEDROCK_RUNTIME="http://127.0.0.1:1")
    case("doctor: nobody answers", process.returncode == 1 and checks["connection"]["outcome"] == "bad" and checks["model"]["outcome"] == "skipped", process)
    process = home.run("doctor")
    case("doctor: for people", process.returncode == 0 and "Everything works." in process.stdout, process)
    process, checks = Home(scratch, "nothing", endpoint).doctor()
    case("doctor: no credentials end with 3", process.returncode == 3 and "dataset-gen-cli login" in checks["credentials"]["message"], process)


def short_term_key(age):
    date = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(time.time() - age))
    query = f"X-Amz-Credential=AKID%2F20260101%2Feu-west-1%2Fbedrock%2Faws4_request&X-Amz-Date={date}&X-Amz-Expires=3600"
    return "bedrock-api-key-" + base64.b64encode(f"bedrock.amazonaws.com/?Action=CallWithBearerToken&{query}".encode()).decode()


def test_short_term_keys(scratch, endpoint):
    home = Home(scratch, "short", endpoint)
    process, checks = home.doctor(AWS_BEARER_TOKEN_BEDROCK=short_term_key(7200))
    case("an API key that has expired ends with 3", process.returncode == 3 and "expired" in checks["credentials"]["message"] and "new API key" in checks["credentials"]["message"], process)
    process, checks = home.doctor(AWS_BEARER_TOKEN_BEDROCK=short_term_key(1800))
    case("an API key that soon expires is told", checks["expiry"]["outcome"] == "note" and "expire soon" in process.stderr, process)
    case("an API key of another region is told", checks["region"]["outcome"] == "bad" and "eu-west-1" in checks["region"]["message"], process)


class Portal(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        good = self.headers["x-amz-sso_bearer_token"] == "sso-token-s3cret"
        keys = {"accessKeyId": KEY_ID, "secretAccessKey": SECRET, "sessionToken": "session", "expiration": int(time.time() + 3600) * 1000}
        body = json.dumps({"roleCredentials": keys} if good else {"message": "no"}).encode()
        self.send_response(200 if good else 401)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


def test_sign_in(scratch, endpoint):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Portal)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    home = Home(scratch, "sso", endpoint)
    home.environment["AWS_ENDPOINT_URL_SSO"] = f"http://127.0.0.1:{server.server_port}"
    home.write(".aws/config", "[profile corp]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = r\n[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://example.com\n")
    token = f".aws/sso/cache/{hashlib.sha1(b'corp').hexdigest()}.json"

    home.write(token, json.dumps({"accessToken": "sso-token-s3cret", "expiresAt": "2099-01-01T00:00:00Z"}))
    process, checks = home.doctor("--profile", "corp")
    case("sign-in: keys of the role", checks["credentials"]["outcome"] == "good" and "minutes" in checks["expiry"]["message"], process)
    home.write(token, json.dumps({"accessToken": "sso-token-s3cret", "expiresAt": "2020-01-01T00:00:00Z"}))
    process, checks = home.doctor("--profile", "corp")
    case("sign-in: expired", process.returncode == 3 and "aws sso login --profile corp" in checks["credentials"]["message"], process)
    server.shutdown()


def login_through(home, name):
    """Keeps an API key, uses it, and takes it away again."""
    process = home.run("login", given=f"{API_KEY}\n")
    case(f"{name}: login", process.returncode == 0, process)
    process, checks = home.doctor()
    case(f"{name}: the key is found", is_good(process, checks) and "keyring" in checks["credentials"]["message"], process)
    first, second = home.run("--json", "logout"), home.run("--json", "logout")
    case(f"{name}: logout", (first.stdout.strip(), second.stdout.strip()) == ('{"removed":true}', '{"removed":false}'), first, second)


def test_keyring_file(scratch, endpoint):
    home = Home(scratch, "file", endpoint)
    home.environment |= {"SECRET_BACKEND": "file", "SECRET_FILE_TEST_PATH": str(home.path / "keyring"), "SECRET_FILE_TEST_PASSWORD": "a password"}
    home.ignore_leaks()
    login_through(home, "libsecret's file")

    process = home.run("login", API_KEY)
    case("login: never from the command line", process.returncode == 2 and "command line" in process.stderr, process)
    process = home.run("login", given="\n")
    case("login: nothing is no key", process.returncode == 2, process)
    process = home.run("login", given="two words\n")
    case("login: what is no key is refused", process.returncode == 2 and "words" not in process.stderr, process)
    process = home.run("login", given=short_term_key(7200))
    case("login: what has expired is refused", process.returncode == 3 and "expired" in process.stderr, process)
    process = home.run("login", "--access-key-id", KEY_ID, given=f"{SECRET}\n")
    found = home.doctor()[1]
    case("login: an access key", process.returncode == 0 and "…MPLE" in found["credentials"]["message"], process, found)
    test_terminal(home)


def test_terminal(home):
    """What is typed on a terminal does not show."""
    controller, terminal = pty.openpty()
    process = subprocess.Popen([CLI, "login"], stdin=terminal, stdout=terminal, stderr=terminal, env=home.environment)
    os.close(terminal)
    shown = b""
    while b"API key:" not in shown:
        shown += os.read(controller, 1024)
    os.write(controller, f"{API_KEY}\n".encode())
    try:
        while chunk := os.read(controller, 1024):
            shown += chunk
    except OSError:
        pass
    case("login: what is typed does not show", process.wait() == 0 and API_KEY.encode() not in shown and b"keyring" in shown, shown)


def test_gnome_keyring(scratch, endpoint):
    """On a session bus of its own, with a keyring that an empty password has unlocked."""
    if not shutil.which("gnome-keyring-daemon") or not shutil.which("dbus-run-session"):
        skip("gnome-keyring", "gnome-keyring-daemon or dbus-run-session is not installed")
        return
    home = Home(scratch, "gnome", endpoint)
    (home.path / "run").mkdir(mode=0o700)
    del home.environment["DBUS_SESSION_BUS_ADDRESS"]
    home.ignore_leaks()
    home.environment["XDG_RUNTIME_DIR"] = str(home.path / "run")
    script = """printf '\\n' | gnome-keyring-daemon --unlock --components=secrets --daemonize >&2
                gdbus wait --session --timeout 20 org.freedesktop.secrets >&2 && echo "$DBUS_SESSION_BUS_ADDRESS"
                exec >&-; read -r"""
    session = subprocess.Popen(["dbus-run-session", "--", "bash", "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=home.environment)
    address = session.stdout.readline().strip()
    if address:
        home.environment["DBUS_SESSION_BUS_ADDRESS"] = address
        login_through(home, "gnome-keyring")
    else:
        skip("gnome-keyring", "no keyring service could be started here")
    session.communicate()


def main():
    for name in list(os.environ):
        if name.startswith(("AWS_", "SECRET_")):
            del os.environ[name]
    os.environ["HOME"] = "/nonexistent"
    simulator, endpoint = start_simulator(AWS_ACCESS_KEY_ID=KEY_ID, AWS_SECRET_ACCESS_KEY=SECRET, AWS_BEARER_TOKEN_BEDROCK=API_KEY)
    try:
        with tempfile.TemporaryDirectory() as scratch:
            for test in (test_profiles, test_short_term_keys, test_sign_in, test_keyring_file, test_gnome_keyring):
                test(scratch, endpoint)
    finally:
        simulator.terminate()
        simulator.wait()
    print(f"1..{len(cases)}")
    return 0 if all(cases) else 1


sys.exit(main())
