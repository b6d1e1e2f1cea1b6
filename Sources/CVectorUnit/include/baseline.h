#pragma once

/* What runs before the processor was found to have the build's instruction sets, and before any library
   is ready, sanitizers' included: nothing beyond what each x86-64 has, in whatever way a file is
   compiled, and no call of a library function, which another file may have been compiled for. */
#if defined(__x86_64__) && defined(__linux__)
#include <sys/syscall.h>

#define PHIBENCH_BASELINE                                                                           \
  __attribute__((target("no-sse3,no-avx,no-bmi,no-bmi2,no-lzcnt,no-popcnt,no-movbe"), noinline,     \
                 disable_sanitizer_instrumentation))

PHIBENCH_BASELINE static long phibench_system_call(long number, long a, const void *b, long c) {
  long result;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "a"(number), "D"(a), "S"(b), "d"(c)
                   : "rcx", "r11", "memory");
  return result;
}
#endif
