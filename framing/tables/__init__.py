"""Tables with declared columns, and files that are written whole or not at all."""

from framing.tables.declared import TABLES, check_table
from framing.tables.encodings import decode_text
from framing.tables.files import ENDINGS, read_table, write_table
from framing.tables.parts import write_parts
from framing.tables.whole import check_writable, open_whole, write_whole

__all__ = [
    "ENDINGS",
    "TABLES",
    "check_table",
    "check_writable",
    "decode_text",
    "open_whole",
    "read_table",
    "write_parts",
    "write_table",
    "write_whole",
]
