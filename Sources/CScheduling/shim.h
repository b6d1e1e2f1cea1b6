#pragma once
#include <stddef.h>

/* GNU's, and therefore not in Swift's module of the C library. A set is an array of words with a bit
   for each core; 0 is the calling thread. */
int sched_getaffinity(int thread, size_t bytes, void *cores);
int sched_setaffinity(int thread, size_t bytes, const void *cores);
