#!/bin/sh
# queries.t - seeds/ indexed by stock scriptindex and omindex, and each of its queries put to stock quest
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A row of seeds/queries.tsv is a row here.  "queries.t WORD" looks only at the queries that have the word.

: "${srcdir:=.}" "${builddir:=.}"
. "$srcdir/tests/ok.sh"
masthead=$builddir/masthead
config=$srcdir/conf/news.yaml
only=${1-}

why=$("$srcdir/tests/has-hosts" scriptindex omindex quest) || { echo "1..0 # SKIP $why"; exit; }

scratch=$(mktemp -d) || exit 99
trap 'rm -rf "$scratch"' EXIT

run()
{
    LD_PRELOAD=${SANITIZERS-} ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0 \
        "$masthead" run -c "$config" -- "$@"
}

# The ids of the articles in quest's output: they are stored, or end the URL.
ids()
{
    sed -n -e 's/^id=//p' -e 's|^url=.*/||p' "$1" | sed 's/\.html$//' | sort -u
}

# ---- Indexing ---------------------------------------------------------------------------------------

{
    "$masthead" script -c "$config" >"$scratch/news.script" &&
        "$masthead" feed -c "$config" "$srcdir/seeds/text" "$srcdir/seeds/articles.jsonl" \
            >"$scratch/dump" &&
        run scriptindex "$scratch/scriptindex" "$scratch/news.script" "$scratch/dump"
} >"$scratch/log" 2>&1
ok $? "scriptindex indexes the text files and the JSON Lines" "$scratch/log"

run omindex --db "$scratch/omindex" --url / "$srcdir/seeds/html" >"$scratch/log" 2>&1
ok $? "omindex indexes the HTML pages" "$scratch/log"

# ---- Queries ----------------------------------------------------------------------------------------

tab=$(printf '\t')
while IFS=$tab read -r label set query found not_found; do
    case $label in '#'* | '') continue ;; esac
    case $query in *"$only"*) ;; *) continue ;; esac
    run quest -d "$scratch/$set" -m 50 "$query" >"$scratch/quest" 2>&1
    status=$?
    ids "$scratch/quest" >"$scratch/ids"
    : >"$scratch/why"
    for id in $found; do
        [ "$id" = - ] || grep -qxF -e "$id" "$scratch/ids" || echo "does not find $id" >>"$scratch/why"
    done
    for id in $not_found; do
        [ "$id" = - ] || ! grep -qxF -e "$id" "$scratch/ids" || echo "finds $id" >>"$scratch/why"
    done
    if [ $status -ne 0 ] || [ -s "$scratch/why" ]; then
        status=1
        grep -E -e '^Parsed Query|^quest:|^masthead:|Exception' "$scratch/quest" >>"$scratch/why"
    fi
    ok $status "$query ($set: $label)" "$scratch/why"
done <"$srcdir/seeds/queries.tsv"

echo "1..$row"
