# compile, exec and eval at run time: code objects made while the program runs.
code = compile('x + 1', '<expr>', 'eval')
x = 41
print(eval(code), eval('x * 2', {'x': 5}))
space = {}
exec('def double(n):\n    return n * 2\ny = double(21)', space)
print(space['y'], sorted(k for k in space if k[0] != '_'))
exec('z = x')
print(z)


def local():
    v = 1
    exec('v = 2')
    return v, eval('v')


print(local())
try:
    compile('a b', '<bad>', 'exec')
except SyntaxError as error:
    print(error.msg, error.offset)
print(code.co_names, code.co_consts, code.co_code.hex())
