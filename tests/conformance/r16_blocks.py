# The value stack and the block stack: nested loops, try, finally, with, continue, break.
def search(rows, wanted):
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            try:
                if value == wanted:
                    return r, c
                if value is None:
                    continue
            finally:
                last = (r, c)
        else:
            last = None
    return last


print(search([[1, 2], [3, 4]], 3), search([[1, None]], 9))


def loops():
    out = []
    for i in range(4):
        try:
            try:
                if i == 1:
                    continue
                if i == 3:
                    break
                out.append(i)
            finally:
                out.append('f')
        except ValueError:
            out.append('never')
    else:
        out.append('else')
    n = 3
    while n:
        n -= 1
        if n == 1:
            continue
    else:
        out.append('done')
    return out


print(loops())
print([i * j for i in range(3) for j in range(3) if i != j])
print(1 if [] else 2 if () else 3, 5 or 1 / 0, 0 and 1 / 0)
