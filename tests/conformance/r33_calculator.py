"""A tokenizer, a parser and an evaluator."""


class Token:
    def __init__(self, kind, value):
        self.kind = kind
        self.value = value

    def __repr__(self):
        return f'{self.kind}:{self.value}'


def tokenize(text):
    i = 0
    while i < len(text):
        ch = text[i]
        if ch.isspace():
            i += 1
        elif ch.isdigit():
            j = i
            while j < len(text) and text[j].isdigit():
                j += 1
            yield Token('num', int(text[i:j]))
            i = j
        elif ch.isalpha():
            yield Token('name', ch)
            i += 1
        elif ch in '+-*/()=':
            yield Token(ch, ch)
            i += 1
        else:
            raise SyntaxError(f'unexpected {ch!r} at {i}')


class Parser:
    BINARY = {'+': 1, '-': 1, '*': 2, '/': 2}

    def __init__(self, text):
        self.tokens = list(tokenize(text))
        self.position = 0

    def peek(self):
        return self.tokens[self.position].kind if self.position < len(self.tokens) else None

    def take(self):
        token = self.tokens[self.position]
        self.position += 1
        return token

    def primary(self):
        token = self.take()
        if token.kind == '(':
            node = self.expression(0)
            self.take()
            return node
        if token.kind == '-':
            return ('neg', self.primary())
        return (token.kind, token.value)

    def expression(self, level):
        left = self.primary()
        while self.peek() in self.BINARY and self.BINARY[self.peek()] > level:
            op = self.take().kind
            left = (op, left, self.expression(self.BINARY[op]))
        return left


def evaluate(node, env):
    kind = node[0]
    if kind == 'num':
        return node[1]
    if kind == 'name':
        return env[node[1]]
    if kind == 'neg':
        return -evaluate(node[1], env)
    left, right = (evaluate(child, env) for child in node[1:])
    return {'+': lambda: left + right, '-': lambda: left - right,
            '*': lambda: left * right, '/': lambda: left / right}[kind]()


env = {'x': 3}
for source in ('1+2*x', '2 $', 'y', '1/0'):
    try:
        tree = Parser(source).expression(0)
        print(source, '=', evaluate(tree, env))
    except (SyntaxError, ZeroDivisionError) as error:
        print(type(error).__name__, error)
    except LookupError as error:
        print('unknown', *error.args)
