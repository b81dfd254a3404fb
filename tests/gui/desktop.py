# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop for one test, and the program on it, driven as a person would who hears it: by roles and names.

    with Desktop() as desktop:
        program = desktop.start()
        window = program.window()
        window.find("button", "Generate Dataset").press()

The desktop is an X server without a screen, a session bus, the bus of assistive technologies, and a window manager; its
home is a folder that goes with it. Nothing waits for a fixed time: wait() looks until something is so.
"""
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
EXAMPLES = HERE.parent.parent / "data/examples"
APP_ID = "org.example.DatasetGen"
TITLE = "Dataset Generator"

# Far longer than anything takes on a busy machine: who waits so long waits for ever.
PATIENCE = float(os.environ.get("DG_GUI_PATIENCE", "30"))

NEEDED = {
    "Xvfb": "xvfb",
    "dbus-daemon": "dbus",
    "xdotool": "xdotool",
    "xprop": "x11-utils",
    "xset": "x11-xserver-utils",
    "metacity": "metacity",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
}


def missing():
    """What has to be installed before anything here works; empty when it is all there."""
    absent = [package for program, package in NEEDED.items() if shutil.which(program) is None]
    try:
        import gi

        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi  # noqa: F401
    except (ImportError, ValueError):
        absent.append("gir1.2-atspi-2.0")
    return absent


def run(*command, **options):
    """A short command and what it prints; one that never ends is a failure, not a standstill."""
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=300, **options)


def keyboard():
    """The title of the window that keys go to: while another one opens or closes, not the one that it looks like."""
    return run("xdotool", "getwindowfocus", "getwindowname").stdout.strip()


class Tap:
    """Counts cases, and prints them as they come."""

    def __init__(self):
        self.n_cases = 0
        self.n_failed = 0

    def case(self, name, good, shown=""):
        self.n_cases += 1
        self.n_failed += not good
        print(f'{"ok" if good else "not ok"} {self.n_cases} - {name}', flush=True)
        if not good:
            print("\n".join("# " + line for line in str(shown).splitlines()), flush=True)

    def skip(self, name, why):
        self.n_cases += 1
        print(f"ok {self.n_cases} - {name} # SKIP {why}", flush=True)


class InVain(Exception):
    """What was waited for never came."""


def wait(condition, what, patience=None):
    """Looks until condition() is true, and returns it; things that come and go meanwhile do not matter."""
    from gi.repository import GLib

    deadline = time.monotonic() + (patience or PATIENCE)
    while True:
        while GLib.MainContext.default().iteration(False):
            pass
        try:
            result = condition()
        except GLib.Error:
            result = None
        if result:
            return result
        if time.monotonic() > deadline:
            raise InVain(f"waited in vain for {what}")
        time.sleep(0.05)


# GTK 4.8 calls what has no name by its class.
CLASS_NAME = re.compile(r"(Gtk|Gdk|Adw|Dg)[A-Z]")
ROLES = {"push button": "button", "toggle button": "toggle", "frame": "window"}

CONTROLS = {"button", "toggle", "check box", "switch", "radio button", "entry", "text", "spin button", "combo box",
            "slider", "page tab", "menu item", "link", "list item", "password text", "table cell"}


def clean(name):
    """A name without its mnemonic; GTK 4.8 says that of a labelled button twice, once with the mnemonic."""
    words = (name or "").replace("_", "").strip()
    half = len(words) // 2
    if len(words) % 2 == 1 and words[half] == " " and words[:half] == words[half + 1 :]:
        return words[:half]
    return words


def ancestors(node):
    """A node and all above it, up to the application."""
    chain = []
    while node is not None and node.get_role_name() not in ("application", "desktop frame"):
        chain.append(node)
        node = node.get_parent()
    chain.append(node)
    return chain


class Widget:
    """What assistive technologies see of a widget."""

    def __init__(self, node, program):
        self.node = node
        self.program = program

    # --- what it is ---

    @property
    def role(self):
        role = self.node.get_role_name()
        return ROLES.get(role, role)

    @property
    def name(self):
        return clean(self.node.get_name())

    @property
    def text(self):
        """What is written in it, None for what is not text."""
        from gi.repository import Atspi

        text = self.node.get_text_iface()
        return Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text)) if text else None

    @property
    def extents(self):
        """x, y, width, height in the window."""
        from gi.repository import Atspi

        component = self.node.get_component_iface()
        if component is None:
            return 0, 0, 0, 0
        e = Atspi.Component.get_extents(component, Atspi.CoordType.WINDOW)
        return e.x, e.y, e.width, e.height

    def is_(self, state):
        from gi.repository import Atspi

        return self.node.get_state_set().contains(getattr(Atspi.StateType, state.upper()))

    @property
    def shown(self):
        """Whether it can be seen: what is at its place is it, or something in it. GTK 4.8 says nothing better of pages
        of a stack, which keep their places when another one is in front."""
        from gi.repository import Atspi

        x, y, width, height = self.extents
        if width <= 0 or height <= 0:
            return False
        if self.role in ("window", "dialog", "alert", "menu item"):
            return True
        popover = next((node for node in ancestors(self.node) if node.get_name() == "GtkPopoverContent"), None)
        component = (popover or self.top.node).get_component_iface()
        for place in ((x + width // 2, y + height // 2), (x + 2, y + 2), (x + width - 2, y + height - 2)):
            there = Atspi.Component.get_accessible_at_point(component, *place, Atspi.CoordType.WINDOW)
            if there is not None:
                # what takes no pointer, such as a button that is insensitive, lets it through to what it stands in
                return self.node in ancestors(there) or there in ancestors(self.node)
        # nothing but pictures, which tell nothing of themselves; or a popover that is closed
        return popover is None

    @property
    def top(self):
        """The window it is in."""
        chain = ancestors(self.node)
        return Widget(chain[-2] if len(chain) > 1 else chain[-1], self.program)

    @property
    def children(self):
        for i in range(self.node.get_child_count()):
            child = self.node.get_child_at_index(i)
            if child is not None:
                yield Widget(child, self.program)

    @property
    def parent(self):
        return Widget(self.node.get_parent(), self.program)

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def describe(self):
        return f"{self.role} “{self.name}”" + (f" = {self.text!r}" if self.text else "")

    def dump(self, depth=0):
        """The tree as far as it says something, for messages of failed tests."""
        says = (self.name and not CLASS_NAME.match(self.name)) or self.text
        lines = ["  " * depth + self.describe()] if says and self.shown else []
        for child in self.children:
            lines += filter(None, [child.dump(depth + len(lines))])
        return "\n".join(lines)

    # --- looking in it ---

    def all(self, role=None, name=None, shown=True):
        from gi.repository import GLib

        for widget in self.walk():
            try:
                if role is not None and widget.role != role:
                    continue
                if name is not None and not matches(widget.name, name):
                    continue
                if shown and not widget.shown:
                    continue
            except GLib.Error:
                continue
            yield widget

    def has(self, role=None, name=None):
        return next(self.all(role, name), None)

    def find(self, role=None, name=None, patience=None):
        """Waits for it. A name is exact, or a compiled expression that is looked for in it."""
        wanted = f"{role or 'something'} “{name.pattern if hasattr(name, 'pattern') else name}”"
        return wait(lambda: self.has(role, name), wanted, patience)

    def gone(self, role=None, name=None):
        wait(lambda: self.has(role, name) is None, f"{role or 'something'} “{name}” to go")

    def focused(self, role=None, name=None):
        """Waits until it has the focus: keys go there from then on."""

        def look():
            # a window keeps its focus while another one has the keyboard, such as a dialog that has not quite gone
            if keyboard() != self.top.name:
                return None
            return next((w for w in self.all(role, name, shown=False) if w.is_("focused")), None)

        return wait(look, f"the focus on “{name}”")

    def labels(self):
        """All that can be read in it."""
        return [widget.name for widget in self.all("label")]

    # --- using it ---

    def press(self):
        """Its first action, as assistive technologies do it."""
        from gi.repository import Atspi

        for widget in self.walk():
            action = widget.node.get_action_iface()
            if action is not None and Atspi.Action.get_n_actions(action) > 0:
                Atspi.Action.do_action(action, 0)
                return
        raise AssertionError(f"{self.describe()} cannot be pressed")

    def click(self, button=1, count=1):
        """With the pointer, in its middle."""
        x, y, width, height = self.at_rest()
        self.program.desktop.click(*self.program.origin(self), x + width // 2, y + height // 2, button, count)

    def at_rest(self):
        """Where it is once it is shown, and at the same place twice: what has just come is still given its size."""
        before = None

        def look():
            nonlocal before
            last, before = before, self.extents if self.shown else None
            return before if before == last else None

        return wait(look, f"{self.describe()} to be shown")

    def write(self, text):
        """Replaces what is in it."""
        from gi.repository import Atspi

        for widget in self.walk():
            editable = widget.node.get_editable_text_iface()
            if editable is not None:
                Atspi.EditableText.set_text_contents(editable, text)
                return
        raise AssertionError(f"{self.describe()} takes no text")

    def read(self):
        return next((w.text for w in self.walk() if w.node.get_editable_text_iface() is not None), self.text)

    def activate(self, action, *_):
        """An action by its name, such as win.search."""
        from gi.repository import Atspi

        iface = self.node.get_action_iface()
        for i in range(Atspi.Action.get_n_actions(iface)):
            if Atspi.Action.get_action_name(iface, i) == action:
                Atspi.Action.do_action(iface, i)
                return
        raise AssertionError(f"{self.describe()} has no action {action}")


def without_network():
    """What to put before a command so that it has no network at all; empty where that is not allowed."""
    for wrapper in (["unshare", "--net"], ["unshare", "--map-current-user", "--net"]):
        if shutil.which("unshare") and run(*wrapper, "true").returncode == 0:
            return wrapper
    return []


def matches(name, wanted):
    return wanted.search(name) is not None if hasattr(wanted, "search") else name == wanted


class Program:
    """A running instance of the program."""

    def __init__(self, desktop, process, log):
        self.desktop = desktop
        self.process = process
        self.log = log

    @property
    def application(self):
        """What assistive technologies see of the program, None before it is there."""
        from gi.repository import Atspi

        listed = Atspi.get_desktop(0)
        for i in range(listed.get_child_count()):
            node = listed.get_child_at_index(i)
            if node is not None and node.get_process_id() == self.process.pid:
                return Widget(node, self)
        return None

    def windows(self):
        application = self.application
        return list(application.children) if application is not None else []

    def window(self, name=TITLE, patience=None):
        """Waits for a window with that title, and until keys go to it, or to what has come in front of it."""

        def look():
            if self.process.poll() is not None:
                raise InVain(f"the program has ended ({self.process.returncode}):\n{self.messages()}")
            found = next((w for w in self.windows() if matches(w.name, name) and w.shown), None)
            return found if found and self.has_keyboard() else None

        return wait(look, f"the window “{name}”", patience)

    def has_keyboard(self):
        """Whether keys go to the window that came last, whose title is the program's name if it has none."""
        names = [w.name for w in self.windows()]
        return names and keyboard() == (self.desktop.binary.name if CLASS_NAME.match(names[-1]) else names[-1])

    def count_windows(self):
        return len(self.windows())

    def alone(self):
        """Waits until whatever was in front of its only window has closed, and keys go there again."""
        wait(lambda: self.count_windows() == 1 and self.has_keyboard(), "the window to be alone")

    def origin(self, widget):
        """Where the window of a widget begins on the screen, without its shadow."""
        return self.desktop.window_origin(self.desktop.find_window(self.process.pid, widget.top.name))

    def messages(self):
        """What it has written to its standard error."""
        return pathlib.Path(self.log).read_text(errors="replace")

    def close(self):
        """Asks it to quit, and waits until it has."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.ended()

    def quit(self):
        """Ends it as a person does, and waits until it has: what it has returned."""
        wait(self.has_keyboard, "the keyboard")
        self.desktop.press("ctrl+q")
        return self.ended()

    def ended(self, patience=PATIENCE):
        try:
            return self.process.wait(patience)
        except subprocess.TimeoutExpired as never:
            self.process.kill()
            raise InVain("the program did not end") from never


class Desktop:
    """The screen and everything that belongs to it. One in a process: the accessibility library knows only one bus."""

    def __init__(self, width=1400, height=1000, environment=()):
        self.size = width, height
        self.scratch = pathlib.Path(tempfile.mkdtemp(prefix="dataset-gen-gui-"))
        self.processes = []
        self.programs = []
        self.binary = pathlib.Path(os.environ.get("DATASET_GEN") or os.environ["DATASET_GEN_BUILT"])
        self.cli_binary = os.environ.get("DATASET_GEN_CLI") or os.environ.get("DATASET_GEN_CLI_BUILT") or str(
            self.binary.with_name("dataset-gen-cli"))
        self.library = self.scratch / "library"
        self.extra = dict(environment)

    # --- its life ---

    def __enter__(self):
        try:
            self.prepare_environment()
            self.start_display()
            self.start_buses()
            self.start_window_manager()
            from gi.repository import Atspi, GLib

            # GTK 4.8 keeps no cache to be read at once, which the library says of each program
            GLib.log_set_handler("dbind", GLib.LogLevelFlags.LEVEL_WARNING, lambda *_: None, None)
            Atspi.init()
            Atspi.set_timeout(5000, 15000)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for program in self.programs:
            if program.process.poll() is None:
                program.process.kill()
                program.process.wait()
        for process in reversed(self.processes):
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(self.scratch, ignore_errors=True)

    def prepare_environment(self):
        home = self.scratch / "home"
        folders = {
            "HOME": home,
            "XDG_CONFIG_HOME": home / ".config",
            "XDG_DATA_HOME": home / ".local/share",
            "XDG_CACHE_HOME": home / ".cache",
            "XDG_STATE_HOME": home / ".local/state",
            "XDG_RUNTIME_DIR": self.scratch / "run",
        }
        for name, folder in folders.items():
            folder.mkdir(parents=True, mode=0o700)
            os.environ[name] = str(folder)
        for name in list(os.environ):
            if re.match(r"(AWS|OPENAI|NOVA)_", name) or name in ("WAYLAND_DISPLAY", "LANGUAGE", "DATASET_GEN_LIBRARY"):
                del os.environ[name]
        os.environ.update(
            LC_ALL="C.UTF-8", NO_PROXY="*", GDK_BACKEND="x11", GDK_DEBUG="gl-disable", GSK_RENDERER="cairo",
            GTK_A11Y="atspi", GSETTINGS_BACKEND="keyfile", ADW_DISABLE_PORTAL="1", GTK_USE_PORTAL="0",
            DATASET_GEN_LIBRARY=str(self.library), AWS_EC2_METADATA_DISABLED="true", **self.extra)
        self.write_gtk_settings()
        self.use_installed_data()

    def write_gtk_settings(self):
        settings = {"gtk-font-name": "Cantarell 11", "gtk-icon-theme-name": "Adwaita",
                    "gtk-cursor-theme-name": "Adwaita", "gtk-decoration-layout": ":close",
                    # what slides is not yet where it is clicked
                    "gtk-enable-animations": "0"}
        folder = pathlib.Path(os.environ["XDG_CONFIG_HOME"]) / "gtk-4.0"
        folder.mkdir()
        lines = [f"{key}={value}" for key, value in settings.items()]
        (folder / "settings.ini").write_text("\n".join(["[Settings]", *lines, ""]))

    def use_installed_data(self):
        """Settings, icons and services of the program, wherever it is installed."""
        share = self.binary.resolve().parent.parent / "share"
        if not (share / "glib-2.0/schemas").is_dir():
            os.environ["GSETTINGS_SCHEMA_DIR"] = str(self.binary.resolve().parents[2] / "data")
            return
        os.environ["XDG_DATA_DIRS"] = f"{share}:/usr/local/share:/usr/share"
        if not (share / "glib-2.0/schemas/gschemas.compiled").exists():
            schemas = self.scratch / "schemas"
            schemas.mkdir()
            run("glib-compile-schemas", "--targetdir", schemas, share / "glib-2.0/schemas", check=True)
            os.environ["GSETTINGS_SCHEMA_DIR"] = str(schemas)

    def spawn(self, *command, **options):
        process = subprocess.Popen([str(word) for word in command], stderr=open(self.scratch / "desktop.log", "a"),
                                   **options)
        self.processes.append(process)
        return process

    def start_display(self):
        read, write = os.pipe()
        self.spawn("Xvfb", "-displayfd", write, "-screen", "0", f"{self.size[0]}x{self.size[1]}x24", "-dpi", "96",
                   "-nolisten", "tcp", "-noreset", "-r", pass_fds=[write], stdout=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as said:
            number = said.readline().strip()
        if not number:
            raise InVain("Xvfb did not start:\n" + (self.scratch / "desktop.log").read_text())
        os.environ["DISPLAY"] = f":{number}"

    def start_buses(self):
        # a path: abstract addresses end where a network namespace does
        bus = self.spawn("dbus-daemon", "--session", "--nofork", "--print-address", f"--address=unix:path={self.scratch}/bus",
                         stdout=subprocess.PIPE, text=True)
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        self.spawn("/usr/libexec/at-spi-bus-launcher", "--launch-immediately", stdout=subprocess.DEVNULL)
        # whoever asks for it before it is there has the bus start another one
        wait(lambda: "true" in run("gdbus", "call", "--session", "--dest=org.freedesktop.DBus",
                                   "--object-path=/org/freedesktop/DBus", "--method=org.freedesktop.DBus.NameHasOwner",
                                   "org.a11y.Bus").stdout, "the bus of assistive technologies")

    def start_window_manager(self):
        self.spawn("metacity", "--composite", "--sm-disable", stdout=subprocess.DEVNULL)
        wait(lambda: "window id" in run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK").stdout, "the window manager")
        # it has keys repeat, which those do that are pressed while the machine stands still for a moment
        run("xset", "r", "off", check=True)

    # --- programs ---

    def cli(self, *words, check=True, **environment):
        """What dataset-gen-cli prints, in the same library."""
        done = run(self.cli_binary, *words, env={**os.environ, **environment})
        if check and done.returncode != 0:
            raise RuntimeError(f"dataset-gen-cli {' '.join(map(str, words))}: {done.stderr}")
        return done.stdout.strip()

    @staticmethod
    def forget_settings(**but):
        """The next program begins with the settings of the first start, but for these: names and values as GVariants."""
        keyfile = pathlib.Path(os.environ["XDG_CONFIG_HOME"]) / "glib-2.0/settings/keyfile"
        keyfile.unlink(missing_ok=True)
        if but:
            keyfile.parent.mkdir(parents=True, exist_ok=True)
            lines = [f"{name.replace('_', '-')}={value}" for name, value in but.items()]
            keyfile.write_text("\n".join(["[org/example/DatasetGen]", *lines, ""]))

    def start(self, *words, wrapper=(), **environment):
        """Starts the program; its window may not be there yet."""
        log = self.scratch / f"program-{len(self.programs)}.log"
        process = subprocess.Popen([*wrapper, str(self.binary), *map(str, words)], stdout=subprocess.DEVNULL,
                                   stderr=open(log, "w"), env={**os.environ, **environment})
        program = Program(self, process, log)
        self.programs.append(program)
        return program

    # --- pointer and keys ---

    def find_window(self, pid, title):
        """The X window of a process with that title. One that GTK calls by its class has none of its own."""

        def look():
            windows = run("xdotool", "search", "--onlyvisible", "--all", "--pid", pid, "--name", "").stdout.split()
            titles = {window: run("xdotool", "getwindowname", window).stdout.strip() for window in windows}
            untitled = CLASS_NAME.match(title)
            return [w for w in windows if (titles[w] not in ("", TITLE) if untitled else titles[w] == title)]

        return wait(look, f"the window “{title}” on the screen")[-1]

    @staticmethod
    def geometry(window):
        """x, y, width, height on the screen, with the shadow, which belongs to the window."""
        lines = run("xdotool", "getwindowgeometry", "--shell", window).stdout.split()
        values = dict(line.split("=") for line in lines)
        return tuple(int(values[key]) for key in ("X", "Y", "WIDTH", "HEIGHT"))

    @staticmethod
    def shadow(window):
        """How far the shadow goes: left, right, top, bottom."""
        said = run("xprop", "-id", window, "_GTK_FRAME_EXTENTS").stdout
        return tuple(int(number) for number in re.findall(r"\d+", said.partition("=")[2])) or (0, 0, 0, 0)

    def window_origin(self, window):
        x, y, _, _ = self.geometry(window)
        left, _, top, _ = self.shadow(window)
        return x + left, y + top

    def resize(self, window, width, height):
        """To that size without the shadow, as far as the window allows it."""
        left, right, top, bottom = self.shadow(window)
        run("xdotool", "windowsize", window, width + left + right, height + top + bottom)

    @staticmethod
    def click(window_x, window_y, x, y, button=1, count=1):
        # without --sync: that waits for ever when the pointer is there already
        run("xdotool", "mousemove", window_x + x, window_y + y)
        run("xdotool", "click", "--repeat", count, "--delay", 40, button)

    @staticmethod
    def press(*keys):
        run("xdotool", "key", "--clearmodifiers", *keys)

    @staticmethod
    def type(text):
        # what is not on the keyboard would be put there for a moment, and be gone for a program that is late
        assert text.isascii(), text
        run("xdotool", "type", "--delay", 15, text)


def main(*parts, **options):
    """Runs functions (tap, desktop) that are a test together, and says what came of it as TAP."""
    absent = missing()
    if absent:
        print(f"1..0 # SKIP {', '.join(absent)} is not installed")
        return
    tap = Tap()
    with Desktop(**options) as desktop:
        for part in parts:
            try:
                part(tap, desktop)
            except (InVain, AssertionError, RuntimeError, LookupError, subprocess.SubprocessError) as problem:
                tap.case(f"{part.__name__.replace('_', ' ')} comes to its end", False, explain(problem, desktop))
            finally:
                for program in desktop.programs:
                    program.process.kill()
                    program.process.wait()
    print(f"1..{tap.n_cases}")
    sys.exit(1 if tap.n_failed else 0)


def explain(problem, desktop):
    """All that helps to see why: what was on the screen, what the program has said, and where it was: whoever reads only
    the last lines of a log has that."""
    import traceback

    lines = []
    for program in desktop.programs:
        if program.process.poll() is None:
            lines += [window.dump() for window in program.windows()]
        lines.append(program.messages())
    return "\n".join([*lines, *traceback.format_exception(problem)])
