#pragma once

#include <stddef.h>

/* Work that never changes, by whose time others are measured. Whatever could change it with a library, a
   compiler or a flag would change what a time in yardsticks says: so the inner loops are assembly, for
   every x86-64 processor, and a change of them, or of how they are timed, is a change of the version. */
#define PHIBENCH_YARDSTICK_VERSION 2

/* The product's sizes: m rows and columns, and as many terms. Its three matrices take 7 KiB. */
#define PHIBENCH_YARDSTICK_SIZE 24

/* c[m × m] += aᵀ[m × m] · b[m × m], row by row; all aligned to 16 bytes. */
void phibench_yardstick_product(const float *a, const float *b, float *c);

/* Puts some bytes out of all caches, where the processor has an instruction for it. */
void phibench_yardstick_flush(const void *bytes, size_t count);

/* Copies a multiple of 64 bytes; both aligned to 16. */
void phibench_yardstick_copy(void *to, const void *from, size_t count);
