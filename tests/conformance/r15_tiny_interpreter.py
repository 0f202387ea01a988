# Three instructions for 7 + 5: a value stack in miniature, running on the real one.
class Interpreter:
    def __init__(self):
        self.stack = []

    def LOAD_VALUE(self, number):
        self.stack.append(number)

    def ADD_TWO_VALUES(self):
        first = self.stack.pop()
        second = self.stack.pop()
        self.stack.append(first + second)

    def PRINT_ANSWER(self):
        print(self.stack.pop())

    def run(self, what):
        for name, argument in what['instructions']:
            method = getattr(self, name)
            if name == 'LOAD_VALUE':
                method(what['numbers'][argument])
            else:
                method()


Interpreter().run({
    'instructions': [('LOAD_VALUE', 0), ('LOAD_VALUE', 1), ('ADD_TWO_VALUES', None), ('PRINT_ANSWER', None)],
    'numbers': [7, 5],
})
