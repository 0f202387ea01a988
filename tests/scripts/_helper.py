print('importing helper, name is', __name__)
VALUE = 42
_private = 1
def double(x):
    return 2 * x
