# pop and del give slots back when less than half of them is used.
queue = list(range(40))
while len(queue) > 20:
    queue.pop(0)
while len(queue) > 4:
    del queue[-4:]
queue.append('last')
print(queue)
del queue[:]
print(queue)
stack = []
for n in range(10):
    stack.append(n)
    stack.append(n)
    stack.pop()
while stack:
    stack.remove(stack[0])
print(stack)
