"""Measure how sources frame a conflict: sentence by sentence, voice by voice, with intervals.

>>> import framing as fr
>>> units = fr.split_units([fr.Document.of("The bridge is shut.", file="a.txt", source="Wire")])
>>> units.text[0]
'The bridge is shut.'
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
