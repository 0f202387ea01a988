"""optparse: options of each action and type, help, and what is wrong."""
import optparse


def make(**kwargs):
    parser = optparse.OptionParser(usage='%prog [options] FILE', version='%prog 1.0', prog='tool',
                                   description='Does things to files, and says so at some length, so that lines wrap here.',
                                   epilog='That is all.', **kwargs)
    parser.add_option('-o', '--output', dest='out', metavar='FILE', default='a.out', help='where to write [default: %default]')
    parser.add_option('-v', action='count', dest='verbose', default=0, help='say more')
    parser.add_option('-q', '--quiet', action='store_false', dest='loud', default=True)
    parser.add_option('-n', '--number', type='int', help='a number that is explained in a text long enough to take two lines')
    parser.add_option('--ratio', type=float)
    parser.add_option('--kind', type='choice', choices=['one', 'two'])
    parser.add_option('-I', '--include', action='append', dest='paths')
    parser.add_option('--point', nargs=2, type='float')
    parser.add_option('--hidden', help=optparse.SUPPRESS_HELP)
    parser.add_option('--const', action='store_const', const=42, dest='number')
    parser.add_option('--call', action='callback', type='string', callback=lambda option, opt, value, parser: print('called', opt, value))
    group = optparse.OptionGroup(parser, 'Dangerous', 'Take care.')
    group.add_option('-f', '--force', action='store_true')
    parser.add_option_group(group)
    return parser


parser = make()
for args in ([], ['x', '-o', 'b', 'y'], ['-vvn', '0x10', '--ratio=2.5', '-Ia', '-I', 'b', 'z'], ['--kind', 'one', '--point', '1', '2'],
             ['-q', '--', '-v'], ['--out', 'abbr', '--forc'], ['--const', '--call', 'me'], ['-n', '010']):
    values, rest = parser.parse_args(args)
    print(args, rest, sorted(values.__dict__.items()))
parser.print_help()
print(parser.get_usage(), parser.get_version(), parser.has_option('-v'), parser.get_option('--force'))
for args in (['-x'], ['--nothing'], ['-n', 'a'], ['--kind', 'three'], ['-n'], ['--point', '1'], ['--quiet=1'], ['--c'],
             ['--version'], ['--ratio', 'x']):
    try:
        parser.parse_args(args)
    except SystemExit as stop:
        print(args, 'exit', stop.code)
for wrong in (dict(action='no'), dict(type='no'), dict(choices=['a'], type='int'), dict(zz=1)):
    try:
        optparse.Option('-z', **wrong)
    except optparse.OptionError as error:
        print(error)
try:
    parser.add_option('-v')
except optparse.OptionConflictError as error:
    print(error)
parser.remove_option('-v')
print(parser.has_option('-v'), parser.defaults['out'])
print(optparse.Values({'a': 1}), optparse.Values({'a': 1}) == {'a': 1})
print(optparse.OptionParser(prog='p', formatter=optparse.TitledHelpFormatter()).format_help())
