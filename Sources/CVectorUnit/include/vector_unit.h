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

/* Store 64 bytes past the caches: what they replace is not read, and nothing else has to leave. The
   address is a multiple of 64. */
typedef float phibench_line __attribute__((vector_size(64), may_alias));
typedef float phibench_loose_line __attribute__((vector_size(64), may_alias, aligned(4)));
static inline void phibench_store_past_caches(void *to, const void *from) {
  __builtin_nontemporal_store(*(const phibench_loose_line *)from, (phibench_line *)to);
}
/* Whatever was stored past the caches comes before what is stored from here on, for every reader. */
static inline void phibench_order_stores(void) {
#if defined(__x86_64__)
  __builtin_ia32_sfence();
#else
  __atomic_thread_fence(__ATOMIC_SEQ_CST);
#endif
}
