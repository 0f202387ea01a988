def parse(text):
    return int(text)

def load(text):
    try:
        return parse(text)
    except ValueError as error:
        raise KeyError('bad ' + text) from error

print('before')
load('twelve')
