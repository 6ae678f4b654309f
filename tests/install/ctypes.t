#!/usr/bin/env python3
"""ctypes.t - libmasthead as a program in another language sees it: masthead.h, written down once more

SPDX-License-Identifier: GPL-2.0-or-later

The structs and calls below are all that a foreign host needs: open a config, read an article, look at its
mentions, take its terms and values, read a query, and understand an error.
"""
import os
import sys
from ctypes import (CDLL, CFUNCTYPE, POINTER, Structure, byref, c_char, c_char_p, c_double, c_int, c_int32,
                    c_size_t, c_uint, c_uint32, c_void_p, sizeof, string_at)

SRCDIR = os.environ.get("srcdir", ".")
BUILDDIR = os.environ.get("builddir", ".")

if os.environ.get("SANITIZERS"):
    print("1..0 # SKIP a sanitizer must be in the program itself")
    sys.exit()

# ---- masthead.h -------------------------------------------------------------------------------------

STATUS = ["OK", "NO_MEMORY", "BAD_ARGUMENT", "CANNOT_READ", "BAD_CONFIG", "BAD_INPUT", "TOO_LARGE", "STOPPED",
          "DIFFERS"]
KIND = ["name", "title", "date"]
OP = ["nothing", "term", "and", "or", "range", "words"]
EMIT_WORDS, EMIT_MENTIONS, EMIT_METADATA, EMIT_ALL = 1, 2, 4, 7


class Sized(Structure):
    """A struct that the caller fills: its first member is its size."""

    def __init__(self, *values):
        super().__init__(sizeof(self), *values)


class Error(Sized):
    _fields_ = [("size", c_size_t), ("status", c_int), ("line", c_uint32), ("column", c_uint32),
                ("file", c_char * 256), ("message", c_char * 512), ("excerpt", c_char * 256),
                ("text", c_char * 1280)]


class Field(Structure):
    _fields_ = [("name", c_char_p), ("prefix", c_char_p), ("kind", c_int), ("slot", c_int32),
                ("weight", c_double), ("b", c_double), ("from_count", c_size_t),
                ("from_", POINTER(c_char_p)), ("format_count", c_size_t), ("formats", POINTER(c_char_p))]


class Mention(Structure):
    _fields_ = [("kind", c_int), ("type", c_int), ("field", POINTER(Field)), ("passage", c_uint32),
                ("begin", c_uint32), ("end", c_uint32), ("text", c_void_p), ("value", c_char_p),
                ("of", c_char_p), ("modifier", c_char_p)]


TERM = CFUNCTYPE(c_int, c_void_p, c_void_p, c_size_t, c_uint32, c_uint32)
VALUE = CFUNCTYPE(c_int, c_void_p, c_uint32, c_void_p, c_size_t)
STEM = CFUNCTYPE(c_size_t, c_void_p, c_void_p, c_size_t, c_void_p)
STOP = CFUNCTYPE(c_int, c_void_p, c_void_p, c_size_t)
EACH = CFUNCTYPE(c_int, c_void_p, c_char_p, c_size_t)
TERMS = CFUNCTYPE(c_int, c_void_p, c_char_p, c_size_t, EACH, c_void_p)


class Sink(Sized):
    _fields_ = [("size", c_size_t), ("user", c_void_p), ("term", TERM), ("value", VALUE)]


class TextOptions(Sized):
    _fields_ = [("size", c_size_t), ("strategy", c_int), ("stop_mode", c_int), ("max_word_bytes", c_uint32),
                ("wdf", c_uint32), ("with_positions", c_int), ("cjk_ngrams", c_int), ("stem", STEM),
                ("stop", STOP), ("user", c_void_p), ("stem_key", c_void_p), ("words", POINTER(Sink))]


class QueryField(Structure):
    _fields_ = [("name", c_char_p), ("prefix", c_char_p), ("kind", c_int)]


class QueryNode(Structure):
    pass


QueryNode._fields_ = [("op", c_int), ("child_count", c_size_t), ("children", POINTER(POINTER(QueryNode))),
                      ("term", c_void_p), ("term_size", c_size_t), ("prefix", c_char_p), ("weight", c_double),
                      ("slot", c_uint32), ("from_", c_char_p), ("to", c_char_p), ("begin", c_uint32),
                      ("end", c_uint32)]


class QueryOptions(Sized):
    _fields_ = [("size", c_size_t), ("today", c_uint32), ("terms", TERMS), ("user", c_void_p),
                ("count", c_void_p)]


