#pragma once

/* The instruction sets that this build uses, with a space between any two, as a processor calls its own
   in /proc/cpuinfo; empty for what every processor of the architecture has. */
extern const char *const phibench_instruction_sets;

/* Ask for a cache line that will be read, or written, soon; of any address, without a fault. Swift has
   no such instructions. */
static inline void phibench_prefetch(const void *address) { __builtin_prefetch(address, 0, 3); }
static inline void phibench_prefetch_for_writing(const void *address) {
  __builtin_prefetch(address, 1, 3);
}
/* The same, no nearer than the L2 cache: for much at a time. */
static inline void phibench_prefetch_into_l2(const void *address) {
  __builtin_prefetch(address, 0, 2);
}
