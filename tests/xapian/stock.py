"""stock.py - run stock Xapian tools with and without the module, and print TAP
SPDX-License-Identifier: GPL-2.0-or-later
"""
import atexit
import os
import shutil
import subprocess
import sys
import tempfile

builddir = os.path.abspath(os.environ.get('builddir', '.'))
srcdir = os.path.abspath(os.environ.get('srcdir', '.'))
masthead = os.path.join(builddir, 'masthead')
config = os.path.join(srcdir, 'conf', 'news.yaml')
omega = os.environ.get('OMEGA', '/usr/lib/cgi-bin/omega/omega')
# What a program must load first when the module is built with sanitizers.
sanitizers = os.environ.get('SANITIZERS', '')
rows = failures = 0


def skip_all(reason):
    """End the test program: it cannot be run here."""
    print(f'1..0 # SKIP {reason}')
    sys.exit(0)


def lacking(*tools):
    """Which tool is missing, or is of another Xapian than the module; '' when none is."""
    return subprocess.run([os.path.join(srcdir, 'tests', 'has-hosts'), *tools], capture_output=True,
                          env={**os.environ, 'builddir': builddir}, encoding='utf-8', check=False).stdout.strip()


def need(*tools):
    """Skip everything when a tool is lacking."""
    why = lacking(*tools)
    if why:
        skip_all(why)


def need_no_sanitizers():
    """Skip everything in a build with sanitizers: the test sets LD_PRELOAD or limits memory."""
    if sanitizers:
        skip_all('built with sanitizers')


def need_bindings():
    try:
        import xapian
    except ImportError:
        skip_all('the Xapian module for Python is missing')
    need(xapian._xapian.__file__)
    return xapian


def ok(good, name, *notes):
    """One row of TAP, with notes when it fails."""
    global rows, failures
    rows += 1
    print(f"{'' if good else 'not '}ok {rows} - {name.replace('#', '')}", flush=True)
    if not good:
        failures += 1
        for note in notes:
            for line in str(note).splitlines()[:20] or ['']:
                print(f'#   {line[:1000]}')
    return good


def same(got, want, name):
    return ok(got == want, name, f'got  {got!r}', f'want {want!r}')


def skip(name, reason):
    global rows
    rows += 1
    print(f'ok {rows} - {name} # SKIP {reason}')


def done():
    print(f'1..{rows}')
    sys.exit(1 if failures else 0)


def folder():
    """A new folder that is removed at the end."""
    path = tempfile.mkdtemp(prefix='masthead-test-')
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return path


def write(path, text):
    with open(path, 'wb') as file:
        file.write(text if isinstance(text, bytes) else text.encode())
    return path


def run(*command, module=False, conf=None, env=None, input=None, cwd=None):
    """Run a program, with the module loaded if asked for.  Output as text, badly coded bytes kept."""
    command = [str(word) for word in command]
    env = dict(env or {})
    if module:
        command = [masthead, 'run', '-c', conf or config, '--'] + command
    if sanitizers and (module or 'LD_PRELOAD' in env):
        env['LD_PRELOAD'] = f'{sanitizers} {env.get("LD_PRELOAD", "")}'.strip()
        env.setdefault('ASAN_OPTIONS', 'verify_asan_link_order=0:detect_leaks=0')
    return subprocess.run(command, capture_output=True, input=input, cwd=cwd,
                          env={**os.environ, **env}, encoding='utf-8',
                          errors='surrogateescape', timeout=600)


def config_with(folder, old, new):
    """A copy of the config in the folder, with something in it changed."""
    with open(config, encoding='utf-8') as file:
        text = file.read()
    assert old in text, old
    lang = os.path.join(folder, 'lang')
    if not os.path.exists(lang):
        os.symlink(os.path.join(os.path.dirname(config), 'lang'), lang)
    return write(os.path.join(folder, new.replace(' ', '-').replace(':', '') + '.yaml'), text.replace(old, new))


def python(script, *arguments, **how):
    """Run a Python script that uses Xapian."""
    return run(sys.executable, '-c', script, *arguments, **how)
