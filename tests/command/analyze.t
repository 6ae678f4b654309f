#!/bin/sh
# analyze.t - what is shown of an article
# SPDX-License-Identifier: GPL-2.0-or-later
. "${srcdir:-.}/tests/command/tap.sh"

analyze() { # NAME STATUS ARGUMENT...
    analyze_name=$1 analyze_status=$2
    shift 2
    run "$analyze_name" "$analyze_status" analyze -c "$config" "$@"
}

# ---- JSON -----------------------------------------------------------------------------------------

input='{"id":"a1","published":"2021-08-17","text":"President Joe Biden spoke on Tuesday."}'
analyze 'an article' 0 --from jsonl --json
out '{"id":"a1","mentions":[{"kind":"title","field":"body","begin":0,"end":9,"text":"President","value":"president","of":"biden, joe"},{"kind":"name","field":"body","begin":10,"end":19,"text":"Joe Biden","value":"biden, joe"},{"kind":"date","field":"body","begin":29,"end":36,"text":"Tuesday","value":"2021-08-17","type":"DATE"}]}'
err ''

input='{"id":"a","text":"Nothing."}

{"id":17}
{"text":""}
{"id":"\"\\\n\u0001\u00e9"}'
analyze 'a line out for each article in' 0 --from jsonl --json
out "$(printf '%s\n' '{"id":"a","mentions":[]}' '{"id":17,"mentions":[]}' '{"id":null,"mentions":[]}' '{"id":"\"\\\n\u0001é","mentions":[]}')"

input='{"id":"a","headline":"It rained on 2021-08-16","text":["On 2021-08-17.","It snowed at the café on 2021-08-18."]}'
analyze 'fields and passages' 0 --from jsonl --json
out '{"id":"a","mentions":[{"kind":"date","field":"headline","begin":13,"end":23,"text":"2021-08-16","value":"2021-08-16","type":"DATE"},{"kind":"date","field":"body","passage":0,"begin":3,"end":13,"text":"2021-08-17","value":"2021-08-17","type":"DATE"},{"kind":"date","field":"body","passage":1,"begin":26,"end":36,"text":"2021-08-18","value":"2021-08-18","type":"DATE"}]}'

input='It rained on Tuesday.'
analyze 'text, and a day for it' 0 --json --published 2021-08-20
out '{"id":null,"mentions":[{"kind":"date","field":"body","begin":13,"end":20,"text":"Tuesday","value":"2021-08-17","type":"DATE"}]}'
analyze 'a day that is none' 2 --json --published 2021-02-30
err "masthead: analyze: --published: published: '2021-02-30' is not a date in one of the config's formats
try 'masthead analyze --help'"

input=
printf 'Caf\351 of 2021-08-17 \377' >latin.txt
printf ' date 2021-08-17 WASHINGTON - It rained on Monday.' >own.text
analyze 'files; bytes that are not UTF-8 count as one' 0 --json latin.txt own.text
out_has '{"id":"latin","mentions":[{"kind":"date","field":"body","begin":8,"end":18,"text":"2021-08-17"'
out_has '{"id":"own","mentions":['
out_has '"text":"Monday","value":"2021-08-16","type":"DATE"}]}'

input='{"id":"a","published":"2021-02-30","text":"On 2021-08-17."}
{"id":"b","text":"B"}'
analyze 'a bad day is reported, the article analyzed' 1 --from jsonl --json
out '{"id":"a","mentions":[{"kind":"date","field":"body","begin":3,"end":13,"text":"2021-08-17","value":"2021-08-17","type":"DATE"}]}
{"id":"b","mentions":[]}'
err "masthead: standard input:1: published: '2021-02-30' is not a date in one of the config's formats"

input='{"id":"a","text":"A"}
{"id":"b","text":B}
{"id":"c","text":"C"}'
analyze 'a bad line' 1 --from jsonl --json
out '{"id":"a","mentions":[]}'
err "masthead: standard input:2: invalid JSON at byte 18: invalid token near 'B'"
analyze 'a bad line, going on' 1 --from jsonl --json -k
out '{"id":"a","mentions":[]}
{"id":"c","mentions":[]}'
err "masthead: standard input:2: invalid JSON at byte 18: invalid token near 'B'
masthead: 2 articles, 1 error"