lib = CDLL(os.path.join(BUILDDIR, ".libs", "libmasthead.so"))
PROTOTYPES = {
    "masthead_abi": (c_uint32,),
    "masthead_version": (c_char_p,),
    "masthead_error_text": (c_char_p, POINTER(Error)),
    "masthead_open": (c_int, c_char_p, c_void_p, POINTER(c_void_p), POINTER(Error)),
    "masthead_open_text": (c_int, c_char_p, c_size_t, c_char_p, c_void_p, POINTER(c_void_p), POINTER(Error)),
    "masthead_close": (None, c_void_p),
    "masthead_field_count": (c_size_t, c_void_p),
    "masthead_field_at": (POINTER(Field), c_void_p, c_size_t),
    "masthead_field_named": (POINTER(Field), c_void_p, c_char_p, c_size_t),
    "masthead_field_from": (POINTER(Field), c_void_p, c_char_p, c_size_t),
    "masthead_field_prefixed": (POINTER(Field), c_void_p, c_char_p, c_size_t),
    "masthead_schema": (c_char_p, c_void_p),
    "masthead_schema_compare": (c_int, c_void_p, c_char_p, c_size_t, POINTER(Error)),
    "masthead_article_open": (c_int, c_void_p, POINTER(c_void_p), POINTER(Error)),
    "masthead_article_close": (None, c_void_p),
    "masthead_article_reset": (None, c_void_p),
    "masthead_article_text": (c_int, c_void_p, POINTER(Field), c_char_p, c_size_t, POINTER(TextOptions),
                              POINTER(c_uint32), POINTER(Error)),
    "masthead_article_metadata": (c_int, c_void_p, c_char_p, c_size_t, c_char_p, c_size_t, POINTER(Error)),
    "masthead_article_resolve": (c_int, c_void_p, POINTER(Error)),
    "masthead_article_mention_count": (c_size_t, c_void_p),
    "masthead_article_mention_at": (POINTER(Mention), c_void_p, c_size_t),
    "masthead_article_published": (c_uint32, c_void_p),
    "masthead_article_emit": (c_int, c_void_p, c_uint, POINTER(Sink), POINTER(Error)),
    "masthead_query_open": (c_int, c_void_p, c_char_p, c_size_t, POINTER(QueryOptions), POINTER(c_void_p),
                            POINTER(Error)),
    "masthead_query_root": (POINTER(QueryNode), c_void_p),
    "masthead_query_close": (None, c_void_p),
    "masthead_query_field_count": (c_size_t, c_void_p),
    "masthead_query_field_at": (POINTER(QueryField), c_void_p, c_size_t),
}
for function, (result, *arguments) in PROTOTYPES.items():
    getattr(lib, function).restype = result
    getattr(lib, function).argtypes = arguments

# ---- TAP --------------------------------------------------------------------------------------------

rows = failures = 0


def same(got, want, name):
    global rows, failures
    rows += 1
    good = got == want
    failures += not good
    print(f"{'ok' if good else 'not ok'} {rows} - {name}")
    if not good:
        print(f"# got  {got!r}\n# want {want!r}")


def ok(good, name):
    same(bool(good), True, name)


# ---- Calls, with bytes and lengths filled in --------------------------------------------------------

error = Error()


def status(code):
    return STATUS[code]


def open_config(path):
    handle = c_void_p()
    code = lib.masthead_open(os.fsencode(path), None, byref(handle), byref(error))
    return handle if code == 0 else status(code)


def article(handle):
    opened = c_void_p()
    assert lib.masthead_article_open(handle, byref(opened), byref(error)) == 0
    return opened


def metadata(a, name, value):
    name, value = name.encode(), value.encode()
    return status(lib.masthead_article_metadata(a, name, len(name), value, len(value), byref(error)))


def body(a, handle, text, options=None, position=None):
    data = text.encode()
    field = lib.masthead_field_named(handle, b"body", 4)
    return status(lib.masthead_article_text(a, field, data, len(data), options, position, byref(error)))


def mentions(a):
    found = []
    for i in range(lib.masthead_article_mention_count(a)):
        m = lib.masthead_article_mention_at(a, i).contents
        found.append((KIND[m.kind], m.field.contents.name.decode(), string_at(m.text, m.end - m.begin).decode(),
                      m.value.decode()))
    return found


def emit(a, what=EMIT_ALL, stop_after=None):
    """Returns the status, the terms as {term: (wdf, [positions])} and the values as {slot: value}."""
    terms, values, calls = {}, {}, [0]

    def term(user, data, size, position, wdf):
        calls[0] += 1
        name = string_at(data, size).decode()
        before, positions = terms.get(name, (0, []))
        terms[name] = (before + wdf, positions + [position] * (position > 0))
        return calls[0] == stop_after

    def value(user, slot, data, size):
        values[slot] = string_at(data, size)
        return 0

    sink = Sink(None, TERM(term), VALUE(value))
    return status(lib.masthead_article_emit(a, what, byref(sink), byref(error))), terms, values


