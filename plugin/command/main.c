/* main.c - the masthead command
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "masthead.h"

int main(void)
{
    return 0;
}
