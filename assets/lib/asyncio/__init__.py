"""Coroutines that take turns: an event loop over the virtual clock, tasks, locks, queues. There is
no network, no process and no second thread."""

from asyncio.base_events import BaseEventLoop
from asyncio.coroutines import coroutine, iscoroutine, iscoroutinefunction
from asyncio.events import (
    AbstractEventLoop, AbstractEventLoopPolicy, DefaultEventLoopPolicy, Handle, TimerHandle,
    _get_running_loop, _set_running_loop, get_event_loop, get_event_loop_policy,
    get_running_loop, new_event_loop, set_event_loop, set_event_loop_policy,
)
from asyncio.exceptions import (
    CancelledError, IncompleteReadError, InvalidStateError, LimitOverrunError,
    SendfileNotAvailableError, TimeoutError,
)
from asyncio.futures import Future, isfuture, wrap_future
from asyncio.locks import BoundedSemaphore, Condition, Event, Lock, Semaphore
from asyncio.queues import LifoQueue, PriorityQueue, Queue, QueueEmpty, QueueFull
from asyncio.runners import run
from asyncio.tasks import (
    ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, Task, all_tasks, as_completed, create_task,
    current_task, ensure_future, gather, run_coroutine_threadsafe, shield, sleep, wait, wait_for,
)

SelectorEventLoop = BaseEventLoop


def _refused(name):
    async def function(*args, **kwargs):
        raise OSError(38, "asyncio.%s isn't available in Cutaway" % name)
    function.__name__ = function.__qualname__ = name
    return function


open_connection = _refused("open_connection")
start_server = _refused("start_server")
create_subprocess_exec = _refused("create_subprocess_exec")
create_subprocess_shell = _refused("create_subprocess_shell")
