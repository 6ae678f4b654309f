#!/bin/sh
# query.t - how a query is read, what it finds, and why
# SPDX-License-Identifier: GPL-2.0-or-later
. "${srcdir:-.}/tests/command/tap.sh"

run 'no database' 2 query rain
err_has 'which --database?'
run 'no query' 2 query -d db
err_has 'which query?'
run 'top' 2 query -d db --top many rain
err_has "--top takes a number from 1 to 1000000, not 'many'"

if ! why=$("$srcdir/tests/has-hosts" scriptindex); then
    echo "ok $((rows += 1)) - searching # SKIP $why"
    finish
fi
"$masthead" script -c "$config" >script
printf 'id=a\npublished=2021-08-18\nheadline=Rain\nbody=It rained on 17 August 2021, said Kari Holm.\n\nid=b\nbody=Rain.\n' >dump
LD_PRELOAD="${SANITIZERS-}" ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0 \
    "$masthead" run -c "$config" -- scriptindex db script dump >log 2>&1 || sed 's/^/# /' log

run 'fields, people and days' 0 query -c "$config" -d db \
    headline:rain 'person:"kari holm"' date:2021-08-17 section:World
out_has 'headline: rain…'
out_has 'person: holm, kari'
out_has 'day: 20210817'
out_has 'section: world'
out_has 'filter'
run 'a day in plain words' 0 query -c "$config" -d db rain 17 August 2021
out_has 'published: 20210818'
run 'what is found' 0 query -c "$config" -d db --top 1 --explain a rain
[ "$(sed -n '/^$/,$p' out | sed 1d | head -n 1 | tr -s ' ' | cut -d ' ' -f 2,4)" = '1 a' ]
row $? 'the best is first'
out_has 'in all'
run 'by its number' 0 query -c "$config" -d db --explain '#2' rain
out_has 'in all'
run 'nothing found' 0 query -c "$config" -d db snow
run 'another document' 1 query -c "$config" -d db --explain c rain
err "masthead: there is no document 'c'"
run 'a number too many' 1 query -c "$config" -d db --explain '#3' rain
run 'a day that is none' 1 query -c "$config" -d db date:2021-02-30
err_has 'masthead: date: '
run 'an unfinished query' 1 query -c "$config" -d db 'rain OR'
run 'no such database' 1 query -c "$config" -d nowhere rain
err_has 'masthead: nowhere: '

finish
