# ok.sh - the rows of a shell test that prints TAP; sourced by the tests
# SPDX-License-Identifier: GPL-2.0-or-later

row=0

# ok STATUS NAME [FILE]: a row, and, when it failed, the file that says why.
ok()
{
    row=$((row + 1))
    if [ "$1" -eq 0 ]; then
        echo "ok $row - $2"
    else
        echo "not ok $row - $2"
        [ $# -lt 3 ] || sed 's/^/# /' "$3"
    fi
}
