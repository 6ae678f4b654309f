/* fork_lock.h - the lock of all that the threads of a process share
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * One lock for everything: it is held for a few instructions, and not twice by one thread.  It is held across a fork
 * as well, so that a child finds what it protects whole and the lock free, whatever other threads were doing. */
#ifndef MASTHEAD_XAPIAN_FORK_LOCK_H
#define MASTHEAD_XAPIAN_FORK_LOCK_H

#ifdef __cplusplus
extern "C" {
#endif

void fork_lock_hold(void);
void fork_lock_release(void);

#ifdef __cplusplus
}

/* Holds the lock until its block ends. */
class fork_lock
{
  public:
    fork_lock()
    {
        fork_lock_hold();
    }
    ~fork_lock()
    {
        fork_lock_release();
    }
    fork_lock(const fork_lock &) = delete;
    fork_lock &operator=(const fork_lock &) = delete;
};
#endif

#endif
