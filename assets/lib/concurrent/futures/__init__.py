"""Work done by threads or processes: a script in Cutaway has one thread, so pools refuse."""

FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED = (
    "FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED")


class Error(Exception):
    pass


class CancelledError(Error):
    pass


class TimeoutError(Error):
    pass


class Executor:
    def submit(*args, **kwargs):
        raise NotImplementedError()

    def shutdown(self, wait=True):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.shutdown(wait=True)
        return False


class ThreadPoolExecutor(Executor):
    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        if max_workers is not None and max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        self._max_workers = max_workers

    def submit(self, fn, *args, **kwargs):
        raise RuntimeError("can't start new thread: a script in Cutaway has one thread")

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        return self.submit(fn)


class ProcessPoolExecutor(ThreadPoolExecutor):
    def submit(self, fn, *args, **kwargs):
        raise OSError(38, "processes can't be started in Cutaway")
