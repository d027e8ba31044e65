"""Cases of RFC 7541: every form of a field, the dynamic table, integers, Huffman coding."""

from http2_case import Case, answered, connection_error, ended
from http2_wire import (
    COMPRESSION_ERROR,
    REQUEST,
    block,
    field,
    headers,
    indexed,
    integer,
    table_size,
    text,
)

# Indices of the static table (RFC 7541 appendix A).
AUTHORITY_NAME, METHOD_GET, PATH_NAME, SCHEME_HTTP = 1, 2, 4, 6
STATIC_COUNT = 61
TABLE_SIZE_MAX = 4_096

INDEXED, NEVER_INDEXED = 0x40, 0x10

# The request in the shortest form, with its parts that are not in the static table last.
SHORT = (
    indexed(METHOD_GET)
    + indexed(SCHEME_HTTP)
    + integer(PATH_NAME, 4)
    + text("/nothing")
    + integer(AUTHORITY_NAME, 4)
    + text("localhost")
)


def broken(section, rule, fields):
    return Case(
        section,
        f"{rule} ends the connection",
        [headers(fields)],
        connection_error(COMPRESSION_ERROR),
    )


def decoded(section, rule, *blocks):
    """Sends one request for each block; the last must be answered, so all were read in step."""
    steps = []
    for number, fields in enumerate(blocks):
        steps += [headers(fields, 2 * number + 1), ended(2 * number + 1)]
    return Case(section, f"{rule} is read", steps, answered(404, 2 * len(blocks) - 1))


def huffman_field(coded):
    return b"\x00" + text("x") + text(coded, huffman=True)


FORM_CASES = [
    decoded("RFC 7541 §6.1", "an indexed field of the static table", SHORT),
    decoded(
        "RFC 7541 §6.2.1",
        "a literal field that is added to the dynamic table",
        SHORT + field("x", "y", INDEXED),
        SHORT + indexed(STATIC_COUNT + 1),
    ),
    decoded(
        "RFC 7541 §6.2.1",
        "a literal field with an indexed name that is added to the dynamic table",
        SHORT[:-11] + integer(AUTHORITY_NAME, 6, INDEXED) + text("localhost"),
        SHORT[:-11] + indexed(STATIC_COUNT + 1),
    ),
    decoded("RFC 7541 §6.2.2", "a literal field without indexing", block(*REQUEST)),
    decoded(
        "RFC 7541 §6.2.3",
        "a literal field that is never indexed",
        SHORT + field("x", "y", NEVER_INDEXED),
    ),
    broken("RFC 7541 §6.1", "index 0", SHORT + indexed(0)),
    broken(
        "RFC 7541 §2.3.3",
        "an index behind the static table while the dynamic table is empty",
        SHORT + indexed(STATIC_COUNT + 1),
    ),
    broken("RFC 7541 §2.3.3", "an index far behind both tables", SHORT + indexed(100_000)),
    broken(
        "RFC 7541 §2.3.3",
        "an index of a name behind both tables",
        SHORT + integer(STATIC_COUNT + 9, 4) + text("y"),
    ),
    broken(
        "RFC 7541 §2.3.3",
        "an index of a name behind both tables, to be added,",
        SHORT + integer(STATIC_COUNT + 9, 6, INDEXED) + text("y"),
    ),
]

