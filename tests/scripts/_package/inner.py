from . import __name__ as parent
def where():
    return __name__, parent
