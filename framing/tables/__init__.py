"""Tables with declared columns, and files that are written whole or not at all."""

from framing.tables.appending import TableWriter
from framing.tables.declared import TABLES, check_table
from framing.tables.encodings import decode_text
from framing.tables.files import ENDINGS, read_table, write_table
from framing.tables.whole import check_writable, write_whole

__all__ = [
    "ENDINGS",
    "TABLES",
    "TableWriter",
    "check_table",
    "check_writable",
    "decode_text",
    "read_table",
    "write_table",
    "write_whole",
]
