#!/bin/sh
# check.t - whether a config is right
# SPDX-License-Identifier: GPL-2.0-or-later
. "${srcdir:-.}/tests/command/tap.sh"

ln -s "$srcdir/conf/lang" lang
cp "$config" news.yaml
run 'the default config' 0 check news.yaml
out 'news.yaml: ok
  field       prefix  kind      weight     b  slot  from
  headline    S       text         2.5   0.5     -  headline, title, og:title
  standfirst  XSF     text         1.5  0.75     -  standfirst, subtitle
  body        ""      text           1   0.6     -  body, text
  byline      A       byline       0.5  0.75     -  byline, author
  dateline    XL      dateline       -     -     -  dateline
  published   D       date           -     -     0  published, date, pubdate
  section     XS      keyword        -     -     -  section, category
  id          Q       id             -     -     -  id, url
  names       XP      mention        2     -     -  (the texts)
  titles      XT      mention        1     -     -  (the texts)
  dates       XD      mention        1     -     -  (the texts)
  language: en, 3/4 is March 4
  ranking: bm25f, k1 1.3'
err ''

cat >odd.yaml <<'Y'
masthead: 1
date-order: dmy
fields:
  a: {prefix: XLONGPREFIX, weight: 0.125}
  when: {kind: date, slot: 12}
  until: {kind: date, slot: 13}
names: {prefix: N}
ranking: {k1: 0.9, recency: {half-life: 2 weeks, weight: 0.5}}
Y
run 'another, by --config' 0 check --config=odd.yaml
out 'odd.yaml: ok
  field   prefix       kind      weight     b  slot  from
  a       XLONGPREFIX  text       0.125  0.75     -  a
  when    D            date           -     -    12  when
  until   -            date           -     -    13  until
  names   N            mention        1     -     -  (the texts)
  titles  XT           mention        1     -     -  (the texts)
  dates   XD           mention        1     -     -  (the texts)
  language: en, 3/4 is 3 April
  ranking: bm25f, k1 0.9, recency 0.5 with a half-life of 14 days'
err ''

cp "$srcdir/tests/bad/unknown-key.yaml" bad.yaml
run 'a wrong one among right ones' 1 check odd.yaml bad.yaml news.yaml
out_has 'odd.yaml: ok'
out_has 'news.yaml: ok'
err "bad.yaml:4:25: unknown key 'wieght' (did you mean 'weight'?)
  headline: {prefix: S, wieght: 4.0}
                        ^"

run 'none of that name' 1 check nowhere.yaml
out ''
err_has 'nowhere.yaml: cannot be read: '

printf 'masthead: 1\nlanguage: xx\nfields: {body: {prefix: ""}}\n' >xx.yaml
run 'a language without a pack' 1 check xx.yaml
out ''
err_has 'xx'

run 'the config named twice' 2 check --config odd.yaml news.yaml
out ''
err_has 'name the config once'
finish
