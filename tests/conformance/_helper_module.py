"""A module to be imported by r25_imports."""
runs = 0
runs += 1
value = [1, 2]


def make(n):
    return value * n


class Inside:
    attribute = 'inside'
