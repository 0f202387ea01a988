"""genericpath as the first import: it and os import each other, which CPython has behind it at its start."""
import genericpath
import os
import site
print(genericpath.commonprefix(['/usr/lib', '/usr/local']), os.path.commonprefix is genericpath.commonprefix)
print(genericpath.exists('nowhere'), genericpath._splitext('a/b.c', '/', None, '.'))
print(site.getsitepackages(['/opt']), site.makepath('/a', '../b'), site.ENABLE_USER_SITE)
