"""What importlib asks of the interpreter."""

import sys

check_hash_based_pycs = "default"


def lock_held():
    return False


def acquire_lock():
    pass


def release_lock():
    pass


def extension_suffixes():
    return []


def is_builtin(name):
    return 1 if name in sys.builtin_module_names else 0


def is_frozen(name):
    return False


def is_frozen_package(name):
    raise ImportError("No such frozen object named %s" % name)


def get_frozen_object(name):
    raise ImportError("No such frozen object named %s" % name)


def init_frozen(name):
    return None


def create_builtin(spec):
    return __import__(spec.name)


def exec_builtin(module):
    return 0


def _fix_co_filename(code, path):
    pass


def source_hash(key, source):
    return hash(bytes(source)).to_bytes(8, "little", signed=True)