def tree(node):
    n = node.contents
    if n.child_count:
        return (OP[n.op], *(tree(n.children[i]) for i in range(n.child_count)))
    if OP[n.op] == "range":
        return "range", n.slot, n.from_.decode(), n.to.decode()
    if OP[n.op] == "nothing":
        return ("nothing",)
    return OP[n.op], (n.prefix or b"").decode() + string_at(n.term, n.term_size).decode()


def query(handle, text, options=None):
    opened = c_void_p()
    data = text.encode()
    code = lib.masthead_query_open(handle, data, len(data), options, byref(opened), byref(error))
    if code:
        return status(code)
    result = tree(lib.masthead_query_root(opened))
    lib.masthead_query_close(opened)
    return result


def leaves(result):
    """The terms of a query tree."""
    if result[0] == "term":
        return {result[1]}
    return set().union(*(leaves(child) for child in result[1:] if isinstance(child, tuple)))


# ---- The config -------------------------------------------------------------------------------------

news = os.path.join(SRCDIR, "conf", "news.yaml")
same(lib.masthead_abi(), 1, "interface version")
ok(lib.masthead_version(), "library version")
m = open_config(news)
if not isinstance(m, c_void_p):
    print(f"Bail out! {lib.masthead_error_text(byref(error)).decode()}")
    sys.exit(1)
names = [lib.masthead_field_at(m, i).contents.name for i in range(lib.masthead_field_count(m))]
ok({b"headline", b"body", b"published"} <= set(names), "fields by number")
same(bool(lib.masthead_field_at(m, len(names))), False, "no field past the end")
same(lib.masthead_field_from(m, b"OG:Title", 8).contents.name, b"headline", "field by metadata name")
headline = lib.masthead_field_named(m, b"headline", 8).contents
same(headline.prefix, b"S", "a field's prefix")
ok(headline.weight > 1, "a field's weight")
same([headline.from_[i] for i in range(headline.from_count)][0], b"headline", "a field's metadata names")
same(lib.masthead_field_prefixed(m, b"S", 1).contents.name, b"headline", "field by prefix")
same(bool(lib.masthead_field_named(m, b"wodka", 5)), False, "no such field")

schema = lib.masthead_schema(m)
same(status(lib.masthead_schema_compare(m, schema, len(schema), byref(error))), "OK", "schema equals itself")
other = schema.replace(b"XP", b"XPP")
same(status(lib.masthead_schema_compare(m, other, len(other), byref(error))), "DIFFERS", "another schema")
ok(error.message, "another schema: says what differs")

# ---- An article -------------------------------------------------------------------------------------

TEXT = ("Prime Minister Boris Johnson of Britain took a call from President Joe Biden on Monday. "
        "Mr. Johnson asked about the airport.")
a = article(m)
same(metadata(a, "published", "2021-08-17"), "OK", "metadata: a date")
same(metadata(a, "title", "Johnson and Biden speak"), "OK", "metadata: a headline, under another name")
position = c_uint32(100)
same(body(a, m, TEXT, None, byref(position)), "OK", "text")
same(position.value, 100 + len(TEXT.split()), "text: the position moves behind the last word")
same(status(lib.masthead_article_resolve(a, byref(error))), "OK", "resolve")
same(lib.masthead_article_published(a), 20210817, "day of publication")
found = mentions(a)
ok(("name", "body", "Boris Johnson", "johnson, boris") in found, "a name")
ok(("name", "body", "Johnson", "johnson, boris") in found, "a surname alone is the same person")
ok(("title", "body", "Prime Minister", "prime minister") in found, "an office")
ok(("date", "body", "Monday", "2021-08-16") in found, "a day, read against the day of publication")
same(bool(lib.masthead_article_mention_at(a, len(found))), False, "no mention past the end")
for kind, field, text, value in found:
    print(f"# {kind} in {field}: {text} = {value}")

code, terms, values = emit(a)
same(code, "OK", "emit")
same(terms.get("airport"), (1, [position.value]), "a plain word with its position")
same(terms.get("Zairport", (0, None))[0], 1, "its stem")
ok({"Sjohnson", "XPjohnson", "XPjohnson, boris", "XTprime minister", "XD20210816", "XD202108", "D20210817",
    "M202108", "Y2021"} <= set(terms), "terms of the headline, people, offices and days")
ok(set(terms["johnson"][1]) <= set(terms.get("XPjohnson, boris", (0, []))[1]),
   "a person stands where the family name stands")
