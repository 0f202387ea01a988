# A finalizer may bring its object back; it is asked only once.
class Phoenix:
    def __del__(self):
        print('dying')
        saved.append(self)


saved = []
p = Phoenix()
p.mark = 1
del p
print(len(saved), saved[0].mark)
saved.clear()
print(len(saved))


class Failing:
    def __init__(self):
        self.data = [1, 2]

    def __del__(self):
        saved.append(self.data)


f = Failing()
f = None
print(saved)
