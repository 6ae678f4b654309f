#!/bin/sh
# feed.t - articles as scriptindex's input
# SPDX-License-Identifier: GPL-2.0-or-later
. "${srcdir:-.}/tests/command/tap.sh"

feed() { # NAME STATUS ARGUMENT...
    feed_name=$1 feed_status=$2
    shift 2
    run "$feed_name" "$feed_status" feed -c "$config" "$@"
}

# ---- What is read ---------------------------------------------------------------------------------

input=
feed 'nothing' 0
out ''
err ''
feed 'no lines' 0 --from jsonl
out ''
input='

  '
feed 'blank lines' 0 --from jsonl
out ''
err ''

input='{"id":"a1","published":"17 August 2021","title":"Kabul","text":"One.\n\nTwo.\n=Three."}'
feed 'an article' 0 --from jsonl
out 'id=a1
published=2021-08-17
headline=Kabul
body=One.
=
=Two.
==Three.
'
feed 'standard input by name' 0 --from jsonl -
out_has 'id=a1'

input='{"text":"T","url":"https://example.org/1","extra":{"deep":[1,2]},"other":null,"section":" World "}
{"id":17,"og:title":"T2"}'
feed 'mapped keys and url, nothing else' 0 --from jsonl
out 'id=https://example.org/1
body=T
section=World
url=https://example.org/1

id=17
headline=T2
'

input='{"id":"a","headline":"H","title":"H | The Courier","og:title":"H"}'
feed 'a headline said twice counts once' 0 --from jsonl
out 'id=a
headline=H
'
input='{"id":"a","headline":"","TITLE":"H"}'
feed 'an empty value is none; capitals do not matter' 0 --from jsonl
out 'id=a
headline=H
'

input='{"id":"a","byline":["Ann Lee","Bo Ek"],"category":["World","Asia"]}'
feed 'several values' 0 --from jsonl
out 'id=a
byline=Ann Lee
byline=Bo Ek
section=World
section=Asia
'

input=$(printf '{"id":"a","text":"one\\r\\ntwo\\rthree\\r\\n\\r\\nfour"}\r\n')
feed 'carriage returns' 0 --from jsonl
out 'id=a
body=one
=two
=three
=
=four
'

input=$(printf '\357\273\277{"id":"\\u00e9\\ud83d\\ude00","text":"caf\303\251"}')
feed 'byte order mark and escapes' 0 --from jsonl
out "$(printf 'id=\303\251\360\237\230\200\nbody=caf\303\251')
"

# ---- Text files -----------------------------------------------------------------------------------

mkdir -p in.d/b
printf ' date 2021-08-17 WASHINGTON \342\200\224 President Joe Biden spoke.\n\nMore.\n' >in.d/call.txt
printf 'Plain.' >in.d/b/call.txt
printf '{"id":"j","text":"J"}' >in.d/a.jsonl
printf 'x' >in.d/picture.png
printf 'x' >in.d/.hidden.txt
input=
feed 'a text with a line of its own metadata' 0 in.d/call.txt
out "$(printf 'id=call\npublished=2021-08-17\nbody= date 2021-08-17 WASHINGTON \342\200\224 President Joe Biden spoke.\n=\n=More.\n=')
"
err ''
feed 'a folder' 0 in.d
out "$(printf 'id=j\nbody=J\n\nid=b/call\nbody=Plain.\n\nid=call\npublished=2021-08-17\nbody= date 2021-08-17 WASHINGTON \342\200\224 President Joe Biden spoke.\n=\n=More.\n=')
"
err 'masthead: note: 1 file in folders left out, not being .txt, .text, .jsonl or .ndjson'
ln -s .. in.d/b/up
feed 'a link that leads round in a circle' 0 in.d/b
out 'id=call
body=Plain.
'
err 'masthead: note: 1 file in folders left out, not being .txt, .text, .jsonl or .ndjson'
rm in.d/b/up
feed 'a folder, with a slash' 0 in.d/b/
out 'id=call
body=Plain.
'
input='Some text.'
feed 'text from standard input' 0
out 'body=Some text.
'
feed 'a text read as lines' 1 --from jsonl in.d/b/call.txt
err_has 'masthead: in.d/b/call.txt:1: invalid JSON'

# ---- What is wrong --------------------------------------------------------------------------------

