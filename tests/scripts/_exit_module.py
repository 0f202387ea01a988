# Imported by exit_order: keeps an object in a circle through its function.
class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)


kept = Noisy('in the module')


def function():
    return kept
