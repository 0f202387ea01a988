"""What the collector counts, and when it collects, after a full collection has emptied the free lists."""
from gc import get_count, get_stats, collect

died = []


class Node:
    def __init__(self, name):
        self.name = name
        self.me = self

    def __del__(self):
        died.append(self.name)


collect()
counts = [get_count()]
keep = []
for number in range(100):
    keep.append([number])
    counts.append(get_count())
for number in range(300):
    Node(number)
    counts.append((get_count(), len(died)))
keep = None
counts.append(get_count())
counts.append([stats['collections'] for stats in get_stats()])
for number in range(300):
    keep = (keep, {"key": number})
    counts.append((get_count(), len(died)))
counts.append([stats["collected"] for stats in get_stats()])
for line in counts:
    print(line)
print(collect() > 0, len(died), get_count()[1:])
