/* unicode.c - characters as Xapian sees them
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "unicode.h"
