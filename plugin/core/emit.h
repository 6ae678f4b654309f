/* emit.h - mentions and metadata to terms and values
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_CORE_EMIT_H
#define MASTHEAD_CORE_EMIT_H

#include "article.h"

/* Pushes the parts named by `what` (MASTHEAD_EMIT_…) into the sink: NO_MEMORY or STOPPED. */
masthead_status emit(const struct masthead_article *article, unsigned what, const masthead_sink *sink);


#endif