TABLE_CASES = [
    decoded(
        "RFC 7541 §4.2",
        "a table size update to the size that is allowed",
        table_size(TABLE_SIZE_MAX) + SHORT,
    ),
    decoded(
        "RFC 7541 §4.2",
        "two table size updates",
        table_size(0) + table_size(TABLE_SIZE_MAX) + SHORT,
    ),
    decoded(
        "RFC 7541 §4.2",
        "a table of size 0",
        table_size(0) + SHORT + field("x", "y", INDEXED),
        SHORT,
    ),
    broken(
        "RFC 7541 §6.3",
        "a table size update above the size that is allowed",
        table_size(TABLE_SIZE_MAX + 1) + SHORT,
    ),
    broken("RFC 7541 §6.3", "a huge table size update", table_size(1 << 30) + SHORT),
    broken("RFC 7541 §4.2", "a table size update after a field", SHORT + table_size(0)),
    Case(
        "RFC 7541 §4.3",
        "a table size update to 0 evicts what is there",
        [
            headers(SHORT + field("x", "y", INDEXED)),
            ended(),
            headers(table_size(0) + SHORT + indexed(STATIC_COUNT + 1), 3),
        ],
        connection_error(COMPRESSION_ERROR),
    ),
    Case(
        "RFC 7541 §4.4",
        "a field larger than the table empties it",
        [
            headers(SHORT + field("x", "y", INDEXED) + field("z", "a" * TABLE_SIZE_MAX, INDEXED)),
            ended(),
            headers(SHORT + indexed(STATIC_COUNT + 1), 3),
        ],
        connection_error(COMPRESSION_ERROR),
    ),
    Case(
        "RFC 7541 §4.4",
        "the oldest field gives way to a new one",
        [
            headers(SHORT + field("x", "y", INDEXED) + field("z", "a" * 4_040, INDEXED)),
            ended(),
            headers(SHORT + indexed(STATIC_COUNT + 2), 3),
        ],
        connection_error(COMPRESSION_ERROR),
    ),
    decoded(
        "RFC 7541 §2.3.2",
        "a field that is in the dynamic table twice",
        SHORT + field("x", "y", INDEXED) + field("x", "y", INDEXED),
        SHORT + indexed(STATIC_COUNT + 1) + indexed(STATIC_COUNT + 2),
    ),
    decoded(
        "RFC 7541 §2.2",
        "a dynamic table that lasts over several requests",
        *[SHORT + field(f"x{number}", "y", INDEXED) for number in range(5)],
        SHORT + indexed(STATIC_COUNT + 5),
    ),
]

INTEGER_CASES = [
    decoded(
        "RFC 7541 §5.1",
        "an integer that needs no more than its prefix",
        SHORT + field("x", "y" * 126),
    ),
    decoded(
        "RFC 7541 §5.1", "an integer that just needs a second byte", SHORT + field("x", "y" * 127)
    ),
    decoded("RFC 7541 §5.1", "an integer in three bytes", SHORT + field("x", "y" * 400)),
    broken(
        "RFC 7541 §5.1",
        "an index that overflows",
        SHORT + b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f",
    ),
    broken(
        "RFC 7541 §5.1",
        "a length that overflows",
        SHORT + b"\x00\x01x\x7f\xff\xff\xff\xff\xff\xff\x7f",
    ),
    broken("RFC 7541 §5.1", "an integer that does not end", SHORT + b"\xff\x80\x80"),
    broken("RFC 7541 §5.2", "a value longer than its block", SHORT + b"\x00\x01x\x05yyyy"),
    broken("RFC 7541 §5.2", "a name longer than its block", SHORT + b"\x00\x20xxx"),
    broken("RFC 7541 §5.2", "a field without a value", SHORT + b"\x00\x01x"),
]

HUFFMAN_CASES = [
    # `a` is 00011, then three bits of padding.
    decoded("RFC 7541 §5.2", "a value in Huffman coding", SHORT + huffman_field(b"\x1f")),
    decoded("RFC 7541 §5.2", "an empty value in Huffman coding", SHORT + huffman_field(b"")),
    decoded(
        "RFC 7541 §5.2",
        "a name in Huffman coding",
        SHORT + b"\x00" + text(b"\x1f", huffman=True) + text("y"),
    ),
    broken("RFC 7541 §5.2", "padding of Huffman coding with zeros", SHORT + huffman_field(b"\x18")),
    broken(
        "RFC 7541 §5.2", "padding of Huffman coding of 8 bits", SHORT + huffman_field(b"\x1f\xff")
    ),
    broken("RFC 7541 §5.2", "padding of Huffman coding alone", SHORT + huffman_field(b"\xff")),
    broken(
        "RFC 7541 §5.2",
        "the end-of-string symbol in Huffman coding",
        SHORT + huffman_field(b"\xff\xff\xff\xff"),
    ),
    broken(
        "RFC 7541 §5.2",
        "a name in Huffman coding that stops inside a symbol",
        SHORT + b"\x00" + text(b"\xfe", huffman=True) + text("y"),
    ),
]

CASES = FORM_CASES + TABLE_CASES + INTEGER_CASES + HUFFMAN_CASES
