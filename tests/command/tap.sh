# tap.sh - rows of command lines with what they print; sourced by the tests of the command
# SPDX-License-Identifier: GPL-2.0-or-later
#
#   run NAME STATUS ARGUMENT...    runs masthead with the arguments and what $input holds on standard input
#   out TEXT, err TEXT             what the last run must have printed, all of it
#   out_has TEXT, err_has TEXT     a part of it

srcdir=${srcdir:-.} builddir=${builddir:-.}
srcdir=$(cd "$srcdir" && pwd) builddir=$(cd "$builddir" && pwd)
export builddir
masthead=$builddir/masthead
config=$srcdir/conf/news.yaml
unset NO_COLOR
scratch=$(mktemp -d "${TMPDIR:-/tmp}/masthead-test.XXXXXX") || exit 99
trap 'rm -rf "$scratch"' EXIT
trap 'exit 99' HUP INT TERM
cd "$scratch" || exit 99
rows=0 failed=0 input=

row() { # STATUS NAME
    rows=$((rows + 1))
    if [ "$1" = 0 ]; then
        echo "ok $rows - $2"
    else
        echo "not ok $rows - $2"
        failed=1
    fi
}

run() { # NAME STATUS ARGUMENT...
    name=$1 want_status=$2
    shift 2
    printf '%s' "$input" >in
    status=0
    "$masthead" "$@" <in >out 2>err || status=$?
    [ "$status" = "$want_status" ]
    row $? "$name: exit status $want_status"
    [ "$status" = "$want_status" ] || sed 's/^/# /' err
}

same() { # WHAT TEXT
    printf '%s' "$2" >want
    if [ -n "$2" ]; then echo >>want; fi
    cmp -s want "$1"
    row $? "$name: $1"
    cmp -s want "$1" || diff want "$1" | sed 's/^/# /'
}

has() { # WHAT TEXT
    grep -qF -e "$2" "$1"
    row $? "$name: $1 has $(printf '%s' "$2" | tr '\n#' '  ')"
    grep -qF -e "$2" "$1" || sed 's/^/# /' "$1" | cut -c 1-300 | tail -n 20
}

out() { same out "$1"; }
err() { same err "$1"; }
out_has() { has out "$1"; }
err_has() { has err "$1"; }

finish() {
    echo "1..$rows"
    exit $failed
}