same(values.get(0), b"20210817", "a value")
same(set(emit(a, EMIT_WORDS)[1]) & {"XPjohnson", "D20210817"}, set(), "words only")
ok(set(emit(a, EMIT_MENTIONS)[1]) <= {t for t in terms if t.startswith("X")}, "mentions only")
same(emit(a, stop_after=3)[0], "STOPPED", "a callback that stops")
same(emit(a)[1:], (terms, values), "again, the same")

lib.masthead_article_reset(a)
same(lib.masthead_article_mention_count(a), 0, "reset: empty")
same(metadata(a, "published", "2021-02-30"), "BAD_INPUT", "no such day")
same(metadata(a, "wodka", "1"), "BAD_ARGUMENT", "no such metadata")
same(metadata(a, "published", ""), "OK", "an empty value is none")

# A stemmer and a stopper of the host's own.
@STEM
def stem(user, word, size, out):
    from ctypes import memmove
    memmove(out, word, min(size, 3))
    return min(size, 3)


@STOP
def stop(user, word, size):
    return string_at(word, size) == b"the"


options = TextOptions(1, 2, 64, 5, 1, 0, stem, stop, None)
same(body(a, m, "the ministers", byref(options)), "OK", "own options")
same(status(lib.masthead_article_resolve(a, byref(error))), "OK", "own options: resolve")
same(emit(a, EMIT_WORDS)[1], {"the": (5, [1]), "ministers": (5, [2]), "Zmin": (5, [])},
     "own stemmer, stopper and wdf")
options.size = 4
same(body(a, m, "the ministers", byref(options)), "BAD_ARGUMENT", "options of an unknown size")
lib.masthead_article_close(a)
lib.masthead_article_close(None)

# ---- Queries ----------------------------------------------------------------------------------------

known = {lib.masthead_query_field_at(m, i).contents.name for i in range(lib.masthead_query_field_count(m))}
ok({b"person", b"name", b"office", b"date", b"published", b"headline", b"title", b"byline", b"author"} <= known,
   "names before a colon")
ok("XPjohnson" in leaves(query(m, "person:johnson")), "a person by surname")
ok("XPjohnson, boris" in leaves(query(m, 'person:"boris johnson"')), "a person by name")
ok("XTprime minister" in leaves(query(m, 'office:"prime minister"')), "an office")
ok("XD20210816" in leaves(query(m, "date:2021-08-16")), "a day spoken of")
ok("XD202108" in leaves(query(m, 'date:"august 2021"')), "a month spoken of")
same(leaves(query(m, "published:2021-08-16..2021-08-17")), {"D20210816", "D20210817"}, "a range")
same(query(m, "published:2021-08-32"), "BAD_INPUT", "no such day in a query")
ok("published" in error.text.decode() or error.message, "no such day in a query: says so")
same(query(m, 'date:yesterday', byref(QueryOptions(20210817))), query(m, "date:2021-08-16"),
     "yesterday, with a today")
same(query(m, "date:yesterday"), "BAD_INPUT", "yesterday, without one")


@TERMS
def index_terms(user, prefix, size, each, each_user):
    for term in (b"XPjohnson", b"XPjohnson, boris", b"XPjohnson, ruth"):
        if term.startswith(prefix[:size]) and each(each_user, term, len(term)):
            return 1
    return 0


ok(leaves(query(m, "person:johnson", byref(QueryOptions(0, index_terms)))) >= {"XPjohnson"},
   "with the terms of an index")
lib.masthead_query_close(None)

# ---- Errors -----------------------------------------------------------------------------------------

same(open_config("/nowhere/news.yaml"), "CANNOT_READ", "no such config")
ok("/nowhere/news.yaml" in lib.masthead_error_text(byref(error)).decode(), "no such config: named")
bad = b"masthead: 1\nlanguage: en\nfields:\n  body: {from: [body], prefix: \"\", wieght: 1}\n"
handle = c_void_p()
code = lib.masthead_open_text(bad, len(bad), b"bad.yaml", None, byref(handle), byref(error))
same(status(code), "BAD_CONFIG", "a wrong config")
same((error.line, handle.value), (4, None), "a wrong config: its line; the handle is unchanged")
text = lib.masthead_error_text(byref(error)).decode()
ok(text.startswith("bad.yaml:4:") and "did you mean 'weight'" in text and "^" in text.splitlines()[-1],
   "a wrong config: place, likely meaning, caret")
same(status(lib.masthead_open(b"/nowhere/news.yaml", None, byref(handle), None)), "CANNOT_READ",
     "no error struct")

lib.masthead_close(m)
lib.masthead_close(None)
print(f"1..{rows}")
sys.exit(failures > 0)
