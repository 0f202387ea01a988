# A WeakValueDictionary forgets what nobody else holds.
import weakref


class Picture:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


cache = weakref.WeakValueDictionary()
a = Picture('a')
b = Picture('b')
cache['a'] = a
cache['b'] = b
print(len(cache), cache['a'], 'b' in cache)
del a
print(len(cache), list(cache.keys()))
print(cache.get('a'), cache.get('b'))
b = None
print(len(cache))
