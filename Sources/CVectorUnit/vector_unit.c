/* Tells a processor that lacks what this build uses before an instruction of it is executed.

   The whole program is compiled for one processor (-march), so that another one may meet an instruction
   that it does not have anywhere, main() included, and would end with SIGILL and no word. What runs here
   runs before main() and before any of Swift's initialisers, and is compiled for every x86-64. */
#include "vector_unit.h"

#include "baseline.h"
#include "instruction_sets.h"

#define NAME(name, flag) flag " "
const char *const phibench_instruction_sets = PHIBENCH_INSTRUCTION_SETS(NAME) "";

#if defined(__x86_64__) && defined(__linux__)
PHIBENCH_BASELINE static void say(const char *text) {
  long length = 0;
  while (text[length]) ++length;
  phibench_system_call(SYS_write, 2, text, length);
}

/* As where evidence cannot be had: here nothing can be measured. */
enum { insufficient = 2 };

__attribute__((constructor(101))) PHIBENCH_BASELINE static void check_processor(void) {
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
  phibench_system_call(SYS_exit_group, insufficient, 0, 0);
}
#endif
