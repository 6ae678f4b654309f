#!/bin/sh
# header.t - the public header stands alone, and the libraries export what it says and nothing else
# SPDX-License-Identifier: GPL-2.0-or-later

: "${srcdir:=.}" "${builddir:=.}" "${CC:=cc}" "${CXX:=c++}" "${NM:=nm}"
. "$srcdir/tests/ok.sh"
header=$srcdir/include/masthead.h
scratch=$(mktemp -d) || exit 99
trap 'rm -rf "$scratch"' EXIT

# compiles NAME COMPILER FLAG...: the header as the only line of a source file.
compiles()
{
    name=$1
    shift
    printf '#include "masthead.h"\n' >"$scratch/alone.c"
    "$@" -Wall -Wextra -Wshadow -pedantic -Werror -I"$srcdir/include" -fsyntax-only "$scratch/alone.c" \
        >"$scratch/log" 2>&1
    ok $? "$name" "$scratch/log"
}

# The compilers may be several words: "gcc -m32".
# shellcheck disable=SC2086
{
    compiles "compiles alone as C99" $CC -std=c99 -xc
    compiles "compiles alone as C11" $CC -std=c11 -xc -Wstrict-prototypes
    compiles "compiles alone as C++17" $CXX -std=c++17 -xc++
}

# exports LIBRARY: the names that other programs can link with.
exports()
{
    $NM -D --defined-only "$1" | awk '$2 != "A" { sub(/@.*/, "", $3); print $3 }' | sort
}

awk '/^MASTHEAD_API/ && match($0, /masthead_[a-z_]+\(/) { print substr($0, RSTART, RLENGTH - 1) }' \
    "$header" | sort >"$scratch/declared"
[ "$(grep -c '^MASTHEAD_API' "$header")" -eq "$(wc -l <"$scratch/declared")" ]
ok $? "each declaration is read"

# What the sanitizers export is theirs.
if [ -n "${SANITIZERS-}" ]; then
    echo "ok $((row + 1)) # SKIP exported symbols: built with sanitizers"
    echo "1..$((row + 1))"
    exit
fi
exports "$builddir/.libs/libmasthead.so" >"$scratch/exported"
diff "$scratch/declared" "$scratch/exported" >"$scratch/log" 2>&1
ok $? "libmasthead exports what masthead.h declares" "$scratch/log"

cat >"$scratch/declared" <<'END'
Xapian::Database::compact_
Xapian::QueryParser::parse_query
Xapian::Registry::Registry
Xapian::TermGenerator::index_text
Xapian::TermGenerator::index_text_without_positions
Xapian::WritableDatabase::WritableDatabase
Xapian::WritableDatabase::add_document
Xapian::WritableDatabase::replace_document
END
exports "$builddir/.libs/masthead-xapian.so" | c++filt | sed 's/(.*//' | sort -u >"$scratch/exported"
diff "$scratch/declared" "$scratch/exported" >"$scratch/log" 2>&1
ok $? "the module takes over the functions that it should and no other" "$scratch/log"

echo "1..$row"
