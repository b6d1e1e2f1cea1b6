/* Tells a processor that lacks what this build uses before an instruction of it is executed.

   The whole program is compiled for one processor (-march), so that another one may meet an instruction
   that it does not have anywhere, main() included, and would end with SIGILL and no word. What runs here
   runs before main() and before any of Swift's initialisers, and is compiled for every x86-64. */
#include "vector_unit.h"

#include "instruction_sets.h"

#define NAME(name, flag) flag " "
const char *const phibench_instruction_sets = PHIBENCH_INSTRUCTION_SETS(NAME) "";

#if defined(__x86_64__) && defined(__linux__)
#include <sys/syscall.h>

/* Nothing beyond what each x86-64 has, in whatever way this file is compiled; and no call of a library
   function, which another file may have been compiled for. */
#define BASELINE                                                                                    \
  __attribute__((target("no-sse3,no-avx,no-bmi,no-bmi2,no-lzcnt,no-popcnt,no-movbe"), noinline))

BASELINE static long call(long number, long a, const void *b, long c) {
  long result;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "a"(number), "D"(a), "S"(b), "d"(c)
                   : "rcx", "r11", "memory");
  return result;
}

BASELINE static void say(const char *text) {
  long length = 0;
  while (text[length]) ++length;
  call(SYS_write, 2, text, length);
}

/* EX_UNAVAILABLE, of the same family as the other statuses. */
enum { unavailable = 69 };

__attribute__((constructor(101))) BASELINE static void check_processor(void) {
  __builtin_cpu_init();
  int missing = 0;
#define CHECK(name, flag)                                                                           \
  if (!__builtin_cpu_supports(name)) {                                                              \
    say(missing++ ? ", " : "phibench: this build is for a processor with ");                        \
    say(flag);                                                                                      \
  }
  PHIBENCH_INSTRUCTION_SETS(CHECK)
  if (!missing) return;
  say(", which this one lacks; build it here (make build)\n");
  call(SYS_exit_group, unavailable, 0, 0);
}
#endif
