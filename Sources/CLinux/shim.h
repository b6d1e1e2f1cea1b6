#pragma once
#include <stddef.h>

/* GNU's, and therefore not in Swift's module of the C library. */

/* A set of cores is an array of words with a bit for each; 0 is the calling thread. */
int sched_getaffinity(int thread, size_t bytes, void *cores);
int sched_setaffinity(int thread, size_t bytes, const void *cores);

/* A file in memory without a name in any folder; 1 closes it in programs that are started. */
int memfd_create(const char *name, unsigned flags);
