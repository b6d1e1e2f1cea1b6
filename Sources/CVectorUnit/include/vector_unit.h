#pragma once

/* The instruction sets that this build uses, as a processor calls them in /proc/cpuinfo. */
static inline const char *phibench_instruction_sets(void) {
  return "";
}

/* Asks for a cache line that will be read soon; of any address, without a fault. Swift has no such
   instruction. */
static inline void phibench_prefetch(const void *address) { __builtin_prefetch(address, 0, 2); }
