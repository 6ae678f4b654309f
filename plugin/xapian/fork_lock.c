/* fork_lock.c - the lock of all that the threads of a process share
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "config.h"

#include "fork_lock.h"

#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void hold_across_forks(void)
{
    pthread_atfork(fork_lock_hold, fork_lock_release, fork_lock_release);
}

void fork_lock_hold(void)
{
    pthread_once(&once, hold_across_forks);
    pthread_mutex_lock(&lock);
}

void fork_lock_release(void)
{
    pthread_mutex_unlock(&lock);
}
