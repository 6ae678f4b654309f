#!/bin/sh
# usage.t - command lines, right and wrong
# SPDX-License-Identifier: GPL-2.0-or-later
. "${srcdir:-.}/tests/command/tap.sh"

run 'no command' 2
out ''
err "masthead: a command is missing
try 'masthead --help'"

run 'unknown command' 2 analyse
err "masthead: unknown command 'analyse' (did you mean 'analyze'?)
try 'masthead --help'"

run 'command like no other' 2 frobnicate
err "masthead: unknown command 'frobnicate'
try 'masthead --help'"

run 'unknown option before a command' 2 --colour
err "masthead: unknown option '--colour'
try 'masthead --help'"

run 'help' 0 --help
out_has 'Usage: masthead COMMAND [OPTION]...'
out_has '  analyze    show the names, titles and dates in articles'
err ''
cp out help
run 'help as a command' 0 help
out "$(cat help)"

run 'version' 0 --version
out_has 'masthead '
run 'version of a command' 0 feed --version
out_has 'masthead '

for command in check script feed index analyze query eval tune; do
    run "help of $command" 0 $command --help
    out_has "Usage: masthead $command "
    out_has '  -c, --config CONFIG'
    cp out help
    run "help about $command" 0 help $command
    out "$(cat help)"
    run "unknown option of $command" 2 $command --confg=x
    err "masthead: $command: unknown option '--confg=x' (did you mean '--config'?)
try 'masthead $command --help'"
    run "unknown letter of $command" 2 $command -q
    err "masthead: $command: unknown option '-q'
try 'masthead $command --help'"
    run "missing value in $command" 2 $command --config
    err "masthead: $command: option '--config' needs a value
try 'masthead $command --help'"
    run "missing value of a letter in $command" 2 $command -c
    err "masthead: $command: option '-c' needs a value
try 'masthead $command --help'"
    run "value too many in $command" 2 $command --help=yes
    err "masthead: $command: option '--help' takes no value
try 'masthead $command --help'"
done

for command in check script feed analyze 'query -d db rain'; do
    run "missing config of $command" 1 $command -c nowhere.yaml
    out ''
    err_has 'nowhere.yaml: cannot be read: No such file or directory'
done

run 'help about an unknown command' 2 help fed
err "masthead: unknown command 'fed' (did you mean 'feed'?)
try 'masthead --help'"

run 'operand too many' 2 script here
err "masthead: script: no operand is wanted, but 'here' was given
try 'masthead script --help'"

for command in analyze feed; do
    run "$command from an unknown format" 2 $command --from xml
    err "masthead: $command: --from is text or jsonl, not 'xml'
try 'masthead $command --help'"
    run "$command without the file" 1 $command -c "$config" nowhere.txt
    err 'masthead: nowhere.txt: No such file or directory'
done

# What cannot be written is an error, not silence.
name='full disk'
if [ -w /dev/full ]; then
    "$masthead" script -c "$config" 2>err >/dev/full
    row $((! $? == 1)) "$name: exit status 1"
    err 'masthead: cannot write standard output: No space left on device'
fi
name='closed output'
"$masthead" script -c "$config" 2>err >&-
row $((! $? == 1)) "$name: exit status 1"
err 'masthead: cannot write standard output: Bad file descriptor'
name='broken pipe'
i=0
while [ $i -lt 5000 ]; do
    echo '{"id":"'$i'","text":"The quick brown fox jumps over the lazy dog, said an official."}'
    i=$((i + 1))
done >many.jsonl
for command in feed 'analyze --json'; do
    { "$masthead" $command -c "$config" many.jsonl 2>err; echo $? >status; } | head -n 1 >/dev/null
    row "$((! $(cat status) == 1))" "$name of $command: exit status 1"
    err 'masthead: cannot write standard output: Broken pipe'
done

# The config of a build tree lies beside the executable.
run 'config found' 0 script
finish
