"""Where objects come to lie in their pools, from this script's own start."""


def place(thing):
    return id(thing) & 0xfff


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


class Colour(Exception):
    def __init__(self, *values):
        super().__init__(*values)


places = []
places.append(place(places))
for number in range(300, 340):
    places.append(place(number))
    places.append(place([number]))
    places.append(place((number, number)))
    places.append(place({number: number}))
points = [Point(n, -n) for n in range(40)]
places += [place(point) for point in points]
places += [place(point.__dict__) for point in points]
del points[::3]
points += [Point(n, n) for n in range(20)]
places += [place(point) for point in points]
texts = [str(n) * 5 for n in range(30)]
places += [place(text) for text in texts]
texts = None
more = [repr(points[0].__dict__), str([1, 2, 3]), "%d" % 12345, f"{1.5}", repr({1, 2})]
places += [place(text) for text in more]
try:
    raise Colour(1, 2)
except Colour as error:
    places.append(place(error))
    places.append(place(error.args))
    places.append(place(error.__traceback__))
generator = (place(n) for n in [k / 2 for k in range(3)])
places.append(place(generator))
places += generator
print(places)
