#!/bin/sh
# eval.t - measures of rankings
# SPDX-License-Identifier: GPL-2.0-or-later
. "${srcdir:-.}/tests/command/tap.sh"

# ---- Runs -----------------------------------------------------------------------------------------

# Two topics.  In the first, relevant are a (grade 2), b and c (1); x is judged and not relevant.
printf '%s 0 %s %s\n' t1 a 2 t1 b 1 t1 c 1 t1 x 0 t2 a 1 t3 a 0 >judgments
printf '%s Q0 %s %s %s tag\n' \
    t1 x 1 9 t1 a 2 8 t1 n 3 7 t1 b 4 6 t2 n 1 5 t2 m 2 4 t2 a 3 3 t9 a 1 1 >one.run
printf '%s Q0 %s %s %s tag\n' t1 b 2 1 t1 a 1 1 t1 c 3 0.5 t2 a 1 1 >two.run

# t1: AP (1/2 + 2/4) / 3; DCG 3/log2(3) + 1/log2(5), ideal 3 + 1/log2(3) + 1/log2(4); first hit at 2.
# t2: AP 1/3; nDCG 1/log2(4); first hit at 3.
run 'a run' 0 eval judgments one.run
out '2 topics                  MAP   nDCG@10       MRR       P@5     R@100
one.run                0.3333    0.5312    0.4167    0.3000    0.8333'
err ''

run 'each topic of two runs' 0 eval --by-topic judgments one.run two.run
out "$(printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' \
    t1 one.run 0.3333 0.5625 0.5000 0.4000 0.6667 \
    t1 two.run 1.0000 1.0000 1.0000 0.6000 1.0000 \
    t2 one.run 0.3333 0.5000 0.3333 0.2000 1.0000 \
    t2 two.run 1.0000 1.0000 1.0000 0.2000 1.0000)"

# Of the four exchanges of two equal differences, two are as large.
run 'two runs compared' 0 eval judgments one.run two.run
out_has 'against the first   +0.6667'
out_has '
  p                    0.5'
out_has 'better on 2, the same on 0, worse on 0'
cp out first
run 'the same again' 0 eval judgments one.run two.run
out "$(cat first)"

: >none.run
run 'nothing found' 0 eval judgments none.run
out_has 'none.run               0.0000    0.0000'

# ---- What is wrong with a file --------------------------------------------------------------------

bad() { # NAME FILE TEXT MESSAGE ARGUMENT...
    bad_name=$1 bad_message=$4
    printf "$3" >"$2"
    shift 4
    run "$bad_name" 1 eval "$@"
    out ''
    err "masthead: $bad_message"
}
bad 'a short line' q 't1 0 a 1\n\nt1 0 a\n' \
    'q:3: 3 columns where there must be 4: topic, iteration, document, grade' q one.run
bad 'a long line' q 't1 0 a 1 7\n' \
    'q:1: 5 columns where there must be 4: topic, iteration, document, grade' q one.run
bad 'a grade' q 't1 0 a 1.5\n' "q:1: the grade must be a whole number, not '1.5'" q one.run
bad 'a great grade' q 't1 0 a 31\n' 'q:1: the grade must be 30 at most, not 31' q one.run
bad 'a contradiction' q 't1 0 a 1\nt1 0 b 1\nt1 0 a 0\n' \
    "q:3: document 'a' has the grade 0 for topic 't1', but 1 on line 1" q one.run
bad 'nothing relevant' q 't1 0 a 0\n' 'q: no document is relevant to any topic' q one.run
bad 'bytes' q 't1 0 a 1\nt1 0 \377 1\n' 'q:2: not valid UTF-8' q one.run
bad 'a NUL' q 't1 0 \000 1\n' 'q:1: a NUL byte, so this is not a text file' q one.run
bad 'a run' r 't1 Q0 a 1 2 x\nt1 Q0 a 1 x\n' \
    'r:2: 5 columns where there must be 6: topic, Q0, document, rank, score, tag' judgments r
bad 'a rank' r 't1 Q0 a first 2 x\n' "r:1: the rank must be a whole number, not 'first'" judgments r
bad 'a score' r 't1 Q0 a 1 nan x\n' "r:1: the score must be a number, not 'nan'" judgments r
run 'no file' 1 eval nowhere one.run
err 'masthead: nowhere: No such file or directory'
printf 't1 0 a 1\nt1 0 a 1\n' >q
run 'the same judgment twice is one' 0 eval q one.run
out_has '0.5000'

run 'no run' 2 eval judgments
err_has 'which runs?'
run 'a database, no topics' 2 eval -d db judgments
err_has 'which topics'
run 'top' 2 eval --top 0 judgments one.run
err_has "--top takes a number from 1 to 1000000, not '0'"

# ---- Searching ------------------------------------------------------------------------------------

if ! why=$("$srcdir/tests/has-hosts" scriptindex); then
    echo "ok $((rows += 1)) - searching # SKIP $why"
    finish
fi
dump='id=a
headline=Rain in Oslo
body=It rained on Monday, said Kari Holm.

id=b
headline=Sun
body=Rain was far from Rome, where the sun shone.

id=c
headline=Other
body=Nothing of the kind.
'
"$masthead" script -c "$config" >script
printf '%s\n' "$dump" >dump
LD_PRELOAD="${SANITIZERS-}" ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0 \
    "$masthead" run -c "$config" -- scriptindex db script dump >log 2>&1 || sed 's/^/# /' log
printf 't1\train in "Oslo" (AND)\tmore\nt2\tSUN -rome http://example.org/rain\n' >topics
printf '%s 0 %s 1\n' t1 a t2 b >judgments
run 'topics' 0 eval -c "$config" -d db -o run topics judgments
out_has 'MAP   nDCG@10'
out_has '1.0000    1.0000    1.0000    0.2000    1.0000'
err ''
[ "$(cut -d ' ' -f 1-4 run)" = 't1 Q0 a 1
t1 Q0 b 2
t2 Q0 b 1' ]
row $? 'the run'
run 'the run measured' 0 eval judgments run
out_has '1.0000    1.0000    1.0000    0.2000    1.0000'
run 'with the module and without' 0 eval -c "$config" -d db --against stock topics judgments
out_has 'stock'
out_has 'against the first'

bad 'no tab' t 't1 rain\n' 't:1: a topic must be an id, a tab and a query' -d db t judgments
bad 'a blank' t 't1\train\nt 2\train\n' "t:2: the topic's id 't 2' has a blank in it" -d db t judgments
bad 'twice' t 't1\train\nt1\tsun\n' "t:2: topic 't1' is given twice" -d db t judgments
bad 'no topics' t '\n' 't: there is no topic in it' -d db t judgments
run 'no database' 1 eval -c "$config" -d nowhere topics judgments
err_has 'masthead: nowhere: '
run 'no config' 1 eval -c "$config" -d db --against nowhere.yaml topics judgments
err_has 'nowhere.yaml'

finish
