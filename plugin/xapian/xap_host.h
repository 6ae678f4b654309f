/* xap_host.h - handles and exceptions between xap.h's C and the host's C++
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_XAPIAN_XAP_HOST_H
#define MASTHEAD_XAPIAN_XAP_HOST_H

#include <xapian.h>

#include "xap.h"

/* A handle is the Xapian object itself under a name that C can say. */
inline xap_document *xap_of(Xapian::Document *document)
{
    return reinterpret_cast<xap_document *>(document);
}

inline xap_database *xap_of(Xapian::WritableDatabase *database)
{
    return reinterpret_cast<xap_database *>(database);
}

/* Is this a glass database that this process writes?  Takes NULL. */
bool xap_is_local(const Xapian::Database::Internal *database);

/* Keeps the exception that is being handled.  Returns -1. */
int xap_keep_exception() noexcept;

/* Throws the exception that was kept, if there is one, and forgets it. */
void xap_rethrow();

/* Forgets it. */
void xap_forget() noexcept;

#endif