# ---- Terminal -------------------------------------------------------------------------------------

input='{"id":"a1","published":"2021-08-17","headline":"Call","text":"President Joe Biden spoke on Tuesday.\n\nHe hung up."}'
plain='── a1 ─────────────────────────────────────────────── Tuesday, 17 August 2021 ──
Call

President Joe Biden spoke on Tuesday.

He hung up.

People
  Joe Biden — president

Offices and honorifics
  president

Days
  2021-08-17
'
analyze 'text, when this is no terminal' 0 --from jsonl
out "$plain"
analyze 'text, without colour' 0 --from jsonl --color=never
out "$plain"
analyze 'text, in colour' 0 --from jsonl --color=always
out_has "$(printf '\033[33mPresident\033[0m \033[1;36mJoe Biden\033[0m spoke on \033[32mTuesday\033[0m.')"
analyze 'colour is always, never or auto' 2 --from jsonl --color=red
err "masthead: analyze: --color is always, never or auto, not 'red'
try 'masthead analyze --help'"

input=$(printf 'A \033]0;title\007bell \302\233and \342\200\256more.')
analyze 'an article gives the terminal no orders' 0
out "$(printf '%s\n' '────────────────────────────────────────────────────────────────────────────────' 'A �]0;title�bell �and �more.')
"

input=$(awk 'BEGIN { for (i = 0; i < 60; i++) printf "word%d ", i; for (i = 0; i < 300; i++) printf "x"; print " end" }')
analyze 'lines break at 80 columns' 0
name='lines break at 80 columns'
[ "$(tail -n +2 out | LC_ALL=C awk '{ if (length($0) > m) m = length($0) } END { print m }')" -le 80 ]
row $? "$name: none is longer"

# ---- Page -----------------------------------------------------------------------------------------

input='{"id":"<b>&\"","published":"2021-08-17","headline":"<script>alert(1)</script>","section":"A&B","byline":"\"x\"","text":"President Joe Biden spoke on Tuesday & <i>left</i>.\n\nNext\npage."}
{"id":"b","text":"B"}'
analyze 'page' 0 --from jsonl --html
out_has '<!DOCTYPE html>'
out_has '<title>&lt;script&gt;alert(1)&lt;/script&gt;</title>'
out_has '<mark class="name" title="name: biden, joe">Joe Biden</mark>'
out_has '<mark class="title" title="title: president, of biden, joe">President</mark>'
out_has '<mark class="date" title="date: 2021-08-17">Tuesday</mark> &amp; &lt;i&gt;left&lt;/i&gt;.</p>'
out_has '<time datetime="2021-08-17">Tuesday, 17 August 2021</time>'
out_has '<svg '
out_has '</html>'
name='page: nothing of the article is markup'
! grep -qE '<script|<i>left|<b>&' out
row $? "$name"
name='page: nothing is fetched'
! grep -qE '(src|href)=|url\(|@import' out
row $? "$name"
[ "$(grep -c '<article>' out)" = 2 ]
row $? 'page: a section an article'

input='{"id":"a","published":"2021-08-17","text":"It began in the 1990s, in the summer of 2019, on Aug. 9 and over the weekend, and ends in the first half of 2022."}
{"id":"b","text":"It opened in May 1940 and closed on 10 June 1941."}'
analyze 'time line' 0 --from jsonl --html
for value in 199 2019-SU 2021-08-09 2021-W32-WE 2022-H1 1940-05 1941-06-10; do
    out_has "<title>$value ×1</title>"
done
out_has 'published</text>'
out_has '1941-06-10</text>'

input=
analyze 'page of nothing' 0 --from jsonl --html
out_has '</html>'

# ---- Much -----------------------------------------------------------------------------------------

awk 'BEGIN { printf "{\"id\":\"long\",\"text\":\""; for (i = 0; i < 100000; i++) printf "word%d ", i; print "\"}" }' >long.jsonl
analyze 'a line of megabytes' 0 --json long.jsonl
out '{"id":"long","mentions":[]}'
finish