wrong() { # NAME LINE MESSAGE
    input='{"id":"first","text":"1"}
'"$2"'
{"id":"third","text":"3"}
'
    feed "$1" 1 --from jsonl
    out 'id=first
body=1
'
    err "masthead: standard input:2: $3"
    feed "$1, going on" 1 --from jsonl --keep-going
    out 'id=first
body=1

id=third
body=3
'
    err "masthead: standard input:2: $3
masthead: 2 articles, 1 skipped"
}

wrong 'no JSON' 'hello' "invalid JSON at byte 5: invalid token near 'hello'"
wrong 'cut short' '{"id":"a","text":"T' "invalid JSON at byte 19: premature end of input near '\"T'"
wrong 'not an object' '["a"]' 'an article must be a JSON object, not an array'
wrong 'two values' '{"text":"1"} {"text":"2"}' "invalid JSON at byte 14: end of file expected near '{'"
wrong 'key twice' '{"text":"1","text":"2"}' "invalid JSON at byte 18: duplicate object key near '\"text\"'"
wrong 'text of another type' '{"text":7}' "'text' must be a string, not a number"
wrong 'object in a list' '{"text":["a",{}]}' "'text' must be a string, not an object"
wrong 'id of another type' '{"id":1.5,"text":"T"}' "'id' must be a string or a whole number, not a number"
wrong 'true' '{"section":true,"text":"T"}' "'section' must be a string or a whole number, not true or false"
wrong 'several ids' '{"id":["a","b"],"text":"T"}' "'id' must be one value, not 2"
wrong 'NUL' '{"text":"a\u0000b"}' "'text' holds a NUL character"
wrong 'no day' '{"text":"T","published":"2021-02-30"}' \
    "published: '2021-02-30' is not a date in one of the config's formats"
wrong 'no date' '{"text":"T","date":"soon"}' \
    "published: 'soon' is not a date in one of the config's formats"
wrong 'only an id, which would delete' '{"id":"a","text":""}' 'there is nothing to index'
wrong 'invalid UTF-8' "$(printf '{"text":"caf\351"}')" \
    "invalid JSON at byte 12: unable to decode byte 0xe9 near '\"caf'"
wrong 'half a surrogate' '{"text":"\ud800"}' "invalid JSON at byte 16: invalid Unicode '\\uD800' near '\"\\ud800\"'"
wrong 'huge id' '{"id":123456789012345678901234567890,"text":"T"}' \
    "'id' must be a string or a whole number, not a number"

input='{"id":"a","text":"T","views":123456789012345678901234567890}'
feed 'a huge number elsewhere' 0 --from jsonl
out 'id=a
body=T
'

printf 'caf\351\n' >latin.txt
feed 'text that is not UTF-8' 1 latin.txt
out ''
err 'masthead: latin.txt: not valid UTF-8: byte 0xE9 at 3'
printf 'a\0b' >nul.txt
feed 'text with NUL' 1 nul.txt
err 'masthead: nul.txt: not a text: NUL character at byte 1'
: >empty.txt
feed 'empty text' 1 empty.txt
err 'masthead: empty.txt: there is nothing to index'
feed 'one of three' 1 -k empty.txt in.d/b/call.txt nowhere.txt
out 'id=call
body=Plain.
'
err 'masthead: empty.txt: there is nothing to index
masthead: nowhere.txt: No such file or directory
masthead: 1 article, 2 skipped'

# ---- A long line, and what scriptindex makes of it all --------------------------------------------

awk 'BEGIN { printf "{\"id\":\"long\",\"text\":\""; for (i = 0; i < 400000; i++) printf "word%d ", i; print "\"}" }' >long.jsonl
input=
feed 'a line of megabytes' 0 long.jsonl
name='a line of megabytes'
[ "$(wc -l <out)" = 3 ] && [ "$(wc -c <out)" -gt 3000000 ]
row $? "$name: whole"

if type scriptindex >/dev/null 2>&1; then
    "$masthead" script -c "$config" >script
    "$masthead" feed -c "$config" "$srcdir/seeds/text" "$srcdir/seeds/articles.jsonl" >dump
    name='scriptindex reads it'
    want=$(cat "$srcdir"/seeds/text/*.txt "$srcdir"/seeds/articles.jsonl | wc -l)
    want=$(($(ls "$srcdir"/seeds/text/*.txt | wc -l) + $(wc -l <"$srcdir/seeds/articles.jsonl")))
    scriptindex db script dump >out 2>err
    row $? "$name"
    out "records (added, replaced, deleted, skipped) = ($want, 0, 0, 0)"
    err ''
fi
finish
