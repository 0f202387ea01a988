"""unittest.mock: calls remembered, effects, special methods, patches, and what assertions say."""
import math
import os

from unittest.mock import ANY, DEFAULT, MagicMock, Mock, call, patch, sentinel


def tell(act, *args, **kwargs):
    try:
        print(act(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


m = Mock(return_value=3)
print(m(1, 2, k=3), m.called, m.call_count, m.call_args, m.call_args_list, m.mock_calls)
tell(m.assert_called_once_with, 1, 2, k=3)
tell(m.assert_called_with, 1)
tell(m.assert_not_called)
m('x')
for act in (m.assert_called_once, m.assert_called, m.assert_not_called):
    tell(act)
tell(m.assert_called_once_with, 1)
tell(m.assert_any_call, 5)
tell(m.assert_any_call, 1, 2, k=ANY)
tell(Mock().assert_called)
tell(Mock(name='nm').assert_called_with, 1, a=2)
print(m.call_args.args, m.call_args.kwargs, m.call_args == call('x'), call(1) == call(1), call(1) == call(2))
parent = Mock()
parent.first.method(1)
parent.second(2)
parent.third().chained(3)
print(parent.mock_calls, parent.method_calls)
tell(parent.assert_has_calls, [call.first.method(1), call.second(2)])
tell(parent.assert_has_calls, [call.second(2), call.first.method(1)])
tell(parent.assert_has_calls, [call.second(2), call.first.method(1)], any_order=True)
print(call.a.b(1), call(), call.x('y', z=1))
effects = Mock(side_effect=[1, ValueError('no'), 3])
for _ in range(4):
    tell(effects)
tell(Mock(side_effect=KeyError('k')))
print(Mock(side_effect=lambda x: x * 2)(4), Mock(side_effect=lambda: DEFAULT, return_value='given')())
limited = Mock(spec=['a', 'b'])
tell(lambda: limited.c)
print(isinstance(limited.a, Mock), isinstance(Mock(spec=dict), dict))
tell(setattr, Mock(spec_set=['a']), 'z', 1)
magic = MagicMock()
print(len(magic), bool(magic), int(magic), list(magic), 1 in magic, float(magic))
magic.__getitem__.return_value = 'item'
magic.__len__.return_value = 5
magic.__iter__.return_value = [1, 2]
print(magic['k'], len(magic), list(magic), magic.__getitem__.call_args)
with magic as entered:
    entered.work()
print(magic.__enter__.called, magic.__exit__.call_args)
configured = Mock(**{'method.return_value': 7, 'attr': 'value'})
print(configured.method(), configured.attr)
with patch('os.getcwd', return_value='/there') as fake:
    print(os.getcwd(), fake.call_count)
with patch.object(math, 'pi', 3):
    print(math.pi)
print(math.pi)
with patch.dict(os.environ, {'NEW_ONE': 'yes'}):
    print(os.environ['NEW_ONE'])
print('NEW_ONE' in os.environ)


@patch('os.getpid')
@patch.object(os, 'getppid', return_value=2)
def decorated(getppid, getpid):
    getpid.return_value = 1
    return os.getpid(), os.getppid()


print(decorated())
print(sentinel.thing, sentinel.thing is sentinel.thing)
m.reset_mock()
print(m.called, m.call_args, m.mock_calls, m())
wrapped = Mock(wraps=len)
print(wrapped([1, 2]), wrapped.call_args)
