#!/bin/sh
# script.t - the index script that fits a config
# SPDX-License-Identifier: GPL-2.0-or-later
. "${srcdir:-.}/tests/command/tap.sh"

missing=$(sed -n 's/^#define UNIQUE_MISSING "\(.*\)"/\1/p' "$builddir/config.h")

run 'default config' 0 script -c "$config"
out '# The index script for scriptindex that fits what `masthead feed` writes.
headline title : field=title index=S
standfirst subtitle : field=standfirst index=XSF
body text : index truncate=300 field=sample
byline author : field=author index=A
dateline : field=dateline index=XL
published date pubdate : field=published value=0
section category : field=section lower hash=242 boolean=XS
id : field=id hash=243 boolean=Q unique=Q'$missing'
url : field=url'
err ''

ln -s "$srcdir/conf/lang" lang
cat >odd.yaml <<'Y'
masthead: 1
language: en
fields:
  main-text: {from: ["dc:description", "full.text", fulltext, 2nd], prefix: ""}
  deck:      {prefix: XDECK}
  issued:    {kind: date, formats: ["%Y-%m-%d"]}
  desk:      {kind: keyword, prefix: XDESK, slot: 7}
  url:       {kind: id, prefix: U}
Y
run 'names that no rule can have' 0 script -c odd.yaml
out '# The index script for scriptindex that fits what `masthead feed` writes.
main_text fulltext 2nd : index truncate=300 field=sample
deck : field=deck index=XDECK
issued : field=issued
desk : field=desk value=7 lower hash=239 boolean=XDESK
url : field=url hash=243 boolean=U unique=U'$missing

# The program itself has the last word.
if type scriptindex >/dev/null 2>&1; then
    : >empty
    "$masthead" script -c odd.yaml >odd.script
    name='scriptindex takes it'
    scriptindex db odd.script empty >out 2>err
    row $? "$name"
    err ''
fi
finish
