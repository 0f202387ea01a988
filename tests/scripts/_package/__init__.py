print('package', __name__, __package__)
from . import inner
