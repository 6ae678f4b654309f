/* calendar.c - the proleptic Gregorian calendar
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "calendar.h"
