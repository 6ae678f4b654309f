#!/bin/sh
# install.t - what make install put in its place works by itself: run by make installcheck
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Nothing here looks at the source or the build except to read the articles of seeds/.

: "${srcdir:=.}" "${CC:=cc}" "${bindir:?set by make installcheck}"
. "$srcdir/tests/ok.sh"
seeds=$(cd "$srcdir/seeds" && pwd) || exit 99
hello=$(cd "$srcdir/tests/install" && pwd)/hello.c
scratch=$(mktemp -d) || exit 99
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 99
unset srcdir builddir MASTHEAD_CONFIG LD_LIBRARY_PATH LD_PRELOAD

if [ -n "${SANITIZERS-}" ] || [ -n "${DESTDIR-}" ]; then
    echo "1..0 # SKIP installed to be moved elsewhere, or built with sanitizers"
    exit
fi

# ---- The command ------------------------------------------------------------------------------------

PATH=$bindir:$PATH
masthead --version >log 2>&1 && grep -q '^masthead [0-9]' log
ok $? "masthead --version" log

masthead check >log 2>&1
ok $? "masthead check finds and accepts the installed config" log

echo "Jen Psaki spoke. Ms. Psaki sat down." | masthead analyze --json >log 2>&1 &&
    [ "$(grep -o '"value": *"psaki, jen"' log | wc -l)" -eq 2 ]
ok $? "masthead analyze reads its lists" log

# ---- The module -------------------------------------------------------------------------------------

if command -v scriptindex >/dev/null && command -v quest >/dev/null; then
    { masthead script >news.script && masthead feed "$seeds/text" >dump &&
        masthead run -- scriptindex db news.script dump; } >log 2>&1
    ok $? "scriptindex with the installed module" log
    masthead run -- quest -d db 'person:psaki' >log 2>&1 && grep -q '^id=t01-kabul-call$' log
    ok $? "quest with the installed module" log
else
    echo "ok $((row += 1)) # SKIP there is no scriptindex or no quest"
fi

# ---- The library ------------------------------------------------------------------------------------

if command -v pkg-config >/dev/null; then
    PKG_CONFIG_PATH=$pkgconfigdir${PKG_CONFIG_PATH+:$PKG_CONFIG_PATH}
    export PKG_CONFIG_PATH
    # shellcheck disable=SC2046,SC2086  # words
    $CC -std=c11 -Wall -Wextra -Werror -o hello "$hello" $(pkg-config --cflags --libs masthead) \
        >log 2>&1
    ok $? "a program compiles and links by pkg-config" log
    LD_LIBRARY_PATH=$libdir ./hello "$sysconfdir/masthead/news.yaml" >log 2>&1
    printf 'Boris Johnson: johnson, boris\nBiden: biden\n' | cmp - log >>log 2>&1
    ok $? "and finds names" log
else
    echo "ok $((row += 1)) # SKIP there is no pkg-config"
fi

echo "1..$row"
