#!/bin/sh
# tune.t - weights fitted to judged queries, and written into the config
# SPDX-License-Identifier: GPL-2.0-or-later
. "${srcdir:-.}/tests/command/tap.sh"

printf '%s\t%s\n' t1 rain t2 sun >topics
printf '%s 0 %s 1\n' t1 a t2 b >judgments
run 'no database' 2 tune -c "$config" topics judgments
err_has 'which --database?'
run 'no topics' 2 tune -c "$config" -d db judgments
err_has 'which topics'
run 'nothing to write into' 2 tune -d db topics judgments
err_has 'which --config is to be written?'
run 'one fold' 2 tune -c "$config" -d db --folds 1 topics judgments
err_has "--folds takes a number from 2, not '1'"
run 'no times' 2 tune -c "$config" -d db --times 0 topics judgments
err_has "--times takes a number from 1 to 1000000, not '0'"
run 'measure' 2 tune -c "$config" -d db --measure map topics judgments
err_has "--measure is MAP, nDCG@10, MRR, P@5 or R@100, not 'map'"
run 'too few topics' 1 tune -n -c "$config" -d db topics judgments
err 'masthead: topics: 2 topics with a relevant document are too few for 5 folds'
printf 't1 rain\n' >bad
run 'bad topics' 1 tune -n -c "$config" -d db bad judgments
err 'masthead: bad:1: a topic must be an id, a tab and a query'

if ! why=$("$srcdir/tests/has-hosts" scriptindex); then
    echo "ok $((rows += 1)) - fitting # SKIP $why"
    finish
fi

# An archive in which the headline misleads: what is asked for is in the text of an article, and another one
# has it in the headline alone.
words='harbour bridge museum orchard railway glacier lantern meadow'
for word in $words; do
    printf 'id=%s-text\nheadline=Notes\nbody=About the %s: the %s stands, the %s falls.\n\n' \
        $word $word $word $word
    printf 'id=%s-head\nheadline=%s\nbody=Nothing of it is said here in so many words.\n\n' $word $word
done >dump
for word in $words; do
    printf 'q-%s\t%s\n' $word $word >&3
    printf 'q-%s 0 %s-text 1\n' $word $word
done >judgments 3>topics
"$masthead" script -c "$config" >script
LD_PRELOAD="${SANITIZERS-}" ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0 \
    "$masthead" run -c "$config" -- scriptindex db script dump >log 2>&1 || sed 's/^/# /' log
ln -s "$srcdir/conf/lang" lang

# A config as users write them: comments, odd spacing, lines in their own order.
cat >own.yaml <<'Y'
# Ours.
masthead: 1
fields:
  body:
    prefix: ""   # the text
    from: [body, text]
  headline: { from: [headline, title, "og:title"],prefix: S,   weight: 30 , b: 0.4}  # too much?
  standfirst: {from: [standfirst, subtitle], prefix: XSF, weight: 1}
  byline: {from: [byline, author], prefix: A, kind: byline, weight: 1}
  dateline: {from: [dateline], kind: dateline}
  published: {from: [published, date, pubdate], kind: date, slot: 0, formats: ["%Y-%m-%d", "%d %B %Y"]}
  section: {from: [section, category], kind: keyword, prefix: XS}
  id: {from: [id, url], kind: id, prefix: Q}

names:    {prefix: XP, weight: 2.0}   # people
Y
cp own.yaml before.yaml

run 'nothing is written in a dry run' 0 tune -n -c own.yaml -d db --folds 4 topics judgments
out_has 'headline.weight'
out_has 'MAP on the topics fitted to: 0.5000 before, 1.0000 after, +0.5000'
out_has 'MAP on the topics held out: 0.5000 before, 1.0000 after, +0.5000, p 0.0'
err ''
cmp -s own.yaml before.yaml
row $? 'the config is as it was'
cp out first
run 'the same again' 0 tune -n -c own.yaml -d db --folds 4 topics judgments
out "$(cat first)"

run 'many halves' 0 tune -n -c own.yaml -d db --folds 2 --times 3 topics judgments
out_has 'MAP on the topics held out: 0.5000 before, 1.0000 after, +0.5000, p 0.0'
out_has '(8 topics, 2 folds, 3 times; worse in 0 of 6)'

run 'written elsewhere' 0 tune -c own.yaml -d db --folds 4 -o new.yaml topics judgments
out_has 'new.yaml: written'
cmp -s own.yaml before.yaml
row $? 'the config is as it was'
run 'what was written is a config' 0 check new.yaml

ln -s own.yaml link.yaml
chmod 640 own.yaml
run 'written' 0 tune -c link.yaml -d db --folds 4 topics judgments
out_has 'link.yaml: written'
cmp own.yaml new.yaml
row $? 'the same as elsewhere'
[ -L link.yaml ] && [ "$(stat -c %a own.yaml)" = 640 ]
row $? 'the link and the mode stay'
diff before.yaml own.yaml >changes
[ "$(grep -c '^[<>]' changes)" = 2 ] && grep -q '^> *headline: { from: \[headline, title, "og:title"\],prefix: S,   weight: [0-9.]* , b: 0.4}  # too much?$' changes
row $? 'one number has changed'
[ "$(grep -c '^[<>]' changes)" = 2 ] || sed 's/^/# /' changes
run 'there is no more to gain' 0 tune -c own.yaml -d db --folds 4 topics judgments
out_has 'nothing is written'
cmp -s own.yaml new.yaml
row $? 'the config is as it was'
[ "$(echo *.yaml.*)" = '*.yaml.*' ]
row $? 'no other file is left'

run 'nobody can write there' 1 tune -c before.yaml -d db --folds 4 -o nowhere/new.yaml topics judgments
err 'masthead: nowhere/new.yaml: No such file or directory'
run 'no database' 1 tune -n -c own.yaml -d nowhere --folds 4 topics judgments
err_has 'masthead: nowhere: '

finish
